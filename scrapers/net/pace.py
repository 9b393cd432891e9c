"""One request for a host and interval: in this process, or across all workers through Redis."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Protocol


class Pace(Protocol):
    """Waits until it is this caller's turn at a host."""

    async def turn(self, host: str, interval: float) -> None:
        """Return when `interval` seconds have passed since the last turn at `host`."""

    async def close(self) -> None:
        """Let go of connections."""


class OwnPace:
    """The pace of one process: turns are given out in the order of asking."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}

    async def turn(self, host: str, interval: float) -> None:
        now = time.monotonic()
        at = max(now, self._free_at.get(host, now))
        self._free_at[host] = at + interval
        if at > now:
            await asyncio.sleep(at - now)

    async def close(self) -> None:
        """Nothing to let go of."""


class SharedPace:
    """The pace of all workers that use one Redis: a key for each host lives as long as its turn."""

    def __init__(self, url: str) -> None:
        from redis.asyncio import Redis  # only where a Redis is named

        self._redis: Any = Redis.from_url(url)

    async def turn(self, host: str, interval: float) -> None:
        if interval <= 0:
            return
        key, milliseconds = f"pace:{host}", max(1, round(interval * 1000))
        while not await self._redis.set(key, 1, nx=True, px=milliseconds):
            await asyncio.sleep(max(0.01, await self._redis.pttl(key) / 1000))

    async def close(self) -> None:
        await self._redis.aclose()


def pace(redis_url: str | None) -> Pace:
    """The shared pace where a Redis is named, else this process's own."""
    return SharedPace(redis_url) if redis_url else OwnPace()
