"""A file with what others recorded on many days is collected as the captures that they made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compare.store.models import Capture, PlanAttribute, RunState
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.replay import replay
from compare.usecases.collecting.report import CollectReport
from tests.compare.usecases import own_source

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = "zz_history"
HEAD = own_source.MANIFEST.replace('"json"', '"csv"')
MANIFEST = f"""{HEAD}
[[pages]]
key = "history"
files = ["history.csv"]
[pages.archive]
format = "csv"
dated_by = "seen_on"
zone = "Europe/Zurich"
"""
PARSER = """
from scrapers.kit.csv_table import rows
from scrapers.records import PlanRecord, Refused
def parse(capture):
    for at, (plan, name) in rows(capture.body, ["plan", "name"], ["seen_on"]):
        if name == "?":
            yield Refused(f"row {at}", "a name", name, "look at it")
        else:
            yield PlanRecord("9001", plan, {"name": name}, f"row {at}")
"""
FIVE_DAYS = """seen_on,plan,name
2026-03-30,A,Neu
2026-01-05,A,Alt
2026-01-05,B,Bleibt
2026-01-12,A,Alt
2026-04-06,A,Neu
2026-04-13,A,Alt
"""


@pytest.fixture(autouse=True)
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own_source.written(tmp_path / "sources", SOURCE, MANIFEST, PARSER)
    monkeypatch.setenv("SOURCES_DIRS", str(folder.parent))


def see(tmp_path: Path, text: str) -> CollectReport:
    (tmp_path / "history.csv").write_text(text, encoding="utf-8")
    return collect(SOURCE, folder=tmp_path, today=date(2026, 6, 1))


def known_now() -> list[tuple[str, date, date | None]]:
    rows = PlanAttribute.objects.filter(retired_at=None, known_until=None, plan__key="A")
    return sorted((row.valid_from, row.value, row.valid_to) for row in rows)


HISTORY = [
    (date(2026, 1, 5), "Alt", date(2026, 3, 30)),
    (date(2026, 3, 30), "Neu", date(2026, 4, 13)),
    (date(2026, 4, 13), "Alt", None),
]


def test_each_recorded_day_is_a_capture_of_its_own_and_the_changes_stand_between_them(
    tmp_path: Path,
) -> None:
    report = see(tmp_path, FIVE_DAYS)
    assert report.state is RunState.STORED
    assert report.rows_read == 6
    assert len(report.pages) == 1
    assert Capture.objects.count() == 5
    first = Capture.objects.order_by("fetched_at").first()
    assert first is not None
    assert first.fetched_at == datetime(2026, 1, 5, 22, 59, 59, tzinfo=UTC)
    assert known_now() == HISTORY


def test_a_second_run_and_a_replay_add_nothing(tmp_path: Path) -> None:
    see(tmp_path, FIVE_DAYS)
    again = see(tmp_path, FIVE_DAYS)
    assert (again.state, sum(again.outcomes.values())) == (RunState.STORED, 0)
    assert [page.outcome for page in again.pages] == ["unchanged"]
    assert replay(SOURCE).differences.added.total() == 0
    assert (Capture.objects.count(), known_now()) == (5, HISTORY)


def test_an_archive_that_grew_adds_its_new_days_alone(tmp_path: Path) -> None:
    see(tmp_path, FIVE_DAYS)
    grown = see(tmp_path, FIVE_DAYS + "2026-05-04,A,Noch neuer\n")
    assert {k: n for k, n in grown.outcomes.items() if n} == {"changed": 1}
    assert known_now()[-1] == (date(2026, 5, 4), "Noch neuer", None)


def test_an_archive_without_its_dates_leaves_what_is_there(tmp_path: Path) -> None:
    see(tmp_path, FIVE_DAYS)
    broken = see(tmp_path, FIVE_DAYS.replace("2026-01-12", "twelfth"))
    assert broken.state is RunState.FAILED
    assert "a date under 'seen_on'" in broken.message
    assert known_now() == HISTORY


def test_a_day_of_which_nothing_could_be_read_costs_itself_alone(tmp_path: Path) -> None:
    """An archive is judged as one page: its days are of any size."""
    many = "".join(f"2026-04-20,P{number},x\n" for number in range(20))
    report = see(tmp_path, FIVE_DAYS + many + "2026-04-27,A,?\n")
    assert (report.state, report.refused_count) == (RunState.STORED, 1)


def test_an_archive_of_which_more_than_a_tenth_could_not_be_read_is_held_back(
    tmp_path: Path,
) -> None:
    report = see(tmp_path, FIVE_DAYS + "2026-04-20,A,?\n2026-04-27,A,?\n")
    assert report.state == RunState.HELD_BACK
    assert "at most 10% of the rows refused" in report.message
