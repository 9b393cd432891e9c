"""Answers to robots.txt, kept for a day: in this process, or for all workers through Redis."""

from __future__ import annotations

import time
from typing import Any, Protocol

from yarl import URL

from scrapers.net.robots import LASTS, Robots, answered


class RobotsMemory(Protocol):
    """What hosts said of late, by origin."""

    async def known(self, origin: URL) -> Robots | None:
        """The host's rules, where they were asked for within a day; else None."""

    async def keep(self, origin: URL, status: int, body: bytes) -> None:
        """Remember a host's answer for a day."""

    async def close(self) -> None:
        """Let go of connections."""


class OwnMemory:
    """The memory of one process."""

    def __init__(self) -> None:
        self._rules: dict[URL, tuple[float, Robots]] = {}

    async def known(self, origin: URL) -> Robots | None:
        until, rules = self._rules.get(origin, (0.0, None))
        return rules if time.monotonic() < until else None

    async def keep(self, origin: URL, status: int, body: bytes) -> None:
        self.learn(origin, LASTS, answered(status, body))

    def learn(self, origin: URL, seconds: float, rules: Robots) -> None:
        """Keep rules that are good for so many seconds more."""
        self._rules[origin] = time.monotonic() + seconds, rules

    async def close(self) -> None:
        """Nothing to let go of."""


class SharedMemory:
    """The memory of all workers that use one Redis; read once more only when a day is over."""

    def __init__(self, url: str, own: OwnMemory) -> None:
        from redis.asyncio import Redis  # only where a Redis is named

        self._redis: Any = Redis.from_url(url)
        self._own = own

    async def known(self, origin: URL) -> Robots | None:
        rules = await self._own.known(origin)
        if rules is None:
            async with self._redis.pipeline() as both:
                said, left = await both.get(_key(origin)).ttl(_key(origin)).execute()
            if said is not None:
                status, _, body = said.partition(b" ")
                rules = answered(int(status), body)
                self._own.learn(origin, left, rules)
        return rules

    async def keep(self, origin: URL, status: int, body: bytes) -> None:
        await self._own.keep(origin, status, body)
        await self._redis.set(_key(origin), b"%d %s" % (status, body), ex=int(LASTS))

    async def close(self) -> None:
        await self._redis.aclose()


def memory(redis_url: str | None, own: OwnMemory | None = None) -> RobotsMemory:
    """The shared memory where a Redis is named, else the one of this process."""
    own = own or OwnMemory()
    return SharedMemory(redis_url, own) if redis_url else own


def _key(origin: URL) -> str:
    return f"robots:{origin}"
