"""Pages that need JavaScript: a browser renders them, and nothing but this package fetches for it.

Every request of the browser (the page, its scripts, what they ask for) is answered by
`scrapers.net.fetch`: opt-out list, robots.txt, pace, guard, limits and all. Chromium itself resolves
no name and dials nobody. What is stored is the DOM as rendered; parsers and tests read that, and need
no browser. Pictures, fonts and media are not asked for; only GET is answered.

Needs the extra `browser` (Playwright) and a Chromium: CHROMIUM names its path.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from datetime import UTC, datetime
from typing import Any

from scrapers.errors import ManifestError, ScrapeError, Unavailable
from scrapers.manifest import Page
from scrapers.net.client import Client
from scrapers.net.fetch import fetch
from scrapers.records import Capture

ASKED_FOR = ("document", "script", "stylesheet", "xhr", "fetch")
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    *("--disable-quic", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-gpu"),
)


async def render(
    client: Client, page: Page, *, limit: int = 10_000_000, fetched_at: datetime | None = None
) -> Capture:
    """The page as a browser shows it once `wait_for` is there: its DOM as a capture.

    Raises:
        ManifestError: Playwright or Chromium is not installed.
        ScrapeError: as `fetch`, for the page itself; what fails of its parts only stays away.
        Unavailable: what is waited for does not come within the client's deadline.
    """
    answers = _Answers(client, page, limit)
    async with _playwright()() as playwright:
        browser = await playwright.chromium.launch(executable_path=_chromium(), args=_flags())
        try:
            context = await browser.new_context(
                user_agent=client.agent, service_workers="block", accept_downloads=False
            )
            await context.route("**/*", answers.answer)
            await context.route_web_socket("**/*", _close)
            body = await _content(await context.new_page(), client, page, answers)
        finally:
            await browser.close()
        version = browser.version
    whole = answers.whole
    return Capture(
        address=page.address or "",
        body=body,
        fetched_at=fetched_at or datetime.now(UTC),
        page=page.key,
        headers={"content-type": "text/html; charset=utf-8"},
        fetcher=f"scrapers.net.browser 1 (chromium {version})",
        robots=whole.robots if whole else "",
    )


class _Answers:
    """Answers the browser's requests with what `fetch` gives, and keeps why it did not."""

    def __init__(self, client: Client, page: Page, limit: int) -> None:
        self.client, self.page, self.limit = client, page, limit
        self.whole: Capture | None = None
        self.error: ScrapeError | None = None

    async def answer(self, route: Any) -> None:
        asked = route.request
        is_page = asked.is_navigation_request() and asked.frame.parent_frame is None
        if asked.method != "GET" or asked.resource_type not in ASKED_FOR:
            await route.abort()
            return
        try:
            part = Page(key=self.page.key, address=asked.url)
            found = await fetch(self.client, part, limit=self.limit)
        except (ScrapeError, ValueError) as error:
            if is_page and isinstance(error, ScrapeError):
                self.error = error
            await route.abort()
            return
        if is_page:
            self.whole = found
        kind = found.headers.get("content-type", "application/octet-stream")
        await route.fulfill(status=200, body=found.body, content_type=kind)


async def _content(tab: Any, client: Client, page: Page, answers: _Answers) -> bytes:
    from playwright.async_api import Error

    try:
        async with asyncio.timeout(client.deadline):
            await tab.goto(page.address, wait_until="load", timeout=0)
            if page.wait_for:
                await tab.wait_for_selector(page.wait_for, state="attached", timeout=0)
            return str(await tab.content()).encode()
    except (TimeoutError, Error) as error:
        if answers.error:
            raise answers.error from error
        raise Unavailable(
            expected=f"{page.wait_for or 'the page'} within {client.deadline:g} seconds",
            found=str(error).splitlines()[0] if str(error) else "nothing",
            todo="look at the page in a browser",
        ) from error


async def _close(socket: Any) -> None:
    await socket.close()


def _playwright() -> Any:
    try:
        from playwright.async_api import async_playwright
    except ImportError as error:
        raise ManifestError(
            expected="Playwright, for a page with `browser = true`",
            found="none",
            todo="install it: pip install playwright",
        ) from error
    return async_playwright


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise ManifestError(
            expected="a Chromium", found="none", todo="install one, or name it in CHROMIUM"
        )
    return found


def _flags() -> list[str]:
    """Chromium's own sandbox needs another user than root."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
