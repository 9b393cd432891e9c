"""Which sources are due, and who works on them: rows with leases, so that no message is needed."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q

from compare.markets import loader as markets
from compare.store import times
from compare.store.models import Source, SourceState
from compare.usecases.collecting import runs
from compare.usecases.collecting.reader_version import reader_version
from compare.usecases.repairing import tickets
from scrapers import catalogue
from scrapers.errors import ManifestError
from scrapers.manifest import Manifest

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=6)  # longer than the hard limit of a task
READ_BADLY = Q(
    tickets__closed_at=None,
    tickets__state__in=(SourceState.HELD_BACK, SourceState.UNREADABLE, SourceState.DEGRADED),
)
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
    """Make every source of a live market due that has addresses and was never due before.

    A folder that cannot be read stops nobody else's; `doctor` names it.
    """
    known = set(Source.objects.exclude(due_at=None).values_list("key", flat=True))
    for key in catalogue.keys():  # noqa: SIM118 - a module, not a dict
        source = None if key in known else _collects_itself(key)
        if source:
            runs.know(source)
            Source.objects.filter(key=key, due_at=None).update(due_at=now)


def _collects_itself(key: str) -> catalogue.Source | None:
    """The source, if beat may collect it: its market is live, and some page has a real address.

    Hosts under `.example` (RFC 2606) are invented: they are only shown by the demo's own server.
    """
    try:
        source = catalogue.load_source(key)
        live = markets.load(source.manifest.market).market.mode == "live"
    except (ManifestError, ValueError) as error:
        log.warning("%s is not collected: %s", key, error)
        return None
    hosts = [urlsplit(page.address).hostname for page in source.manifest.pages if page.address]
    return source if live and any(h and not h.endswith(".example") for h in hosts) else None


def take_due(now: datetime, limit: int = 100) -> list[tuple[str, datetime]]:
    """Lease the sources that are due and that nobody holds; their keys, and since when each is due.

    The lease is for planning: a message that is lost lets it run out, and the source is due again.
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
    return [(row.key, row.due_at) for row in rows if row.due_at]


def planned(source: catalogue.Source, now: datetime) -> None:
    """Say that a run of the source was planned: it is due again after its cadence."""
    with transaction.atomic():
        for row in Source.objects.select_for_update().filter(key=source.key):
            row.lease_until = None
            row.due_at = row.due_at and next_after(source.manifest, now)
            row.save(update_fields=["lease_until", "due_at"])


def next_after(manifest: Manifest, now: datetime) -> datetime:
    """When a source is due again: after its cadence of these days, or when its season begins."""
    day = now.date()
    again = now + period(manifest.cadence_on(day))
    begins = manifest.next_season(day)
    if begins is None:
        return again
    return min(again, datetime.combine(begins, time(), UTC))


def mended(now: datetime) -> None:
    """Make those sources due whose reader was repaired since it could not read their pages."""
    for row in Source.objects.filter(READ_BADLY, due_at__gt=times.instant_number(now)).distinct():
        last = row.runs.exclude(reader="").order_by("-id").first()
        try:
            reader = reader_version(catalogue.load_source(row.key))
        except ManifestError:
            continue
        if last and last.reader != reader:
            Source.objects.filter(pk=row.pk).update(due_at=now)


def mark_overdue(now: datetime) -> None:
    """Say of sources that were fine that their last good run is older than twice the cadence.

    What is kept as history waits for no further run.
    """
    fine = Source.objects.filter(state__in=(SourceState.OK, SourceState.DEGRADED))
    for row in fine.filter(market__in=_live()):
        every, since = _expected(row, now)
        if since is not None and now - since > 2 * period(every):
            words = (
                f"a good run every {every}",
                f"the last on {row.good_at:%Y-%m-%d}",
                "look at the workers and their log; python manage.py collect " + row.key,
            )
            row.state = SourceState.OVERDUE
            row.message = f"expected {words[0]}, found {words[1]}"
            row.save(update_fields=["state", "message"])
            tickets.overdue(row, words, now)


def _live() -> list[str]:
    return [key for key in markets.shown() if markets.load(key).market.mode == "live"]


def _expected(row: Source, now: datetime) -> tuple[str, datetime | None]:
    """How often the source should be good these days, and since when that is to be counted."""
    try:
        manifest = catalogue.load_source(row.key).manifest
    except ManifestError:
        return row.cadence, row.good_at
    found = manifest.season_on(now.date())
    if found is None or row.good_at is None:
        return manifest.cadence, row.good_at
    return found[0].cadence, max(row.good_at, datetime.combine(found[1], time(), UTC))
