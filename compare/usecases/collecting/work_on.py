"""The steps of a run as a worker takes them: each may come twice, late, or in any order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from compare.store import times
from compare.store.models import Batch, Run, RunState
from compare.usecases.collecting import due, leases, runs
from compare.usecases.collecting.fetch_batch import Way, fetch_batch
from compare.usecases.collecting.finish_run import finish_run
from scrapers import catalogue


class Next(NamedTuple):
    """What may be done now: batches to fetch, runs to finish, by their numbers."""

    batches: Sequence[int]
    runs: Sequence[int]


NOTHING = Next((), ())


def plan(key: str, planned_for: datetime, folder: str = "") -> Next:
    """Plan the run of a source that is due since an instant; the same plan again changes nothing.

    Raises:
        ManifestError: the source is gone, or its manifest is broken; it stays due.
    """
    source = catalogue.load_source(key)
    run = runs.start(source, planned_for.date(), folder=folder, planned_for=planned_for)
    due.planned(source, datetime.now(UTC))
    return ready(run, datetime.now(UTC))


def fetch(batch_id: int, now: datetime) -> Next:
    """Fetch a batch that nobody holds, and say what its run needs next."""
    batch = Batch.objects.select_related("run__source").get(pk=batch_id)
    if leases.take(batch, now):
        source = catalogue.load_source(batch.run.source.key)
        fetch_batch(batch, source, _way(batch.run))
    return ready(batch.run, datetime.now(UTC))


def finish(run_id: int, now: datetime) -> None:
    """Finish a run whose batches were all fetched, unless another task is at it."""
    run = Run.objects.select_related("source").get(pk=run_id)
    if not _unfetched(run).exists() and leases.take(run, now):
        finish_run(run, catalogue.load_source(run.source.key))


def ready(run: Run, now: datetime) -> Next:
    """What of a run may be done now; what another task holds is left to it."""
    if run.state != RunState.OPEN:
        return NOTHING
    left = _unfetched(run)
    if not left.exists():
        return Next((), (run.pk,) if _free(Run.objects.filter(pk=run.pk), now).exists() else ())
    return Next(tuple(_free(left, now).order_by("number").values_list("pk", flat=True)), ())


def stalled(now: datetime) -> Next:
    """What is left of planned runs that nobody holds: messages were lost, or workers died."""
    found = [
        ready(run, now) for run in Run.objects.filter(state=RunState.OPEN).exclude(planned_for=None)
    ]
    return Next(
        [batch for each in found for batch in each.batches],
        [run for each in found for run in each.runs],
    )


def _unfetched(run: Run) -> QuerySet[Batch]:
    return run.batches.filter(finished_at=None)


def _free(rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    instant = times.instant_number(now)
    return rows.filter(Q(lease_until=None) | Q(lease_until__lte=instant))


def _way(run: Run) -> Way:
    """How the pages of a run are had: all of its batches in the same way."""
    fetched_at = runs.instant(run.today, run.source.market)
    return Way(fetched_at, Path(run.folder) if run.folder else None)
