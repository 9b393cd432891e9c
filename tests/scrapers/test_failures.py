"""What goes wrong at publishers, over real HTTP: a page is read as before or refused in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scrapers import recorded
from scrapers.catalogue import Source, load_source
from scrapers.commands.check import outside
from scrapers.errors import Gone, ScrapeError
from scrapers.net.pages import fetch_pages
from scrapers.records import Capture
from tests.scrapers.net.conftest import Host, host

__all__ = ["host"]
WALL = (
    b"<!doctype html><title>Cookies</title><p>"
    + b"We and our 842 partners value your privacy. " * 6
)


@pytest.fixture
def alder(host: Host) -> Source:
    """The invented insurer, at an address on this machine."""
    source = load_source("xx_alder")
    (page,) = source.manifest.pages
    pages = (page.model_copy(update={"address": host.url("/home")}),)
    return replace(source, manifest=source.manifest.model_copy(update={"pages": pages}))


def good(source: Source) -> bytes:
    return recorded.pages(source)[-1].read_bytes()


def run(source: Source, host: Host, reply: object) -> Capture | ScrapeError:
    host.pages["/home"] = reply  # type: ignore[assignment]
    return fetch_pages(source, allow=[host.place], interval=0)["home"]


def html(body: bytes, kind: str = "text/html") -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": kind}, body


def cell(page: bytes) -> bytes:
    return page.replace(b"46.20", b"462.00")


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a cookie wall of 300 characters": (lambda page: WALL, "PageChanged"),
    "nothing at all": (lambda page: b" \n", "Unreadable"),
    "an empty table": (
        lambda page: b"".join(line for line in page.splitlines(True) if b"<TR><TD>" not in line),
        "PageChanged",
    ),
    "a renamed column": (lambda page: page.replace(b"<TH>Region", b"<TH>Area"), "PageChanged"),
    "another charset": (lambda page: page.decode().encode("utf-16"), "Unreadable"),
    "latin letters": (lambda page: page.decode().encode("latin-1"), "Unreadable"),
    "half a UTF-8 sequence": (lambda page: page[: page.index("²".encode()) + 1], "Unreadable"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_is_no_longer_itself_is_refused_as_a_whole(
    name: str, alder: Source, host: Host
) -> None:
    change, error = BROKEN[name]
    capture = run(alder, host, html(change(good(alder))))
    assert isinstance(capture, Capture)
    assert recorded.outcome(alder, capture)["error"] == error


def test_a_price_times_ten_is_doubted(alder: Source, host: Host) -> None:
    capture = run(alder, host, html(cell(good(alder))))
    assert isinstance(capture, Capture)
    assert any("462.00" in doubt for doubt in outside(alder, capture))


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        ("text/html; charset=iso-8859-1", b""),
        ("text/html; charset=klingon", b""),
        ("application/octet-stream", b""),
        ("text/html", b"\xef\xbb\xbf"),
    ],
)
def test_what_a_host_claims_of_its_charset_and_a_byte_order_mark_change_nothing(
    kind: str, before: bytes, alder: Source, host: Host
) -> None:
    capture = run(alder, host, html(before + good(alder), kind))
    assert isinstance(capture, Capture)
    page = recorded.pages(alder)[-1]
    assert recorded.outcome(alder, capture) == recorded.outcome(
        alder, recorded.capture(alder, page)
    )


def test_a_page_that_is_gone_for_two_days_comes_back(alder: Source, host: Host) -> None:
    days = [(404, {}, b""), (410, {}, b""), html(good(alder))]
    found = [run(alder, host, day) for day in days]
    assert [type(each) for each in found] == [Gone, Gone, Capture]
