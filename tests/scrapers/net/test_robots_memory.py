"""What robots.txt said is kept for a day, also for other workers."""

from __future__ import annotations

import asyncio

from yarl import URL

from scrapers.manifest import Page
from scrapers.net.client import Client
from scrapers.net.fetch import fetch
from scrapers.net.robots import LASTS
from scrapers.net.robots_memory import OwnMemory, SharedMemory
from tests.scrapers.net.conftest import Host

ORIGIN = URL("https://robots-memory.example")
SHUT = b"User-agent: *\nDisallow: /shut"


def test_an_answer_is_forgotten_when_its_day_is_over() -> None:
    async def run() -> None:
        memory = OwnMemory()
        assert await memory.known(ORIGIN) is None
        await memory.keep(ORIGIN, 200, SHUT)
        rules = await memory.known(ORIGIN)
        assert rules is not None
        memory.learn(ORIGIN, -1.0, rules)
        assert await memory.known(ORIGIN) is None

    asyncio.run(run())


def test_workers_that_share_a_redis_share_what_robots_txt_said(redis_url: str) -> None:
    async def run() -> None:
        first, second = (SharedMemory(redis_url, OwnMemory()) for _ in range(2))
        assert await second.known(ORIGIN) is None
        await first.keep(ORIGIN, 200, SHUT)
        rules = await second.known(ORIGIN)
        assert rules is not None
        assert not rules.allows("x", f"{ORIGIN}/shut")
        assert rules.allows("x", f"{ORIGIN}/open")
        assert rules.said == "allowed by robots.txt"
        left = await first._redis.ttl(f"robots:{ORIGIN}")
        assert 0 < left <= LASTS
        await first.close()
        await second.close()

    asyncio.run(run())


def test_two_workers_ask_a_host_for_its_robots_txt_once(host: Host, redis_url: str) -> None:
    host.pages = {"/robots.txt": (200, {}, SHUT), "/a": (200, {}, b"x")}

    async def run() -> None:
        for _ in range(2):
            async with Client(interval=0, allow=[host.place], redis_url=redis_url) as client:
                await fetch(client, Page(key="a", address=host.url("/a")))

    asyncio.run(run())
    assert host.paths() == ["/robots.txt", "/a", "/a"]
