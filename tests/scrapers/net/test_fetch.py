"""A page is fetched as its host wants it, or the error says why not."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from scrapers.catalogue import Source
from scrapers.errors import (
    Blocked,
    Gone,
    ManifestError,
    ScrapeError,
    TooBig,
    Unavailable,
    Unreadable,
)
from scrapers.manifest import Licence, Manifest, Page
from scrapers.net import optout
from scrapers.net.client import Client
from scrapers.net.fetch import Previous, fetch
from scrapers.net.pages import fetch_pages
from scrapers.records import Capture
from tests.scrapers.net.conftest import Asked, Host, Reply

OK: Reply = (200, {"Content-Type": "text/html"}, b"<p>terms</p>")


def got(
    host: Host,
    path: str = "/page",
    *,
    previous: Previous | None = None,
    limit: int = 10_000,
    **options: Any,
) -> Capture:
    async def run() -> Capture:
        settings = {"interval": 0, "backoff": 0, "deadline": 20, "allow": [host.place]} | options
        async with Client(**settings) as client:
            page = Page(key="p", address=host.url(path))
            return await fetch(client, page, previous=previous, limit=limit)

    return asyncio.run(run())


def test_a_capture_says_what_was_fetched_by_whom_and_by_which_leave(host: Host) -> None:
    host.pages["/page"] = (200, {"ETag": '"1"', "Set-Cookie": "a=secret", "X-Key": "s"}, b"terms")
    capture = got(host)
    assert (capture.body, capture.status, capture.page) == (b"terms", 200, "p")
    assert capture.address == host.url("/page")
    assert capture.headers["etag"] == '"1"'
    assert "secret" not in str(capture.headers)
    assert "X-Key" not in capture.headers
    assert capture.robots == "no robots.txt (404)"
    assert capture.fetcher.startswith("scrapers.net")
    assert datetime.now(UTC) - capture.fetched_at < timedelta(minutes=1)


def test_the_robot_gives_its_name_and_a_page_to_write_to(host: Host) -> None:
    host.pages["/page"] = OK
    got(host, contact="https://people.example/robot")
    for asked in host.asked:
        assert asked.headers["User-Agent"] == "WorthSwitching/1 (+https://people.example/robot)"
        assert "Cookie" not in asked.headers


def test_robots_txt_is_asked_first_and_obeyed(host: Host) -> None:
    host.pages["/robots.txt"] = (200, {}, b"User-agent: worthswitching\nDisallow: /page\n")
    host.pages["/page"] = OK
    with pytest.raises(Blocked, match=r"robots\.txt"):
        got(host)
    assert host.paths() == ["/robots.txt"]


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_robots_txt_that_cannot_be_had_allows_nothing(host: Host, status: int) -> None:
    host.pages = {"/robots.txt": (status, {}, b""), "/page": OK}
    with pytest.raises(Blocked, match=str(status)):
        got(host)
    assert "/page" not in host.paths()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_allows_everything(host: Host, status: int) -> None:
    host.pages = {"/robots.txt": (status, {}, b"User-agent: *\nDisallow: /"), "/page": OK}
    assert got(host).body == OK[2]


def test_robots_txt_is_followed_over_redirects(host: Host) -> None:
    host.pages["/robots.txt"] = (301, {"Location": "/rules"}, b"")
    host.pages["/rules"] = (200, {}, b"User-agent: *\nDisallow: /")
    with pytest.raises(Blocked):
        got(host)


def test_a_huge_robots_txt_is_read_up_to_its_limit(host: Host) -> None:
    rules = b"User-agent: *\nDisallow: /page\n" + b"# " + b"x" * 2_000_000 + b"\nAllow: /page\n"
    host.pages = {"/robots.txt": (200, {}, rules), "/page": OK}
    with pytest.raises(Blocked):
        got(host)


def test_a_host_on_the_opt_out_list_is_not_even_asked_for_its_robots_txt(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optout, "hosts", lambda: frozenset({"127.0.0.1"}))
    with pytest.raises(Blocked):
        got(host)
    assert host.asked == []


def test_the_opt_out_list_names_hosts_with_their_subdomains(tmp_path: Path) -> None:
    path = tmp_path / "optout.txt"
    path.write_text("# who\nShop.example  # 2026-01-31\n\n")
    listed = optout.hosts(path)
    assert optout.left_out("www.shop.example", listed)
    assert not optout.left_out("bookshop.example", listed)
    assert optout.hosts() == frozenset()


@pytest.mark.parametrize("status", [401, 402, 403, 451])
def test_a_refusal_is_blocked_and_not_tried_again(host: Host, status: int) -> None:
    host.pages["/page"] = (status, {}, b"")
    with pytest.raises(Blocked, match=str(status)):
        got(host)
    assert host.paths().count("/page") == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_no_longer_there_is_gone(host: Host, status: int) -> None:
    host.pages["/page"] = (status, {}, b"")
    with pytest.raises(Gone):
        got(host)


def test_retry_after_is_waited_for(host: Host) -> None:
    host.pages["/page"] = [(429, {"Retry-After": "1"}, b""), OK]
    assert got(host).body == OK[2]
    first, second = (asked.at for asked in host.asked if asked.path == "/page")
    assert second - first >= 1


def test_retry_after_may_be_a_date(host: Host) -> None:
    def busy(asked: Asked) -> Reply:
        later = datetime.now(UTC) + timedelta(seconds=2)
        return 503, {"Retry-After": format_datetime(later, usegmt=True)}, b""

    host.pages["/page"] = [busy, OK]
    assert got(host).body == OK[2]
    first, second = (asked.at for asked in host.asked if asked.path == "/page")
    assert second - first >= 0.9


def test_a_host_that_wants_an_hour_is_left_alone(host: Host) -> None:
    host.pages["/page"] = (429, {"Retry-After": "3600"}, b"")
    with pytest.raises(Unavailable) as error:
        got(host)
    assert error.value.retry_after == 3600
    assert host.paths().count("/page") == 1


def test_a_server_error_is_tried_three_times(host: Host) -> None:
    host.pages["/page"] = (503, {}, b"")
    with pytest.raises(Unavailable, match="503"):
        got(host)
    assert host.paths().count("/page") == 3


def test_five_redirects_are_followed_and_robots_asked_at_each_host(host: Host) -> None:
    for hop in range(5):
        host.pages[f"/{hop}"] = (302, {"Location": f"/{hop + 1}"}, b"")
    host.pages["/5"] = OK
    capture = got(host, "/0")
    assert capture.body == OK[2]
    assert capture.address == host.url("/0")


def test_endless_redirects_end(host: Host) -> None:
    host.pages["/page"] = (302, {"Location": "/page"}, b"")
    with pytest.raises(Unavailable, match="redirects"):
        got(host)
    assert host.paths().count("/page") == 6


def test_a_wall_of_cookies_is_a_refusal(host: Host) -> None:
    def wall(asked: Asked) -> Reply:
        if "Cookie" in asked.headers:
            return OK
        return 302, {"Location": "/page", "Set-Cookie": "agreed=1"}, b""

    host.pages["/page"] = wall
    with pytest.raises(Blocked, match="cookies"):
        got(host)


def test_a_redirect_does_not_get_round_robots_txt(host: Host) -> None:
    host.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private")
    host.pages["/page"] = (302, {"Location": "/private"}, b"")
    host.pages["/private"] = OK
    with pytest.raises(Blocked):
        got(host)
    assert "/private" not in host.paths()


def test_a_slow_body_ends_at_the_deadline(host: Host) -> None:
    def slow(asked: Asked) -> Reply:
        asked.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(40):
            asked.write(b".")
            time.sleep(0.05)
        return 0, {}, b""

    host.pages["/page"] = slow
    began = time.monotonic()
    with pytest.raises(Unavailable, match="slow"):
        got(host, deadline=0.4)
    assert time.monotonic() - began < 1.9


def test_endless_headers_are_refused(host: Host) -> None:
    def endless(asked: Asked) -> Reply:
        asked.write(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 100_000 + b"\r\n\r\n")
        return 0, {}, b""

    host.pages["/page"] = endless
    with pytest.raises(Unavailable):
        got(host)


def test_a_body_that_ends_too_early_is_no_page(host: Host) -> None:
    host.pages["/page"] = (200, {"Content-Length": "1000", "Connection": "close"}, b"half")

    def cut(asked: Asked) -> Reply:
        asked.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
        return 0, {}, b""

    host.pages["/page"] = cut
    with pytest.raises(Unavailable):
        got(host)


def test_a_body_over_the_limit_is_refused_as_it_comes(host: Host) -> None:
    def endless(asked: Asked) -> Reply:
        asked.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        for _ in range(10_000):
            asked.write(b"x" * 10_000)
        return 0, {}, b""

    host.pages["/page"] = endless
    with pytest.raises(TooBig):
        got(host, limit=50_000)


def test_an_unknown_coding_is_unreadable(host: Host) -> None:
    host.pages["/page"] = (200, {"Content-Encoding": "compress"}, b"xyz")
    with pytest.raises(Unreadable, match="compress"):
        got(host)


def test_bytes_are_kept_whatever_charset_the_host_claims(host: Host) -> None:
    body = "Prämie".encode()
    host.pages["/page"] = (200, {"Content-Type": "text/html; charset=klingon"}, body)
    assert got(host).body == body


def test_an_unchanged_page_is_not_sent_again(host: Host) -> None:
    def page(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match") == '"7"':
            return 304, {"ETag": '"7"'}, b""
        return 200, {"ETag": '"7"', "Last-Modified": "Mon, 05 Oct 2026 10:00:00 GMT"}, b"terms"

    host.pages["/page"] = page
    first = got(host)
    known = Previous(first.sha256, first.headers["etag"], first.headers["last-modified"])
    second = got(host, previous=known)
    assert (second.status, second.body, second.sha256) == (304, b"", first.sha256)
    asked = host.asked[-1].headers
    assert asked["If-Modified-Since"] == "Mon, 05 Oct 2026 10:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_no_page(host: Host) -> None:
    host.pages["/page"] = (304, {}, b"")
    with pytest.raises(Unavailable):
        got(host)


def source(*pages: Page) -> Source:
    manifest = Manifest(
        name="n",
        publisher="p",
        market="m",
        kind="html",
        licence=Licence(name="l", reference="r"),
        publish="hash",
        cadence="1 weeks",
        locale="en",
        max_bytes=1_000,
        pages=pages,
    )
    return Source("xx_test", Path(), manifest, lambda capture: [])


def test_a_page_that_fails_does_not_stop_the_others(host: Host) -> None:
    host.pages = {"/a": OK, "/b": (404, {}, b""), "/c": (200, {}, b"x" * 2_000), "/d": OK}
    pages = [Page(key=key, address=host.url(f"/{key}")) for key in "abcd"]
    seen: list[str] = []
    outcomes = fetch_pages(
        source(*pages, Page(key="local", files=("x.csv",))),
        allow=[host.place],
        on_page=lambda page, outcome: seen.append(page.key),
        interval=0,
    )
    assert seen == ["a", "b", "c", "d"]
    kinds = {key: type(outcome).__name__ for key, outcome in outcomes.items()}
    assert kinds == {"a": "Capture", "b": "Gone", "c": "TooBig", "d": "Capture"}
    assert host.paths().count("/robots.txt") == 1


def test_a_source_without_any_address_says_how_to_collect_it() -> None:
    with pytest.raises(ManifestError, match="--from"):
        fetch_pages(source(Page(key="local", files=("x.csv",))))


def test_invented_hosts_are_found_below_one_server_and_keep_their_address(host: Host) -> None:
    host.pages = {
        "/insurer.example/robots.txt": (200, {}, b"User-agent: *\nDisallow: /shut"),
        "/insurer.example/terms?of=2026": (302, {"Location": "/moved"}, b""),
        "/insurer.example/moved": OK,
        "/insurer.example/shut": OK,
    }
    when = datetime(2026, 7, 1, tzinfo=UTC)
    outcomes = fetch_pages(
        source(
            Page(key="terms", address="https://insurer.example/terms?of=2026"),
            Page(key="shut", address="https://insurer.example/shut"),
        ),
        base=host.url(""),
        allow=[host.place],
        fetched_at=when,
    )
    terms, shut = outcomes["terms"], outcomes["shut"]
    assert isinstance(terms, Capture)
    assert (terms.address, terms.body) == ("https://insurer.example/terms?of=2026", OK[2])
    assert terms.fetched_at == when
    assert isinstance(shut, Blocked)
    assert isinstance(shut, ScrapeError)
