"""Reads from a running instance of this project: its tickets, stored pages and state of sources.

An instance serves programs on purpose, so robots.txt is not asked; the guard is.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from yarl import URL

from scrapers.errors import Blocked, FetchError, Gone, ManifestError, Unavailable, Unreadable
from scrapers.net.client import Client
from scrapers.net.guard import PORTS, check_url

LIMIT = 50_000_000  # bytes of a stored page
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def read(address: str, *, here: bool = False, limit: int = LIMIT) -> bytes:
    """The bytes at an address of an instance; `here` lets it be a server on this machine.

    Raises:
        Forbidden: the address is not one that may be dialled.
        Gone: the instance has no such thing.
        Blocked: the instance may not pass it on.
        Unavailable: no answer in time, or another status than 200.
    """
    return asyncio.run(_read(check_url(address), here, limit))


def read_json(address: str, *, here: bool = False) -> dict[str, Any]:
    """The object at an address of an instance; as `read`, and Unreadable where it is no JSON."""
    body = read(address, here=here)
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Unreadable(
            expected=f"a JSON object at {address}",
            found=repr(body[:60]),
            todo="is this the address of an instance?",
        )
    return found


async def _read(url: URL, here: bool, limit: int) -> bytes:
    if here and url.host not in LOOPBACK:
        raise ManifestError(
            expected=f"with --here one of {', '.join(LOOPBACK)}",
            found=str(url.host),
            todo="leave it out",
        )
    allow = [(host, url.port or PORTS[0]) for host in LOOPBACK[:2]] if here else []
    async with Client(allow=allow, interval=0) as client:
        answer = await client.get(url, limit)
    if answer.status == 200:
        return answer.body
    kind: type[FetchError] = Unavailable
    if answer.status in (404, 410):
        kind = Gone
    elif answer.status in (401, 403, 451):
        kind = Blocked
    raise kind(expected=f"{url}", found=f"status {answer.status}", todo="check the address")
