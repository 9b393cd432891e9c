"""Tasks say when: eager without a broker, leases in the database, every source once per period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from compare.store.models import Price, Source
from compare.tasks import collect_source
from compare.usecases import due
from tests.compare.store import premiums

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def source(key: str, **said: object) -> Source:
    return Source.objects.create(
        **{
            "key": key,
            "market": "ch-health",
            "rank": 1,
            "cadence": "1 weeks",
            "due_at": NOW,
            **said,
        }
    )


def test_the_task_collects_in_this_process_where_there_is_no_broker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(premiums.small_source(tmp_path / "sources")))
    folder = premiums.write(tmp_path / "data", premiums.usual())

    collect_source.delay(premiums.SOURCE, str(folder), "2020-10-01")

    assert Price.objects.count() == 60


def test_a_due_source_is_taken_by_one_worker_only() -> None:
    source("a")

    assert due.take_due(NOW) == ["a"]
    assert due.take_due(NOW) == []


def test_a_source_that_nobody_asked_for_is_never_due() -> None:
    source("a", due_at=None)

    assert due.take_due(NOW + timedelta(days=9999)) == []


def test_a_lease_that_ran_out_is_free_again() -> None:
    source("a")
    due.take_due(NOW)

    assert due.take_due(NOW + due.LEASE - timedelta(microseconds=1)) == []
    assert due.take_due(NOW + due.LEASE) == ["a"]


def test_a_collected_source_is_due_again_after_its_cadence() -> None:
    source("a")
    due.take_due(NOW)

    due.give_back("a", NOW)

    assert due.take_due(NOW + timedelta(days=7, microseconds=-1)) == []
    assert due.take_due(NOW + timedelta(days=7)) == ["a"]


def test_a_failing_source_gives_its_lease_back() -> None:
    source("nowhere")
    due.take_due(datetime.now(UTC))

    with pytest.raises(Exception, match="expected a source"):
        collect_source.delay("nowhere")

    assert Source.objects.get(key="nowhere").lease_until is None


def test_a_source_without_a_good_run_for_two_periods_is_overdue() -> None:
    source("a", state="ok", good_at=NOW)

    due.mark_overdue(NOW + timedelta(days=14))
    assert Source.objects.get().state == "ok"
    due.mark_overdue(NOW + timedelta(days=15))
    assert Source.objects.get().state == "overdue"
    assert "2026-01-05" in Source.objects.get().message


@pytest.mark.parametrize("cadence", ["weekly", "1 fortnights", ""])
def test_a_cadence_that_says_nothing_is_refused(cadence: str) -> None:
    with pytest.raises(ValueError, match="expected a cadence like '2 weeks'"):
        due.period(cadence)
