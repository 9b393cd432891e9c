"""One site for all tests of a module: Westmark in its own committed rows, served to a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from pytest_django.live_server_helper import LiveServer

from compare.usecases import demo
from compare.usecases.market import statements
from tests import kept
from tests.compare.web.conftest import LAST_DAY

REFUSED = ("status of 400", "status of 404", "status of 422")  # what Chromium remarks on by itself
CSP = (
    "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
)
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any, browser: Any) -> Iterator[str]:
    """The address of a server that has collected every edition of Westmark once; its rows are gone afterwards.

    Nothing here reads the store in the browser's thread: Playwright keeps an event loop in it.
    """

    def filled() -> None:
        cache.clear()
        kept.poured("editions", lambda: list(demo.collect_editions()))
        statements.keep("xx-household", LAST_DAY)

    with django_db_blocker.unblock():
        apart(filled)
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        apart(lambda: call_command("flush", verbosity=0, interactive=False))
        connections.close_all()  # those that were opened beside Playwright's event loop


def apart(work: Callable[[], object]) -> None:
    """Do it in a thread of its own, with connections of its own."""

    def closed() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(closed).result()


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Open]:
    """Opens pages and watches them; afterwards none may have complained, called elsewhere, or kept
    a cookie.
    """
    complaints: list[str] = []
    contexts = []
    host = urlsplit(site).netloc

    def opened(**look: Any) -> Any:
        context = browser.new_context(base_url=site, **look)
        context.set_default_timeout(20_000)
        context.add_init_script(CSP)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: elsewhere(asked.url))
        page.on("console", lambda said: remark(said.type, said.text))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.on("response", lambda given: failed(given.status, given.url))
        return page

    def elsewhere(address: str) -> None:
        if urlsplit(address).netloc != host:
            complaints.append(f"request to {address}")

    def remark(kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(known in text for known in REFUSED):
            complaints.append(text)

    def failed(status: int, address: str) -> None:
        if status >= 500:
            complaints.append(f"{status} at {address}")

    yield opened
    for context in contexts:
        if context.cookies():
            complaints.append(f"cookies: {context.cookies()}")
        context.close()
    assert complaints == []
