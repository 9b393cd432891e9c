"""Tickets open themselves within the run, are damped where nothing came, and close when cured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from compare.store.models import Capture, MarketVersion, Price, Source, SourceState, Ticket
from compare.usecases.collecting import due
from compare.usecases.repairing import tickets
from tests.compare.usecases import site as shop
from tests.compare.usecases.site import SOURCE, Site, collected, html, page

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = date(2026, 3, 2)
GONE = (404, {}, b"")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("SOURCES_DIRS", str(shop.written(tmp_path / "sources")))
    with shop.served() as server:
        yield server


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def shown() -> list[tuple[str, str, bool]]:
    rows = Ticket.objects.exclude(opened_at=None).order_by("id")
    return [(row.page, row.state, row.closed_at is None) for row in rows]


def state() -> str:
    return Source.objects.get().state


def wide(more: str = "") -> bytes:
    """A page with so many rows that a single one may be refused."""
    rows = "".join(
        f"<tr><td>{size}</td><td>{region}</td><td>4{number}.20</td></tr>"
        for number, (size, region) in enumerate(product(("Flat", "M", "L"), shop.REGIONS))
    )
    return page(()).replace(b"</table>", f"{rows}{more}</table>".encode())


def test_a_good_run_has_no_ticket(site: Site) -> None:
    assert collected(site, day(0)).source_state == "ok"
    assert Price.objects.count() == 3
    assert Ticket.objects.count() == 0


def test_a_page_that_cannot_be_read_has_its_ticket_within_the_run(site: Site) -> None:
    collected(site, day(0))
    site.answers["/home"] = html(page(heading="Area"))

    collected(site, day(1))

    (ticket,) = Ticket.objects.all()
    assert shown() == [("home", "held_back", True)]
    assert "Region" in ticket.expected + ticket.found
    assert ticket.todo
    good, failing = Capture.objects.order_by("fetched_at")
    assert (ticket.good_id, ticket.failing_id) == (good.pk, failing.pk)
    assert "- Rooms | Region | Each month" in ticket.region_good
    assert "+ Rooms | Area | Each month" in ticket.region_bad
    assert "  Since 1900." in ticket.region_good
    assert state() == "held_back"
    assert Price.objects.filter(known_until=None).count() == 3


def test_where_only_the_markup_differs_the_markup_is_shown(site: Site, tmp_path: Path) -> None:
    named = shop.MANIFEST.replace('table = "table"', 'table = "table.prices"')
    shop.written(tmp_path / "sources", named)
    site.answers["/home"] = html(page().replace(b"<table>", b'<table class="prices">'))
    collected(site, day(0))
    site.answers["/home"] = html(page().replace(b"<table>", b'<table class="x1">'))

    collected(site, day(1))

    ticket = Ticket.objects.get()
    assert '- <table class="prices">' in ticket.region_good
    assert '+ <table class="x1">' in ticket.region_bad


def test_the_same_trouble_is_one_ticket_however_often_it_is_met(site: Site) -> None:
    collected(site, day(0))
    for number in (1, 2, 3):
        site.answers["/home"] = html(page(prices=shop.PRICES, heading=f"Area {number}"))
        collected(site, day(number))

    assert len(shown()) == 1
    assert Ticket.objects.get().runs == 3


def test_a_ticket_closes_with_the_run_that_reads_the_page_again(site: Site) -> None:
    collected(site, day(0))
    site.answers["/home"] = html(page(heading="Area"))
    collected(site, day(1))
    site.answers["/home"] = html(page(("42.00", "46.20", "52.80")))

    assert collected(site, day(2)).source_state == "ok"
    assert shown() == [("home", "held_back", False)]
    assert state() == "ok"


def test_a_price_times_ten_is_held_back_and_shown_beside_the_last_good_one(site: Site) -> None:
    collected(site, day(0))
    site.answers["/home"] = html(page(("41.20", "462.0", "52.80")))

    report = collected(site, day(1))

    assert report.held_back
    (ticket,) = Ticket.objects.all()
    assert "462.0" in ticket.found
    assert "46.2 before" in ticket.found
    assert "- Flat | Plain | 46.20" in ticket.region_good
    assert "+ Flat | Plain | 462.0" in ticket.region_bad
    assert set(Price.objects.values_list("micros", flat=True)) == {
        41_200_000,
        46_200_000,
        52_800_000,
    }


def test_all_that_speaks_against_a_page_is_one_ticket(site: Site) -> None:
    collected(site, day(0))
    site.answers["/home"] = html(page(("412.00",)))

    collected(site, day(1))

    (ticket,) = Ticket.objects.all()
    assert ticket.expected.startswith("at least 2 rows of price; at least half of the usual 3 rows")
    assert "a median price within 30%" in ticket.expected
    assert ticket.found == "1; 412.00"
    assert "[[pages]]" in ticket.todo
    site.answers["/home"] = html(page())
    collected(site, day(2))
    assert shown() == [("home", "held_back", False)]


def test_a_page_gone_for_two_days_and_back_is_no_ticket_and_withdraws_nothing(site: Site) -> None:
    collected(site, day(0))
    before = MarketVersion.objects.get().digest, list(Price.objects.values_list())
    good = site.answers.pop("/home")
    for number in (1, 2):
        assert collected(site, day(number)).source_state == "gone", "what the run found is said"
        assert state() == "ok", "what is shown waits"
        assert "gone" in Source.objects.get().message
    site.answers["/home"] = good

    collected(site, day(3))

    assert Ticket.objects.count() == 0
    assert state() == "ok"
    assert (MarketVersion.objects.get().digest, list(Price.objects.values_list())) == before


def test_a_page_gone_for_longer_is_shown_and_has_one_ticket(site: Site) -> None:
    collected(site, day(0))
    del site.answers["/home"]
    for number in (1, 2, 3):
        collected(site, day(number))
    assert state() == "ok", "three runs in a row, but not over more than two days"

    collected(site, day(4))

    assert state() == "gone"
    assert shown() == [("home", "gone", True)]
    assert Ticket.objects.get().good is not None


def test_a_page_that_comes_and_goes_is_one_ticket_that_is_opened_again(site: Site) -> None:
    collected(site, day(0))
    good = site.answers.pop("/home")
    for number in range(1, 5):
        collected(site, day(number))
    for number in range(5, 15):
        if number % 2:
            site.answers["/home"] = good
        else:
            site.answers.pop("/home")
        collected(site, day(number))

    (ticket,) = Ticket.objects.all()
    assert ticket.reopened == 5
    assert ticket.opened_at is not None
    assert ticket.opened_at.date() == day(4)


def test_a_page_that_could_not_be_had_is_asked_for_again_the_next_day(site: Site) -> None:
    collected(site, day(0))
    Source.objects.update(due_at=datetime.now(UTC), cadence="1 years")
    site.answers.clear()
    collected(site, day(1))

    due_at = Source.objects.get().due_at
    assert due_at is not None
    assert due_at - datetime.now(UTC) <= timedelta(days=1)


def test_a_refusal_is_published_at_once(site: Site) -> None:
    collected(site, day(0))
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /\n")

    collected(site, day(1))

    assert state() == "blocked"
    assert shown() == [("home", "blocked", True)]


def test_unchanged_bytes_do_not_cure_a_row_that_was_refused(site: Site) -> None:
    site.answers["/home"] = html(wide("<tr><td>Flat</td><td>Atlantis</td><td>50.00</td></tr>"))
    assert collected(site, day(0)).source_state == "degraded"
    assert shown() == [("home", "degraded", True)]
    assert "Atlantis" in Ticket.objects.get().found

    assert collected(site, day(1)).pages[0].outcome == "unchanged"

    assert shown() == [("home", "degraded", True)]
    assert state() == "degraded"


def test_the_last_good_page_of_a_refused_row_is_one_in_which_no_row_was_refused(site: Site) -> None:
    site.answers["/home"] = html(wide())
    assert collected(site, day(0)).source_state == "ok"
    good = Capture.objects.get()
    for number in (1, 2, 3):
        site.answers["/home"] = html(
            wide(f"<tr><td>Flat</td><td>Atlantis</td><td>5{number}</td></tr>")
        )
        assert collected(site, day(number)).source_state == "degraded"
        ticket = Ticket.objects.get()
        assert ticket.good == good
        assert ticket.failing != good
    assert "Atlantis" in ticket.region_bad


def test_a_row_that_never_was_understood_has_no_last_good_page(site: Site) -> None:
    site.answers["/home"] = html(wide("<tr><td>Flat</td><td>Atlantis</td><td>50.00</td></tr>"))
    for number in (0, 1):
        collected(site, day(number))
        assert state() == "degraded"
        ticket = Ticket.objects.get()
        assert (ticket.good, ticket.failing is not None) == (None, True)


def test_a_repaired_reader_makes_its_source_due_at_once(site: Site, tmp_path: Path) -> None:
    collected(site, day(0))
    site.answers["/home"] = html(page(heading="Area"))
    collected(site, day(1))
    now = datetime.now(UTC)
    later = now + timedelta(days=90)
    Source.objects.update(due_at=later)

    due.mended(now)
    assert Source.objects.get().due_at == later, "nothing was repaired"
    repaired = shop.MANIFEST.replace('region = "Region"', 'region = "Area"')
    shop.written(tmp_path / "sources", repaired)
    due.mended(now)

    assert due.take_due(now) == [(SOURCE, now)]
    collected(site, day(2))
    assert state() == "ok"
    assert shown() == [("home", "held_back", False)]


def test_a_late_source_has_a_ticket_until_it_is_read_again(site: Site) -> None:
    collected(site, day(0))

    due.mark_overdue(datetime.now(UTC) + timedelta(days=3))

    assert state() == SourceState.OVERDUE
    assert shown() == [("", "overdue", True)]
    collected(site, day(1))
    assert shown() == [("", "overdue", False)]


@pytest.mark.parametrize("told", ["held_back", "overdue"])
def test_a_page_that_is_lost_once_leaves_the_state_that_was_shown(site: Site, told: str) -> None:
    collected(site, day(0))
    site.answers["/home"] = html(page(heading="Area"))
    collected(site, day(1))
    tickets.overdue(Source.objects.get(), ("a run", "none", "look"), datetime.now(UTC))
    Source.objects.update(state=told)
    site.answers["/home"] = GONE

    collected(site, day(2))

    assert shown() == [("home", "held_back", True), ("", "overdue", True)]
    assert state() == told
