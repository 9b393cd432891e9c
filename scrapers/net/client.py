"""One request, guarded: the address judged, the body bounded, no cookie, no proxy, no redirect."""

from __future__ import annotations

import ssl
from collections.abc import Collection, Mapping
from types import TracebackType
from typing import NamedTuple

import aiohttp
from yarl import URL

from scrapers.errors import Unavailable
from scrapers.net.coding import ACCEPTED, decoded, too_big
from scrapers.net.guard import PORTS, Place, socket_factory
from scrapers.net.pace import Pace, pace
from scrapers.net.robots_memory import OwnMemory, memory

NAME = "WorthSwitching"
CONTACT = "https://worth-switching.example/about/"
FETCHER = f"scrapers.net 1 (aiohttp {aiohttp.__version__})"
CONNECT, READ = 10.0, 20.0  # seconds for the connection, and between two pieces of the body


class Answer(NamedTuple):
    """What a host answered, its body without codings."""

    url: URL
    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """A connection pool with its rules; use it as `async with Client() as client`.

    Args:
        allow: (IP address, port) of servers on this machine, for tests and the demo.
        base: where every host is found under its name as the first part of the path, in place of
            the host itself: how the demo shows invented hosts on one server. Pages keep their own
            address, and the pace is not kept.
        interval: least seconds between two requests for one host.
        deadline: seconds for one page with its redirects and retries, waiting for a turn aside.
        backoff: seconds before the first retry; it doubles.
        redis_url: shares the pace and robots.txt with all workers that name the same Redis.
        robots: what this process has learnt of robots.txt; a fresh memory where it is None.
        trust: certificates other than the system's that may sign a host's.
        contact: the page where a host's owner learns who asks, and how to be left out.
    """

    def __init__(
        self,
        *,
        allow: Collection[Place] = (),
        ports: Collection[int] = PORTS,
        base: str | None = None,
        interval: float = 1.0,
        deadline: float = 120.0,
        backoff: float = 1.0,
        redis_url: str | None = None,
        robots: OwnMemory | None = None,
        trust: ssl.SSLContext | None = None,
        contact: str = CONTACT,
    ) -> None:
        self.agent = f"{NAME}/1 (+{contact})"
        self.interval = 0.0 if base else interval
        self.deadline, self.backoff, self.base = deadline, backoff, base
        self.pace: Pace = pace(redis_url)
        self.robots = memory(redis_url, robots)
        self._trust = trust or True
        self._make_socket = socket_factory(allow, ports)

    async def __aenter__(self) -> Client:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                socket_factory=self._make_socket, happy_eyeballs_delay=None, ssl=self._trust
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.agent, "Accept-Encoding": ACCEPTED},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=READ),
            auto_decompress=False,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()
        await self.pace.close()
        await self.robots.close()

    async def get(
        self, url: URL, limit: int, headers: Mapping[str, str] | None = None, *, cut: bool = False
    ) -> Answer:
        """Ask once; a redirect is an answer like any other.

        Raises:
            Forbidden: the address is not one that may be dialled.
            TooBig: the body has more than `limit` bytes, packed or unpacked (unless `cut`).
            Unreadable: the body's coding is broken or unknown.
            Unavailable: no connection, no answer in time, or a body that ends too early.
        """
        try:
            async with self._session.get(
                self._dialled(url), headers=headers, allow_redirects=False
            ) as response:
                packed = await _read(response.content, limit, cut)
                codings = response.headers.get("Content-Encoding", "")
                body = decoded(packed, codings, limit, cut=cut) if packed else b""
                return Answer(url, response.status, response.headers, body)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise Unavailable(
                expected=f"an answer of {url.host}",
                found=str(error) or type(error).__name__,
                todo="try again later",
            ) from error

    def _dialled(self, url: URL) -> URL:
        if self.base is None:
            return url
        return URL(f"{self.base.rstrip('/')}/{url.host}{url.raw_path_qs}", encoded=True)


async def _read(content: aiohttp.StreamReader, limit: int, cut: bool) -> bytes:
    """The body as it comes over the wire; even packed it is no larger than the limit."""
    whole = bytearray()
    async for piece in content.iter_any():
        whole += piece
        if len(whole) > limit:
            if cut:
                return bytes(whole[:limit])
            raise too_big(limit)
    return bytes(whole)
