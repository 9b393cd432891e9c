"""Which sources are due, and who works on them: rows with leases, so that no message is needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q

from compare.markets import loader as markets
from compare.store import times
from compare.store.models import Source, SourceState
from compare.usecases import runs
from scrapers import catalogue

LEASE = timedelta(minutes=15)  # longer than the hard limit of a task
UNITS: Mapping[str, timedelta] = {
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
    "months": timedelta(days=30),
    "years": timedelta(days=365),
}


def period(cadence: str) -> timedelta:
    """How long a cadence of a manifest lasts (`2 weeks`).

    Raises:
        ValueError: it is no cadence.
    """
    match = re.fullmatch(r"(\d+) (hours|days|weeks|months|years)", cadence)
    if match is None:
        raise ValueError(f"expected a cadence like '2 weeks', found {cadence!r}: mend the manifest")
    return int(match[1]) * UNITS[match[2]]


def enrol(now: datetime) -> None:
    """Make every source of a live market due that has addresses and was never due before."""
    known = set(Source.objects.exclude(due_at=None).values_list("key", flat=True))
    for key in catalogue.keys():  # noqa: SIM118 - a module, not a dict
        if key not in known and _collects_itself(source := catalogue.load_source(key)):
            runs.know(source)
            Source.objects.filter(key=key, due_at=None).update(due_at=now)


def _collects_itself(source: catalogue.Source) -> bool:
    """Whether beat may collect a source: its market is live, and some page has a real address.

    Hosts under `.example` (RFC 2606) are invented: they are only shown by the demo's own server.
    """
    hosts = [urlsplit(page.address).hostname for page in source.manifest.pages if page.address]
    live = markets.load(source.manifest.market).market.mode == "live"
    return live and any(host and not host.endswith(".example") for host in hosts)


def take_due(now: datetime, limit: int = 100) -> list[str]:
    """Lease the sources that are due and that nobody holds; return their keys.

    A worker that dies keeps its lease until it runs out; then the source is due again.
    """
    instant = times.instant_number(now)
    free = Q(lease_until=None) | Q(lease_until__lte=instant)
    with transaction.atomic():
        rows = list(
            Source.objects.select_for_update(skip_locked=True)
            .filter(free, due_at__lte=instant)
            .order_by("due_at")[:limit]
        )
        for row in rows:
            row.lease_until = now + LEASE
        Source.objects.bulk_update(rows, ["lease_until"])
    return [row.key for row in rows]


def give_back(source_key: str, now: datetime) -> None:
    """End the lease; a source that is collected by itself is due again after its cadence."""
    with transaction.atomic():
        for row in Source.objects.select_for_update().filter(key=source_key):
            row.lease_until = None
            row.due_at = row.due_at and now + period(row.cadence)
            row.save(update_fields=["lease_until", "due_at"])


def mark_overdue(now: datetime) -> None:
    """Say of sources that were fine that their last good run is older than twice the cadence."""
    for row in Source.objects.filter(state__in=(SourceState.OK, SourceState.DEGRADED)):
        if row.good_at is not None and now - row.good_at > 2 * period(row.cadence):
            row.state = SourceState.OVERDUE
            row.message = (
                f"expected a good run every {row.cadence}, found the last on {row.good_at:%Y-%m-%d}"
            )
            row.save(update_fields=["state", "message"])
