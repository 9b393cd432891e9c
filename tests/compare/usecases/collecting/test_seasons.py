"""In its season a source is read more often, and the season's first new data wait for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from compare.store.models import Price, Run, RunState, Source
from compare.usecases.collecting import due, held
from compare.usecases.repairing.health import status
from scrapers import catalogue
from tests.compare.usecases import site as shop
from tests.compare.usecases.site import SOURCE, Site, collected, html, page

pytestmark = pytest.mark.django_db(transaction=True)
SEASON = """
seasons = [{ begins = "09-15", ends = "11-30", cadence = "1 days", why = "the new year's prices" }]
"""
SUMMER, AUTUMN = date(2026, 7, 1), date(2026, 9, 28)
NEW = html(page(("41.50", "46.20", "52.80")))


def written(folder: Path, more: str = "") -> Path:
    head, licence, rest = shop.MANIFEST.partition("[licence]")
    yearly = head.replace('cadence = "1 days"', 'cadence = "1 years"') + SEASON
    return shop.written(
        folder, yearly + licence + rest.replace("[pages.read]", f"{more}[pages.read]")
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("SOURCES_DIRS", str(written(tmp_path / "sources")))
    with shop.served() as server:
        yield server


@pytest.fixture
def waiting(site: Site) -> Run:
    """The first run of a season with other prices than in summer."""
    collected(site, SUMMER)
    site.answers["/home"] = NEW
    assert collected(site, AUTUMN).held_back
    return Run.objects.latest("id")


def amounts() -> set[int]:
    return set(Price.objects.filter(known_until=None).values_list("micros", flat=True))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_the_first_changed_run_of_a_season_waits_and_the_good_data_stay(waiting: Run) -> None:
    assert waiting.waits_for == (
        "first run of the season that began on 2026-09-15: the new year's prices"
    )
    assert 41_200_000 in amounts()
    assert Source.objects.get().state == "held_back"
    assert status(at(AUTUMN))["sources"][0]["waits_for"] == waiting.waits_for


def test_a_run_that_a_person_looked_at_is_stored_and_says_who(waiting: Run) -> None:
    report = held.let_in(waiting.pk, "Ada")

    assert report.state is RunState.STORED
    assert 41_500_000 in amounts()
    run = Run.objects.get(pk=waiting.pk)
    assert (run.state, run.looked_by) == ("stored", "Ada")
    assert run.looked_at is not None
    assert Source.objects.get().state == "ok"
    assert held.waiting() == {}


def test_after_the_first_the_season_goes_on_by_itself(site: Site, waiting: Run) -> None:
    held.let_in(waiting.pk, "Ada")
    site.answers["/home"] = html(page(("41.60", "46.20", "52.80")))

    assert collected(site, AUTUMN + timedelta(days=1)).source_state == "ok"


def test_nothing_new_in_a_season_needs_no_look(site: Site) -> None:
    collected(site, SUMMER)
    assert collected(site, AUTUMN).source_state == "ok"


def test_a_source_that_was_never_stored_needs_no_look(site: Site) -> None:
    assert collected(site, AUTUMN).source_state == "ok"


@pytest.mark.parametrize(("known_from", "waits"), [("2026-09-22", False), ("2025-09-23", True)])
def test_an_edition_that_became_known_in_the_season_was_looked_at(
    known_from: str, waits: bool, site: Site, tmp_path: Path
) -> None:
    edition = (
        "[pages.edition]\nvalid_from = 2027-01-01\n"
        f'known_from = {known_from}T00:00:00+02:00\nevidence = "announced"\n'
    )
    written(tmp_path / "sources", edition)
    collected(site, SUMMER)
    site.answers["/home"] = NEW

    assert collected(site, AUTUMN).held_back is waits


@pytest.mark.parametrize(
    ("number", "by", "said"),
    [(0, "Ada", "none of that number"), (1, "", "name yourself"), (-1, "Ada", "found stored")],
)
def test_only_what_waits_is_let_in_and_by_somebody(
    number: int, by: str, said: str, waiting: Run
) -> None:
    runs = {0: 10**6, 1: waiting.pk, -1: Run.objects.earliest("id").pk}
    with pytest.raises(held.NotHeld, match=said):
        held.let_in(runs[number], by)
    assert 41_200_000 in amounts()


def test_a_run_that_a_later_one_has_overtaken_is_not_let_in(site: Site, waiting: Run) -> None:
    site.answers["/home"] = html(page(("41.70", "46.20", "52.80")))
    collected(site, AUTUMN + timedelta(days=1))
    held.let_in(Run.objects.latest("id").pk, "Ada")

    with pytest.raises(held.NotHeld, match="a later run"):
        held.let_in(waiting.pk, "Ada")


def test_the_command_lists_what_waits_and_lets_it_in(
    waiting: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    call_command("held")
    assert "first run of the season" in capsys.readouterr().out

    with pytest.raises(SystemExit) as end:
        call_command("held", str(waiting.pk))
    assert end.value.code == 2
    call_command("held", str(waiting.pk), "--by", "Ada")

    assert 41_500_000 in amounts()


def test_the_admin_lets_in_what_an_operator_looked_at(waiting: Run) -> None:
    User.objects.create_superuser("ada", password="x")
    client = Client(headers={"host": "localhost"})
    client.login(username="ada", password="x")
    chosen = {"action": "store_looked_at", "_selected_action": [waiting.pk]}

    assert "first run of the season" in client.get("/admin/store/run/").content.decode()
    client.post("/admin/store/run/", chosen)

    assert 41_500_000 in amounts()
    assert Run.objects.get(pk=waiting.pk).looked_by == "ada"
    assert Client(headers={"host": "localhost"}).get("/admin/store/run/").status_code == 302


def test_in_its_season_a_source_is_due_each_day_and_its_beginning_is_not_slept_through(
    site: Site,
) -> None:
    manifest = catalogue.load_source(SOURCE).manifest

    assert due.next_after(manifest, at(AUTUMN)) == at(AUTUMN) + timedelta(days=1)
    assert due.next_after(manifest, at(SUMMER)) == datetime(2026, 9, 15, tzinfo=UTC)
    assert due.next_after(manifest, at(date(2026, 12, 1))) == datetime(2027, 9, 15, tzinfo=UTC)


def test_in_its_season_a_source_is_late_after_two_days_of_it(site: Site) -> None:
    collected(site, SUMMER)
    Source.objects.update(good_at=at(SUMMER))

    due.mark_overdue(at(date(2026, 9, 16)))
    assert Source.objects.get().state == "ok", "the season has only begun"
    due.mark_overdue(at(date(2026, 9, 18)))
    assert Source.objects.get().state == "overdue"
