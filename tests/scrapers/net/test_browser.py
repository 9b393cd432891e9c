"""A browser renders pages that need it, and goes nowhere that this package would not go."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from scrapers.errors import Blocked, ScrapeError, Unavailable
from scrapers.manifest import Page
from scrapers.net.browser import render
from scrapers.net.client import Client
from scrapers.net.pages import fetch_pages
from scrapers.records import Capture
from tests.conftest import CHROMIUM
from tests.scrapers.net.conftest import Host
from tests.scrapers.net.test_fetch import source

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]
HTML = {"Content-Type": "text/html; charset=utf-8"}
SCRIPT = b"""<!doctype html><main>wait</main><img src="/picture.png"><script>
const part = async path => { try { return await (await fetch(path)).text() } catch { return "none" } };
(async () => {
  const [good, shut, other, posted] = await Promise.all([
    part("/data"), part("/shut"), part("http://127.0.0.1:1/x"),
    fetch("/data", {method: "POST"}).then(() => "sent", () => "none")]);
  let socket = "open";
  try { socket = await new Promise(done => { const s = new WebSocket("ws://127.0.0.1:1/");
    s.onclose = s.onerror = () => done("none"); }) } catch { socket = "none" }
  document.querySelector("main").innerHTML =
    `<p class=price>${good}</p><p id=rest>${[shut, other, posted, socket]}</p>`;
})();</script>"""


def got(host: Host, deadline: float = 30.0, **words: Any) -> Capture:
    page = Page(key="p", address=host.url("/page"), browser=True, **words)

    async def run() -> Capture:
        async with Client(allow=[host.place], interval=0, deadline=deadline) as client:
            return await render(client, page)

    return asyncio.run(run())


def test_the_dom_is_kept_and_every_request_is_judged(host: Host) -> None:
    host.pages = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /shut"),
        "/page": (200, HTML, SCRIPT),
        "/data": (200, {"Content-Type": "text/plain"}, "CHF 12.50 für alle".encode()),
        "/shut": (200, {}, b"secret"),
    }
    capture = got(host, wait_for="p.price")
    text = capture.body.decode()
    assert '<p class="price">CHF 12.50 für alle</p>' in text
    assert '<p id="rest">none,none,none,none</p>' in text
    assert sorted(set(host.paths())) == ["/data", "/page", "/robots.txt"]
    assert capture.fetcher.startswith("scrapers.net.browser")
    assert capture.robots == "allowed by robots.txt"
    agents = {asked.headers["User-Agent"] for asked in host.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("WorthSwitching/1 (+")


def test_a_page_that_robots_txt_refuses_is_blocked_in_a_browser_too(host: Host) -> None:
    host.pages = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /page"),
        "/page": (200, HTML, b"<p>x"),
    }
    with pytest.raises(Blocked):
        got(host)
    assert host.paths() == ["/robots.txt"]


def test_what_never_comes_is_not_waited_for_beyond_the_deadline(host: Host) -> None:
    host.pages = {"/page": (200, HTML, b"<p>x")}
    with pytest.raises(Unavailable, match="within"):
        got(host, deadline=2.0, wait_for="p.never")


def test_a_page_of_a_source_is_rendered_where_its_manifest_says_so(host: Host) -> None:
    host.pages = {
        "/page": (200, HTML, b"<main></main><script>document.querySelector('main').id=7</script>")
    }
    page = Page(key="p", address=host.url("/page"), browser=True)
    outcome = fetch_pages(source(page), allow=[host.place], interval=0)["p"]
    assert not isinstance(outcome, ScrapeError)
    assert b'<main id="7">' in outcome.body
