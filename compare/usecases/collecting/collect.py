"""Collects one source: fetch, store, read, judge, and make visible all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from pathlib import Path

from compare.store.models import Batch, Run
from compare.usecases.collecting import leases, runs
from compare.usecases.collecting.fetch_batch import Way, fetch_batch
from compare.usecases.collecting.finish_run import finish_run
from compare.usecases.collecting.read_capture import OnRows
from compare.usecases.collecting.report import CollectReport
from scrapers import catalogue


def collect(
    source_key: str,
    *,
    folder: Path | None,
    today: date,
    on_progress: OnRows | None = None,
    allow: Collection[tuple[str, int]] = (),
    base: str | None = None,
) -> CollectReport:
    """Collect a source as of `today`, from files in `folder` or else over the network.

    These are the steps that workers take one by one (`compare.tasks`), here one after the other.
    What cannot be believed is held back as a whole and the report says why; the last good data
    stay up. `on_progress` hears of each page how many rows were read so far. `allow` and `base`
    name a server on this machine, for tests and the demo.

    Raises:
        ManifestError: there is no such source, or its manifest is not as the contract wants it.
        UnknownMarket: the manifest names a market that is not there.
    """
    source = catalogue.load_source(source_key)
    run = runs.start(source, today, folder=str(folder or ""))
    way = Way(runs.instant(today, source.manifest.market), folder, allow, base)
    while batch := next_batch(run):
        leases.take(batch, datetime.now(UTC))
        fetch_batch(batch, source, way)
    leases.take(run, datetime.now(UTC))
    return finish_run(run, source, on_progress)


def next_batch(run: Run) -> Batch | None:
    """The first batch of a run that nobody finished; None where all were fetched."""
    return run.batches.filter(finished_at=None).order_by("number").first()
