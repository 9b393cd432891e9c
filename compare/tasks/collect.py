"""When to collect. What collecting is stands in `compare.usecases`.

A message is a hint: lost, doubled or late, it changes nothing. What is to be done is in the
database, and `dispatch_due` sends it again when its lease has run out.
"""

from __future__ import annotations

from datetime import UTC, datetime

from celery import shared_task

from compare.usecases.collecting import due, work_on


@shared_task(name="dispatch_due")
def dispatch_due() -> None:
    """Send a task for all that is due and for all that nobody works on: the one entry of beat."""
    now = datetime.now(UTC)
    due.enrol(now)
    due.mended(now)
    due.mark_overdue(now)
    for key, since in due.take_due(now):
        plan_run.delay(key, since.isoformat())
    _send(work_on.stalled(now))


@shared_task(name="plan_run")
def plan_run(key: str, planned_for: str, folder: str = "") -> None:
    """Plan the run of a source that is due since an instant, and send its batches."""
    _send(work_on.plan(key, datetime.fromisoformat(planned_for), folder))


@shared_task(name="fetch_batch")
def fetch_batch(batch: int) -> None:
    """Fetch one batch of pages; the last one sends the end of the run."""
    _send(work_on.fetch(batch, datetime.now(UTC)))


@shared_task(name="finish_run")
def finish_run(run: int) -> None:
    """Read, judge and store a run, and say of its source how it does."""
    work_on.finish(run, datetime.now(UTC))


def _send(found: work_on.Next) -> None:
    for batch in found.batches:
        fetch_batch.delay(batch)
    for run in found.runs:
        finish_run.delay(run)
