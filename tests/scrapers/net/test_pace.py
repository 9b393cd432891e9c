"""A host is asked at its pace, by one process and by many."""

from __future__ import annotations

import asyncio
import time

from scrapers.manifest import Page
from scrapers.net.client import Client
from scrapers.net.fetch import fetch
from scrapers.net.pace import OwnPace, SharedPace
from tests.scrapers.net.conftest import Host


def after_start(began: float, times: list[float]) -> list[float]:
    """When each turn came, in seconds; waking late under load only makes them later."""
    return [at - began for at in sorted(times)]


async def turns(pace: OwnPace | SharedPace, host: str, count: int, interval: float) -> list[float]:
    async def one() -> float:
        await pace.turn(host, interval)
        return time.monotonic()

    return list(await asyncio.gather(*(one() for _ in range(count))))


def test_turns_at_one_host_are_an_interval_apart() -> None:
    began = time.monotonic()
    times = after_start(began, asyncio.run(turns(OwnPace(), "a.example", 4, 0.1)))
    assert all(at >= 0.1 * number for number, at in enumerate(times))


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


def test_workers_that_share_a_redis_share_the_pace(redis_url: str) -> None:
    async def run() -> list[float]:
        workers = [SharedPace(redis_url) for _ in range(3)]
        found = await asyncio.gather(*(turns(each, "b.example", 2, 0.1) for each in workers))
        await asyncio.gather(*(worker.close() for worker in workers))
        return [at for times in found for at in times]

    began = time.monotonic()
    times = after_start(began, asyncio.run(run()))
    assert len(times) == 6
    assert all(at >= 0.1 * number - 0.005 for number, at in enumerate(times))
