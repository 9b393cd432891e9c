"""Reads all stored captures of a source again, with today's parser and market definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from compare.store.models import Capture, Source
from compare.store.writers.keys import Keys
from compare.store.writers.load import Loader, lock
from compare.store.writers.replay import Differences
from compare.store.writers.replay import replay as rewrite
from compare.store.writers.sheet import Sheet
from compare.usecases.collecting.read_capture import read_capture
from compare.usecases.collecting.reader_version import reader_version
from compare.usecases.tracking import track as track_changes
from scrapers import catalogue
from scrapers.records import Refused


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """What a replay changed, or would change; `captures` were read again."""

    source: str
    captures: int
    differences: Differences
    refused: list[Refused]
    data_version: str


def replay(source_key: str, *, dry_run: bool = False) -> ReplayReport:
    """Read every visible capture of a source again and store what differs, in one transaction.

    Raises:
        ManifestError: there is no such source.
        Source.DoesNotExist: it was never collected.
        ScrapeError: today's reader cannot read a capture that was read before: nothing is changed.
    """
    source = catalogue.load_source(source_key)
    row = Source.objects.get(key=source_key)
    reader = reader_version(source)
    refused: list[Refused] = []
    with transaction.atomic():
        version = lock(row.market)
        loader = Loader(row, version, Keys.of(row.market))
        captures = _captures(row)
        differences = rewrite(loader, _sheets(captures, source, refused))
        Capture.objects.filter(pk__in=[capture.pk for capture in captures]).update(reader=reader)
        version.save()
        track_changes.after_replay(row)
        transaction.set_rollback(dry_run)
    refused += loader.tally.refused
    return ReplayReport(source_key, len(captures), differences, refused, version.digest)


def _captures(row: Source) -> list[Capture]:
    """All visible captures, as they were fetched."""
    visible = Capture.objects.filter(source=row).exclude(reader="")
    return list(visible.order_by("fetched_at", "id"))


def _sheets(
    captures: list[Capture], source: catalogue.Source, refused: list[Refused]
) -> Iterator[Sheet]:
    """A sheet for each capture whose bytes differ from the page's capture before it."""
    before: dict[str, Capture] = {}
    for capture in captures:
        same = before.get(capture.page)
        if same is None or same.sha256 != capture.sha256:
            read = read_capture(capture, source)
            refused += read.refused
            yield read.sheet
            before[capture.page] = capture
        else:
            shown = Capture.objects.filter(pk=same.pk).values("shown")
            Capture.objects.filter(pk=capture.pk).update(shown=shown)
