"""Whatever a real server does to us, a whole run says it, stores nothing of it and keeps the good data."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from compare.store.models import MarketVersion, Price, Source, Ticket
from tests.compare.usecases import site as shop
from tests.compare.usecases.site import Site, collected, html, page

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = page()
WALL = b"<!doctype html><title>Cookies</title><p>" + b"We value your privacy. " * 13
Break = Callable[[Site], None]


def shows(body: bytes, **headers: str) -> Break:
    def change(site: Site) -> None:
        status, usual, _ = html(body)
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        site.answers["/home"] = (status, {**usual, **more}, body)

    return change


def answers(status: int, path: str = "/home", **headers: str) -> Break:
    more = {name.replace("_", "-"): value for name, value in headers.items()}

    def change(site: Site) -> None:
        site.answers[path] = (status, more, b"")

    return change


def bomb(site: Site) -> None:
    body = gzip.compress(bytes(50_000_000))
    site.answers["/home"] = (200, {"Content-Encoding": "gzip"}, body)


def cut_off(site: Site) -> None:
    site.answers["/home"] = (200, {"Content-Length": str(len(GOOD) + 100)}, GOOD)


def more_rows(prices: str) -> bytes:
    return GOOD.replace(b"</table>", f"{prices}</table>".encode())


LOST: dict[str, tuple[Break, str]] = {
    "a cookie wall of 300 characters": (shows(WALL), "held_back"),
    "nothing at all": (shows(b" \n"), "unreadable"),
    "an empty table": (shows(page(())), "held_back"),
    "a renamed column": (shows(page(heading="Area")), "held_back"),
    "half of the rows": (shows(page(("41.20",))), "held_back"),
    "one price times ten": (shows(page(("41.20", "462.00", "52.80"))), "held_back"),
    "every price times ten": (shows(page(("412.00", "462.00", "528.00"))), "held_back"),
    "every price half as high again": (shows(page(("61.80", "69.30", "79.20"))), "held_back"),
    "another mark in numbers": (shows(page(("41,20", "46,20", "52,80"))), "held_back"),
    "another charset than declared": (shows(GOOD.decode().encode("utf-16")), "unreadable"),
    "half a UTF-8 sequence": (shows(GOOD + "²".encode()[:1]), "unreadable"),
    "a bomb": (bomb, "held_back"),
    "a body that ends too early": (cut_off, "unavailable"),
    "robots.txt 503": (answers(503, "/robots.txt"), "blocked"),
    "robots.txt forbids": (
        lambda s: s.answers.update({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /")}),
        "blocked",
    ),
    "403": (answers(403), "blocked"),
    "451": (answers(451), "blocked"),
    "404": (answers(404), "gone"),
    "410": (answers(410), "gone"),
    "429 that wants an hour": (answers(429, Retry_After="3600"), "unavailable"),
    "an endless redirect": (
        answers(302, Location=f"http://{shop.HOST}/home"),
        "unavailable",
    ),
}
SAME: dict[str, Break] = {
    "a byte order mark": shows(b"\xef\xbb\xbf" + GOOD),
    "a wrong charset claimed": shows(GOOD, Content_Type="text/html; charset=klingon"),
    "no type claimed": shows(GOOD, Content_Type="application/octet-stream"),
    "packed": lambda s: s.answers.update(
        {"/home": (200, {"Content-Encoding": "gzip"}, gzip.compress(GOOD))}
    ),
}
PATIENCE = ("gone", "unavailable")  # what did not come may come tomorrow: see test_tickets


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("SOURCES_DIRS", str(shop.written(tmp_path / "sources")))
    with shop.served() as server:
        collected(server, date(2026, 3, 2))
        yield server


def facts() -> tuple[object, ...]:
    return MarketVersion.objects.get().digest, sorted(Price.objects.values_list())


@pytest.mark.parametrize("name", LOST)
def test_a_failure_is_said_stores_nothing_and_has_its_ticket(name: str, site: Site) -> None:
    change, state = LOST[name]
    before, good_at = facts(), Source.objects.get().good_at
    change(site)

    report = collected(site, date(2026, 3, 3))

    assert report.source_state == state
    assert "expected" in report.message
    assert facts() == before
    source, tickets = Source.objects.get(), Ticket.objects.all()
    assert source.good_at == good_at
    assert source.state == ("ok" if state in PATIENCE else state)
    assert tickets
    for ticket in tickets:
        assert (ticket.opened_at is None) is (state in PATIENCE)
        assert ticket.expected
        assert ticket.found
        assert ticket.todo

    site.answers.clear()
    shows(GOOD)(site)
    assert collected(site, date(2026, 3, 4)).source_state == "ok"
    assert facts() == before
    assert not Ticket.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize("name", SAME)
def test_what_a_server_claims_of_a_good_page_changes_nothing(name: str, site: Site) -> None:
    before = facts()
    SAME[name](site)

    assert collected(site, date(2026, 3, 3)).source_state == "ok"
    assert facts() == before


def test_a_429_is_waited_for_as_long_as_it_says(site: Site) -> None:
    busy = [(429, {"Retry-After": "1"}, b"")]

    def answer(handler: object) -> None:
        status, headers, body = busy.pop() if busy else html(page(("41.30", "46.20", "52.80")))
        handler.send_response(status)  # type: ignore[attr-defined]
        for key, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(key, value)  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        handler.wfile.write(body)  # type: ignore[attr-defined]

    site.answers["/home"] = answer

    assert collected(site, date(2026, 3, 3)).source_state == "ok"
    assert Price.objects.filter(micros=41_300_000).exists()
