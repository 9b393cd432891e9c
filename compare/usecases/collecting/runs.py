"""Starts runs: which source, which pages, in which batches."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from compare.markets import loader as markets
from compare.store.models import Batch, Rank, Run, Source
from scrapers import catalogue
from scrapers.manifest import Manifest
from scrapers.net.folder import keys

PAGES_PER_BATCH = 20  # at a crawl delay of ten seconds they are had within a batch's time


def know(source: catalogue.Source) -> Source:
    """The source's row, as its manifest describes it now."""
    manifest = source.manifest
    row, _ = Source.objects.update_or_create(
        key=source.key,
        defaults={
            "name": manifest.name,
            "publisher": manifest.publisher,
            "market": manifest.market,
            "rank": rank(manifest),
            "licence": manifest.licence.name,
            "publish": manifest.publish,
            "shown": manifest.licence.known,
            "cadence": manifest.cadence,
        },
    )
    return row


def rank(manifest: Manifest) -> Rank:
    """Whose word it is: a provider's own, a register's, or somebody's who compares (domain 7)."""
    if manifest.provider:
        return Rank.PROVIDER
    return Rank.FILING if manifest.register_ else Rank.COMPARISON


def start(
    source: catalogue.Source,
    today: date,
    *,
    folder: str = "",
    planned_for: datetime | None = None,
) -> Run:
    """A new run with its batches: every page of the manifest is in one of them.

    A run that was planned for an instant exists once: the same plan again gives the same run.
    """
    row = know(source)
    pages = keys(source, Path(folder)) if folder else [page.key for page in source.manifest.pages]
    with transaction.atomic():
        Source.objects.select_for_update().get(pk=row.pk)
        if planned_for and (
            known := Run.objects.filter(source=row, planned_for=planned_for).first()
        ):
            return known
        now = datetime.now(UTC)
        run = Run.objects.create(
            source=row, today=today, started_at=now, folder=folder, planned_for=planned_for
        )
        Batch.objects.bulk_create(
            Batch(run=run, number=number, pages=pages[first : first + PAGES_PER_BATCH])
            for number, first in enumerate(range(0, len(pages), PAGES_PER_BATCH))
        )
    return run


def instant(today: date, market: str) -> datetime | None:
    """When pages are taken as fetched: at the first instant of a past day in the market.

    None on the day itself: then a capture carries the time at which it was fetched.
    """
    zone = ZoneInfo(markets.load(market).market.zone)
    if datetime.now(UTC).astimezone(zone).date() == today:
        return None
    return datetime(today.year, today.month, today.day, tzinfo=zone).astimezone(UTC)
