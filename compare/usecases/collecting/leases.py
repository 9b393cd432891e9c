"""Who works on a run or a batch: a row with a lease, so that no message is needed and none harms."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from compare.store import times
from compare.store.models import Batch, Run

LEASE = timedelta(minutes=6)  # longer than the hard limit of a task (300 seconds)
MOST_TRIES = 3  # a task that was killed so often is not begun again


def take(row: Run | Batch, now: datetime) -> bool:
    """Take an unfinished row that nobody holds; False where it is finished, or held by another.

    A worker that dies keeps its lease until it runs out; then the next one takes it.
    """
    instant = times.instant_number(now)
    free = Q(lease_until=None) | Q(lease_until__lte=instant)
    rows = type(row)._default_manager.filter(free, pk=row.pk, finished_at=None)
    taken = rows.update(lease_until=now + LEASE, tries=F("tries") + 1)
    row.refresh_from_db()
    return bool(taken)


def given_up(row: Run | Batch) -> bool:
    """Whether every task that began this was killed: it would kill the next one too."""
    return row.tries > MOST_TRIES
