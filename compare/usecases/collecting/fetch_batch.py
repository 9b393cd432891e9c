"""Fetches the pages of one batch and stores what came, before anybody reads it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from compare.store import bodies
from compare.store.models import Batch, Capture, SourceState
from compare.usecases.collecting import leases
from scrapers import catalogue, records
from scrapers.errors import Blocked, Gone, ScrapeError, Unavailable, Unreadable
from scrapers.kit.archive import parts
from scrapers.net import folder as files

BUDGET = 220.0  # seconds for the pages of a batch: a task ends within 240
Failure = tuple[str, str, str, str]  # state, expected, found, todo
Failed = dict[str, Failure]
NOT_MODIFIED = 304
HANDFUL = 32_000_000  # bytes
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
    `base` name a server on this machine, for tests and the demo; `seconds` are all the time there is.
    """

    fetched_at: datetime | None
    folder: Path | None = None
    allow: Collection[tuple[str, int]] = ()
    base: str | None = None
    seconds: float = BUDGET


def fetch_batch(batch: Batch, source: catalogue.Source, way: Way) -> None:
    """Fetch the batch's pages and store them; a finished batch is left as it is.

    A page that cannot be had is noted with its state and why; the others go on. Pages that a slow
    host leaves no time for become another batch of the run. Nothing is visible before the end: a
    task that is killed leaves stored bytes at most, and the next one begins anew.
    """
    if batch.finished_at is not None:
        return
    failed: Failed = {}
    had: list[records.Capture] = []
    late: list[str] = []
    if leases.given_up(batch):
        killed = f"{leases.MOST_TRIES} that were killed"
        todo = "look at the memory and the log of the workers"
        error = Unavailable(expected="a task that ends", found=killed, todo=todo)
        failed = dict.fromkeys(batch.pages, failure(error))
    else:
        came = _captures(batch, source, way, failed, late)
        had = list(_stored(part for each in came for part in _parts(each, source, failed)))
    _finish(batch, had, failed, late)


def _finish(batch: Batch, had: list[records.Capture], failed: Failed, late: list[str]) -> None:
    """Write what came of a batch, unless another task did so in the meantime."""
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.finished_at is None:
            if late:
                numbers = Batch.objects.filter(run=held.run_id).values_list("number", flat=True)
                Batch.objects.create(run_id=held.run_id, number=max(numbers) + 1, pages=late)
            held.pages = [page for page in held.pages if page not in late]
            held.captures = [keep(capture, held) for capture in had]
            held.failed, held.finished_at = failed, datetime.now(UTC)
            held.lease_until = None
            held.save()
    batch.refresh_from_db()


def _stored(captures: Iterable[records.Capture]) -> Iterator[records.Capture]:
    """The captures without their bodies, which are stored by the handful: memory stays small."""
    handful: dict[str, bytes] = {}
    for capture in captures:
        if capture.status != NOT_MODIFIED:
            handful[capture.sha256] = capture.body
        if sum(map(len, handful.values())) > HANDFUL:
            bodies.keep_all(handful)
            handful = {}
        yield replace(capture, body=b"")
    bodies.keep_all(handful)


def _parts(
    capture: records.Capture, source: catalogue.Source, failed: Failed
) -> Iterable[records.Capture]:
    """The capture itself, or the captures that an archive holds."""
    archive = source.manifest.page(capture.page).archive
    if archive is None or capture.status == NOT_MODIFIED:
        return [capture]
    try:
        return parts(capture, archive)
    except ScrapeError as error:
        failed[capture.page] = failure(error)
        return []


def keep(capture: records.Capture, batch: Batch) -> int:
    """Store one capture, whose bytes are stored, and return its id; the same is stored once."""
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


def failure(error: ScrapeError, state: SourceState | None = None) -> Failure:
    """An error as a batch notes it; in the state in which it leaves the page, or another."""
    return state or state_of(error), error.expected, error.found, error.todo


def state_of(error: ScrapeError) -> SourceState:
    """The state in which an error leaves its source."""
    return next(
        (state for kind, state in STATES.items() if isinstance(error, kind)), SourceState.HELD_BACK
    )


def _captures(
    batch: Batch, source: catalogue.Source, way: Way, failed: Failed, late: list[str]
) -> Iterator[records.Capture]:
    """The captures of the batch's pages; what became of the others goes into `failed` or `late`."""
    try:
        if way.folder:
            fetched_at = way.fetched_at or datetime.now(UTC)
            found: Iterable[records.Capture] = files.captures(
                source, way.folder, fetched_at, batch.pages
            )
            yield from found
        else:
            # With it comes aiohttp, which takes its time: a run from files does not wait for it.
            from compare.usecases.collecting import from_network

            yield from from_network.captures(batch, source, way, failed, late)
    except ScrapeError as error:
        # A folder without the file says nothing of the publisher's page.
        state = SourceState.UNAVAILABLE if way.folder else None
        failed.update(dict.fromkeys(batch.pages, failure(error, state)))
