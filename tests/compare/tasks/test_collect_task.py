"""Tasks say when: eager without a broker, leases in the database, every source once per period."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from compare.store.models import Batch, Price, Run, RunState, Source
from compare.tasks import dispatch_due, plan_run
from compare.usecases.collecting import due, leases, work_on
from scrapers import catalogue
from scrapers.errors import ManifestError
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


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A source whose run is due, and the folder that holds its files."""
    monkeypatch.setenv("SOURCES_DIRS", str(premiums.small_source(tmp_path / "sources")))
    return premiums.SOURCE, str(premiums.write(tmp_path / "data", premiums.usual()))


def test_the_tasks_collect_in_this_process_where_there_is_no_broker(
    planned: tuple[str, str],
) -> None:
    key, folder = planned

    plan_run.delay(key, NOW.isoformat(), folder)

    assert Price.objects.count() == 60
    assert Run.objects.get().state == RunState.STORED


def test_a_plan_that_comes_twice_is_one_run(planned: tuple[str, str]) -> None:
    key, folder = planned
    for _ in range(2):
        plan_run.delay(key, NOW.isoformat(), folder)

    assert Run.objects.count() == 1


def test_a_batch_that_another_task_holds_is_left_to_it(planned: tuple[str, str]) -> None:
    key, folder = planned
    (batch,) = work_on.plan(key, NOW, folder).batches
    now = datetime.now(UTC)
    assert leases.take(Batch.objects.get(), now)

    assert work_on.fetch(batch, now) == work_on.NOTHING
    assert work_on.stalled(now) == ([], [])
    assert Batch.objects.get().finished_at is None
    assert work_on.stalled(now + leases.LEASE).batches == [batch]


def test_what_a_dead_worker_left_is_sent_again(planned: tuple[str, str]) -> None:
    key, folder = planned
    work_on.plan(key, NOW, folder)
    leases.take(Batch.objects.get(), datetime.now(UTC) - leases.LEASE)

    dispatch_due.delay()

    assert Run.objects.get().state == RunState.STORED
    assert Batch.objects.get().tries == 2


def test_a_batch_that_kills_its_workers_is_given_up(planned: tuple[str, str]) -> None:
    key, folder = planned
    work_on.plan(key, NOW, folder)
    Batch.objects.update(tries=leases.MOST_TRIES)

    dispatch_due.delay()

    assert Run.objects.get().state == RunState.FAILED
    assert "3 that were killed" in Run.objects.get().message


def test_a_run_whose_reading_kills_its_workers_is_held_back(planned: tuple[str, str]) -> None:
    key, folder = planned
    work_on.plan(key, NOW, folder)
    Run.objects.update(tries=leases.MOST_TRIES)

    dispatch_due.delay()

    assert Run.objects.get().state == RunState.HELD_BACK
    assert "3 that were killed" in Source.objects.get().message
    assert Price.objects.count() == 0


def test_a_due_source_is_taken_by_one_worker_only() -> None:
    source("a")

    assert due.take_due(NOW) == [("a", NOW)]
    assert due.take_due(NOW) == []


def test_a_source_that_nobody_asked_for_is_never_due() -> None:
    source("a", due_at=None)

    assert due.take_due(NOW + timedelta(days=9999)) == []


def test_a_lease_that_ran_out_is_free_again() -> None:
    source("a")
    due.take_due(NOW)

    assert due.take_due(NOW + due.LEASE - timedelta(microseconds=1)) == []
    assert due.take_due(NOW + due.LEASE) == [("a", NOW)]


def test_a_planned_source_is_due_again_after_its_cadence() -> None:
    source(premiums.SOURCE)
    due.take_due(NOW)

    due.planned(catalogue.load_source(premiums.SOURCE), NOW)

    (row,) = Source.objects.all()
    assert row.lease_until is None
    assert row.due_at == datetime(2026, 9, 15, tzinfo=UTC), "its season begins within the year"


def test_a_source_that_is_gone_stays_due() -> None:
    source("nowhere")
    due.take_due(NOW)

    with pytest.raises(ManifestError, match="expected a source"):
        plan_run.delay("nowhere", NOW.isoformat())

    assert Source.objects.get().due_at == NOW
    assert Run.objects.count() == 0


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
