"""Fetches the pages of one batch and stores what came, before anybody reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from compare.store import bodies
from compare.store.models import Batch, Capture, SourceState
from scrapers import catalogue, records
from scrapers.errors import Blocked, Gone, ScrapeError, Unavailable, Unreadable
from scrapers.kit.archive import parts
from scrapers.net import folder as files
from scrapers.net.fetch import Previous
from scrapers.net.pages import fetch_pages

Failed = dict[str, tuple[str, str]]
STATES: Mapping[type[ScrapeError], SourceState] = {
    Blocked: SourceState.BLOCKED,
    Gone: SourceState.GONE,
    Unreadable: SourceState.UNREADABLE,
    Unavailable: SourceState.UNAVAILABLE,
}


@dataclass(frozen=True, slots=True)
class Way:
    """How pages are had: from files in `folder`, else over the network.

    `fetched_at` is the instant that captures carry, None for the time of the fetch; `allow` and
    `base` name a server on this machine, for tests and the demo.
    """

    fetched_at: datetime | None
    folder: Path | None = None
    allow: Collection[tuple[str, int]] = ()
    base: str | None = None


def fetch_batch(batch: Batch, source: catalogue.Source, way: Way) -> None:
    """Fetch the batch's pages and store them; a finished batch is left as it is.

    A page that cannot be had is noted with its state and message; the others go on.
    """
    if batch.finished_at is not None:
        return
    failed: Failed = {}
    kept = [
        keep(part, batch)
        for capture in _captures(batch, source, way, failed)
        for part in _parts(capture, source, failed)
    ]
    batch.captures, batch.failed, batch.finished_at = kept, failed, datetime.now(UTC)
    batch.save()


def _parts(
    capture: records.Capture, source: catalogue.Source, failed: Failed
) -> Iterable[records.Capture]:
    """The capture itself, or the captures that an archive holds."""
    archive = source.manifest.page(capture.page).archive
    if archive is None or capture.status == 304:
        return [capture]
    try:
        return parts(capture, archive)
    except ScrapeError as error:
        failed[capture.page] = state_of(error), str(error)
        return []


def keep(capture: records.Capture, batch: Batch) -> int:
    """Store one capture with its bytes and return its id; the same capture is stored once."""
    unchanged = capture.status == 304
    if not unchanged:
        bodies.keep(capture.body, capture.sha256)
    with transaction.atomic():
        row, _ = Capture.objects.get_or_create(
            source_id=batch.run.source_id,
            page=capture.page,
            fetched_at=capture.fetched_at,
            sha256=capture.sha256,
            defaults={
                "run_id": batch.run_id,
                "address": capture.address,
                "status": capture.status,
                "headers": dict(capture.headers),
                "fetcher": capture.fetcher,
                "robots": capture.robots,
            },
        )
    return row.pk


def state_of(error: ScrapeError) -> SourceState:
    """The state in which an error leaves its source."""
    return next(
        (state for kind, state in STATES.items() if isinstance(error, kind)), SourceState.HELD_BACK
    )


def _captures(
    batch: Batch, source: catalogue.Source, way: Way, failed: Failed
) -> Iterator[records.Capture]:
    """The captures of the batch's pages; what became of the others goes into `failed`."""
    try:
        if way.folder:
            fetched_at = way.fetched_at or datetime.now(UTC)
            found: Iterable[records.Capture] = files.captures(
                narrowed(source, batch.pages), way.folder, fetched_at
            )
            yield from found
        else:
            yield from _from_network(batch, source, way, failed)
    except ScrapeError as error:
        # A folder without the file says nothing of the publisher's page.
        state = SourceState.UNAVAILABLE if way.folder else state_of(error)
        failed.update({page: (state, str(error)) for page in batch.pages})


def _from_network(
    batch: Batch, source: catalogue.Source, way: Way, failed: Failed
) -> Iterator[records.Capture]:
    outcomes = fetch_pages(
        narrowed(source, batch.pages),
        allow=way.allow,
        base=way.base,
        previous=_previous(batch),
        fetched_at=way.fetched_at,
    )
    for page, outcome in outcomes.items():
        if isinstance(outcome, records.Capture):
            yield outcome
        else:
            failed[page] = state_of(outcome), str(outcome)


def narrowed(source: catalogue.Source, pages: Iterable[str]) -> catalogue.Source:
    """The source with these of its pages alone."""
    wanted = set(pages)
    kept = tuple(page for page in source.manifest.pages if page.key in wanted)
    return replace(source, manifest=source.manifest.model_copy(update={"pages": kept}))


def _previous(batch: Batch) -> dict[str, Previous]:
    """What is known of each page from its last capture."""
    last = (
        Capture.objects.filter(source_id=batch.run.source_id, page__in=batch.pages)
        .order_by("fetched_at")
        .values_list("page", "sha256", "headers")
    )
    return {
        page: Previous(sha256, headers.get("etag"), headers.get("last-modified"))
        for page, sha256, headers in last
    }
