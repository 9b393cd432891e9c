"""One page into a capture: opt-out list, robots.txt, pace, redirects, retries, conditions."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import stamina
from yarl import URL

from scrapers.errors import Blocked, FetchError, Gone, ManifestError, Unavailable
from scrapers.manifest import Page
from scrapers.net import optout, robots
from scrapers.net.client import FETCHER, Answer, Client
from scrapers.net.guard import check_url
from scrapers.records import Capture

HOPS = 5
ATTEMPTS = 3
PATIENCE = 60.0  # the longest Retry-After, in seconds, that is waited for
AGAIN = (429, 500, 502, 503, 504)
REDIRECTS = (301, 302, 303, 307, 308)
REFUSALS = (401, 402, 403, 407, 451)
KEPT = ("content-type", "content-language", "date", "etag", "last-modified")


@dataclass(frozen=True, slots=True)
class Previous:
    """What is known of a page from its last capture: the host is asked only for what is new."""

    sha256: str
    etag: str | None = None
    last_modified: str | None = None

    def conditions(self) -> dict[str, str]:
        """The request headers that ask for a changed page only."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


async def fetch(
    client: Client,
    page: Page,
    *,
    previous: Previous | None = None,
    limit: int = 10_000_000,
    fetched_at: datetime | None = None,
) -> Capture:
    """The page as a capture. One that has not changed has status 304, no body and the old sha256.

    Raises:
        Blocked: the opt-out list, robots.txt, 401, 402, 403, 407, 451, or a wall of cookies.
        Gone: 404 or 410.
        Forbidden, TooBig, Unreadable, Unavailable: as `Client.get`, and after all retries.
    """
    if page.address is None:
        raise ManifestError(
            expected=f"an address for page {page.key}", found="none", todo="use --from DIR"
        )
    try:
        async with asyncio.timeout(client.deadline) as clock:
            answer, said = await _follow(client, check_url(page.address), previous, limit, clock)
    except TimeoutError as error:
        raise Unavailable(
            expected=f"the page within {client.deadline:g} seconds",
            found="a slow host",
            todo="try again later",
        ) from error
    unchanged = previous is not None and answer.status == 304
    return Capture(
        address=page.address,
        body=answer.body,
        fetched_at=fetched_at or datetime.now(UTC),
        page=page.key,
        status=answer.status,
        headers={name: answer.headers[name] for name in KEPT if name in answer.headers},
        fetcher=FETCHER,
        robots=said,
        sha256=previous.sha256 if previous is not None and unchanged else "",
    )


async def _follow(
    client: Client, url: URL, previous: Previous | None, limit: int, clock: asyncio.Timeout
) -> tuple[Answer, str]:
    headers = previous.conditions() if previous else {}
    walled = False
    for _ in range(HOPS + 1):
        rules = await _rules(client, url, clock)
        answer = await _patiently(client, url, limit, headers, clock, rules)
        if answer.status not in REDIRECTS:
            return _accepted(answer, previous), rules.said
        walled = walled or "Set-Cookie" in answer.headers
        url = _onward(answer)
    kind = Blocked if walled else Unavailable
    raise kind(
        expected=f"a page after at most {HOPS} redirects",
        found="a wall of cookies" if walled else "more redirects",
        todo="look at the page in a browser",
    )


async def _rules(client: Client, url: URL, clock: asyncio.Timeout) -> robots.Robots:
    """What the host's robots.txt says, after the opt-out list; asked for once a day."""
    if optout.left_out(url.host or "", optout.hosts()):
        raise Blocked(expected="a host that may be asked", found=str(url.host), todo="leave it out")
    rules = await _known_rules(client, url.origin(), clock)
    if not rules.allows(client.agent, str(url)):
        raise Blocked(
            expected=f"robots.txt of {url.host} to allow {url.path}",
            found=rules.said if rules.refuses_all else "a rule against it",
            todo="leave the page out, or ask the publisher",
        )
    return rules


async def _known_rules(client: Client, origin: URL, clock: asyncio.Timeout) -> robots.Robots:
    known = await client.robots.known(origin)
    if known is not None:
        return known
    status, body = await _asked_rules(client, origin, clock)
    rules = robots.answered(status, body)
    if not rules.refuses_all:  # a host in trouble is asked again with the next page
        await client.robots.keep(origin, status, body)
    return rules


async def _asked_rules(client: Client, origin: URL, clock: asyncio.Timeout) -> tuple[int, bytes]:
    url = origin / "robots.txt"
    for _ in range(HOPS + 1):
        await _turn(client, url, client.interval, clock)
        answer = await client.get(url, robots.LIMIT, cut=True)
        if answer.status not in REDIRECTS:
            return answer.status, answer.body
        url = _onward(answer)
    return 404, b""  # RFC 9309: after five redirects, as if there were none


async def _patiently(
    client: Client,
    url: URL,
    limit: int,
    headers: Mapping[str, str],
    clock: asyncio.Timeout,
    rules: robots.Robots,
) -> Answer:
    """Ask up to three times, at the host's pace, and wait as long as it says in between."""
    interval = max(client.interval, rules.crawl_delay(client.agent))
    async for attempt in stamina.retry_context(
        on=_again,
        attempts=ATTEMPTS,
        timeout=None,
        wait_initial=client.backoff,
        wait_jitter=client.backoff,
    ):
        with attempt:
            await _turn(client, url, interval, clock)
            answer = await client.get(url, limit, headers)
            if answer.status in AGAIN:
                raise _unavailable(answer)
            return answer
    raise AssertionError("stamina returns or raises")


def _again(error: Exception) -> bool | float:
    if not isinstance(error, Unavailable):
        return False
    if error.retry_after is None:
        return True
    return error.retry_after if error.retry_after <= PATIENCE else False


async def _turn(client: Client, url: URL, interval: float, clock: asyncio.Timeout) -> None:
    """Wait for our turn at the host; the wait does not count against the page's deadline."""
    loop, ends = asyncio.get_running_loop(), clock.when()
    left = (ends or 0.0) - loop.time()
    clock.reschedule(None)
    await client.pace.turn(url.authority, interval)
    clock.reschedule(loop.time() + left)


def _onward(answer: Answer) -> URL:
    return check_url(answer.headers.get("Location", ""), answer.url)


def _accepted(answer: Answer, previous: Previous | None) -> Answer:
    status, host = answer.status, answer.url.host
    if status == 200 or (status == 304 and previous is not None):
        return answer
    kind: type[FetchError] = Unavailable
    if status in REFUSALS:
        kind = Blocked
    elif status in (404, 410):
        kind = Gone
    raise kind(
        expected=f"the page at {host}", found=f"status {status}", todo="look at it in a browser"
    )


def _unavailable(answer: Answer) -> Unavailable:
    error = Unavailable(
        expected=f"the page at {answer.url.host}",
        found=f"status {answer.status}",
        todo="try again later",
    )
    error.retry_after = _seconds(answer.headers.get("Retry-After"))
    return error


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After as seconds: it is written as seconds or as a date."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
