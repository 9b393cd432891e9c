"""All pages of a source, each as a capture or as the error that it ended in."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import datetime

from scrapers.catalogue import Source
from scrapers.errors import ManifestError, ScrapeError
from scrapers.manifest import Page
from scrapers.net.client import Client
from scrapers.net.fetch import Previous, fetch
from scrapers.net.guard import Place, check_url
from scrapers.net.robots_memory import OwnMemory
from scrapers.records import Capture

Outcome = Capture | ScrapeError
OnPage = Callable[[Page, Outcome], None]
_ROBOTS = OwnMemory()  # of this process


def fetch_pages(
    source: Source,
    *,
    allow: Collection[Place] = (),
    base: str | None = None,
    on_page: OnPage | None = None,
    previous: Mapping[str, Previous] | None = None,
    fetched_at: datetime | None = None,
    interval: float = 1.0,
    seconds: float | None = None,
) -> dict[str, Outcome]:
    """Fetch every page of the source that has an address; one that fails does not stop the others.

    REDIS_URL, where it is set, shares the pace and what robots.txt said with other workers.

    Args:
        allow, base, interval: as for `scrapers.net.client.Client`.
        on_page: is called with each page and what became of it, as it arrives.
        previous: what is known of each page from its last capture, by the page's key.
        fetched_at: the time that captures carry; now, where it is None.
        seconds: the time for all of them; pages that were not had by then are left out.

    Raises:
        ManifestError: no page has an address.
    """
    client = Client(
        allow=allow,
        base=base,
        interval=interval,
        redis_url=os.environ.get("REDIS_URL") or None,
        robots=None if allow or base else _ROBOTS,
    )
    return asyncio.run(_fetch_all(client, source, on_page, previous or {}, fetched_at, seconds))


async def _fetch_all(
    client: Client,
    source: Source,
    on_page: OnPage | None,
    previous: Mapping[str, Previous],
    fetched_at: datetime | None,
    seconds: float | None,
) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}

    async def one(page: Page) -> None:
        limit, last = source.manifest.max_bytes, previous.get(page.key)
        try:
            if page.browser:
                from scrapers.net.browser import render  # Playwright is an extra

                had = await render(client, page, limit=limit, fetched_at=fetched_at)
            else:
                had = await fetch(client, page, previous=last, limit=limit, fetched_at=fetched_at)
            outcomes[page.key] = had
        except ScrapeError as error:
            outcomes[page.key] = error
        if on_page:
            on_page(page, outcomes[page.key])

    async def one_host(pages: list[Page]) -> None:
        for page in pages:
            await one(page)

    async with client:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*map(one_host, _by_host(source)))
    return {page.key: outcomes[page.key] for page in source.manifest.pages if page.key in outcomes}


def _by_host(source: Source) -> list[list[Page]]:
    """Pages by host: hosts are asked side by side, the pages of one host one after the other."""
    hosts = defaultdict(list)
    for page in source.manifest.pages:
        if page.address:
            hosts[check_url(page.address).host].append(page)
    if not hosts:
        raise ManifestError(
            expected=f"an address for at least one page of {source.key}",
            found="none",
            todo="collect it from files with --from DIR",
        )
    return list(hosts.values())
