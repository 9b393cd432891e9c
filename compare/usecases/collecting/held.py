"""Runs that wait for a person's look, and letting them in."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from compare.store.models import Run, RunState
from compare.usecases.collecting.finish_run import finish_run
from compare.usecases.collecting.report import CollectReport
from scrapers import catalogue


class NotHeld(ValueError):
    """The run does not wait for anybody."""


def waiting() -> dict[int, Run]:
    """The last run of each source whose last run waits for a look, by the source's number."""
    held = Run.objects.filter(state=RunState.HELD_BACK).exclude(waits_for="")
    found = {run.source_id: run for run in held.select_related("source").order_by("id")}
    return {source: run for source, run in found.items() if not _overtaken(run)}


def let_in(number: int, by: str) -> CollectReport:
    """Store a run that was held back, because a person looked at it and answers for it.

    Expectations and the look of a season no longer count; a page that cannot be read stays out.

    Raises:
        NotHeld: there is no such run, it is not held back, or a later one is visible already.
        ManifestError: its source is gone.
    """
    if not by.strip():
        raise NotHeld("expected the name of who looked at the run, found none: name yourself")
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(pk=number).first()
        if run is None or run.state != RunState.HELD_BACK:
            found = "none of that number" if run is None else run.state
            raise NotHeld(f"expected a run that is held back, found {found}: list them with `held`")
        if _overtaken(run):
            raise NotHeld(
                f"expected the last word of {run.source.key}, found a later run that is stored: "
                "nothing to let in"
            )
        run.state, run.finished_at, run.lease_until, run.tries = RunState.OPEN, None, None, 0
        run.looked_at, run.looked_by = datetime.now(UTC), by.strip()
        run.save()
    return finish_run(run, catalogue.load_source(run.source.key))


def _overtaken(run: Run) -> bool:
    later = Run.objects.filter(source=run.source_id, pk__gt=run.pk, state=RunState.STORED)
    return later.exists()
