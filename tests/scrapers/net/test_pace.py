"""A host is asked at its pace, by one process and by many."""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
import time
from pathlib import Path

from scrapers.manifest import Page
from scrapers.net.client import Client
from scrapers.net.fetch import fetch
from scrapers.net.pace import OwnPace, SharedPace
from tests.scrapers.net.conftest import Host

ROOT = Path(__file__).resolve().parents[3]


def gaps(times: list[float]) -> list[float]:
    return [after - before for before, after in itertools.pairwise(sorted(times))]


async def turns(pace: OwnPace | SharedPace, host: str, count: int, interval: float) -> list[float]:
    async def one() -> float:
        await pace.turn(host, interval)
        return time.monotonic()

    return list(await asyncio.gather(*(one() for _ in range(count))))


def test_turns_at_one_host_are_an_interval_apart() -> None:
    times = asyncio.run(turns(OwnPace(), "a.example", 4, 0.1))
    assert min(gaps(times)) > 0.09


def test_hosts_do_not_wait_for_one_another() -> None:
    async def run() -> float:
        pace, began = OwnPace(), time.monotonic()
        await asyncio.gather(*(pace.turn(f"{n}.example", 30) for n in range(50)))
        return time.monotonic() - began

    assert asyncio.run(run()) < 10


def test_the_crawl_delay_of_a_host_is_kept(host: Host) -> None:
    host.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.4\n")
    host.pages["/a"] = host.pages["/b"] = (200, {}, b"x")

    async def run() -> None:
        async with Client(interval=0, allow=[host.place]) as client:
            for key in ("a", "b"):
                await fetch(client, Page(key=key, address=host.url(f"/{key}")))

    asyncio.run(run())
    first, second = (asked.at for asked in host.asked if asked.path != "/robots.txt")
    assert second - first > 0.35


def test_waiting_for_a_turn_does_not_count_against_the_deadline(host: Host) -> None:
    host.pages["/a"] = (200, {}, b"x")

    async def run() -> int:
        async with Client(interval=0.5, deadline=0.4, allow=[host.place]) as client:
            return (await fetch(client, Page(key="a", address=host.url("/a")))).status

    assert asyncio.run(run()) == 200


CHILD = """
import asyncio, sys, time
from scrapers.net.pace import SharedPace
async def run():
    pace = SharedPace(sys.argv[1])
    for _ in range(3):
        await pace.turn("a.example", 0.2)
        print(time.time(), flush=True)
    await pace.close()
asyncio.run(run())
"""


def test_workers_that_share_a_redis_share_the_pace(redis_url: str) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, redis_url], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for _ in range(3)
    ]
    times = [float(line) for worker in workers for line in worker.communicate()[0].split()]
    assert len(times) == 9
    assert min(gaps(times)) > 0.15
