"""Reads what a run fetched, judges it, and makes it visible in one transaction or holds it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction

from compare.store.models import Capture, Run, RunState, SourceState
from compare.store.writers.cycles import without_cycles
from compare.store.writers.history import Outcome, OutOfOrder
from compare.store.writers.keys import Keys
from compare.store.writers.load import JUMP, Loader, Tally, lock
from compare.usecases.collecting import due, leases, runs
from compare.usecases.collecting.expectations import Problem
from compare.usecases.collecting.first_of_season import needs_a_look
from compare.usecases.collecting.read_capture import OnRows
from compare.usecases.collecting.replay import replay
from compare.usecases.collecting.report import CollectReport
from compare.usecases.collecting.run_report import report
from compare.usecases.collecting.run_work import Work, gather, read_all
from compare.usecases.collecting.troubles import troubles
from compare.usecases.repairing import tickets
from compare.usecases.reviewing import queue as review_queue
from compare.usecases.tracking import track as track_changes
from scrapers import catalogue
from scrapers.expectations import LOOK

NEWS = (Outcome.NEW, Outcome.CHANGED, Outcome.CORRECTED)
RETRY = timedelta(days=1)  # a page that could not be had is asked for again, whatever its cadence


class Implausible(ValueError):
    """What was read moves single amounts further than any price moves."""


def finish_run(run: Run, source: catalogue.Source, on_rows: OnRows | None = None) -> CollectReport:
    """Read, judge and store everything that the batches of a run fetched.

    A run that has ended stays as it is: its report is given again. Everything that a run writes,
    its tickets and its source's state too, is written in one transaction; a task that is killed
    leaves nothing.
    """
    if run.state != RunState.OPEN:
        return CollectReport.of(run.report)
    work = gather(run, source)
    if leases.given_up(run):
        killed = f"{leases.MOST_TRIES} that were killed"
        todo = "look at the memory and the log of the workers"
        work.problems.append(Problem("", "a task that ends", killed, todo))
    else:
        with without_cycles():
            read_all(work, on_rows, looked_at=run.looked_at is not None)
            work.waits_for = "" if work.problems else needs_a_look(work, run)
    with without_cycles(), transaction.atomic():
        held = Run.objects.select_for_update().get(pk=run.pk)
        if held.state == RunState.OPEN:
            if work.captures and not work.problems and not work.waits_for:
                _store(work, held)
            _close(work, held)
    run.refresh_from_db()
    return CollectReport.of(run.report)


def _store(work: Work, run: Run) -> None:
    """Write the facts; where they cannot be, none is written and the work knows why."""
    try:
        with transaction.atomic():
            version = lock(work.row.market)
            loader = Loader(work.row, version, Keys.of(work.row.market), work.tally)
            for capture in work.captures:
                _store_capture(work, loader, capture)
                _refuse_jumps(work, run, capture)
            version.save()
            released = _queue(work)
            track_changes.after_run(work.row, loader.written, work.captures)
            if released:  # by a person, while the pages were read
                version.digest = replay(work.source.key).data_version
            run.state = RunState.STORED
            run.pages = {read.sheet.page: read.statistics for read in work.read.values()}
        work.data_version = version.digest
    except (OutOfOrder, Implausible) as error:
        work.tally = Tally()
        run.state, run.pages = RunState.OPEN, {}
        if isinstance(error, OutOfOrder):
            words = "pages in the order of their fetching", str(error), "replay"
            work.problems.append(Problem("", *words))


def _queue(work: Work, *, values: bool = True) -> bool:
    """Put into the queue what a person has to look at; whether some of it was released meanwhile.

    Of a run that is held back only new words: they may be why.
    """
    now, met, released = datetime.now(UTC), set[str](), False
    for capture, read in work.read.items():
        waiting = review_queue.words(read.refused, read.sheet.page)
        waiting += read.waiting if values else []
        met |= {held.mark for held in waiting}
        released |= review_queue.note(work.row, capture, waiting, now)
    pages = {read.sheet.page for read in work.read.values()}
    review_queue.settle(work.row, pages, met, now)
    return released


def _store_capture(work: Work, loader: Loader, capture: Capture) -> None:
    same = work.before.get(capture.pk)
    if same is None:
        loader.load(work.read[capture.pk].sheet)
        Capture.objects.filter(pk=capture.pk).update(reader=work.reader)
    elif same.pk != capture.pk:
        Capture.objects.filter(pk=capture.pk).update(reader=same.reader, shown=same.shown)


def _refuse_jumps(work: Work, run: Run, capture: Capture) -> None:
    """An amount many times its last one is a slipped decimal mark, unless a person has looked.

    Raises:
        Implausible: there is one; the work knows where.
    """
    jumps = work.tally.jumps
    if not jumps or run.looked_at or work.source.manifest.page(capture.page).archive:
        return
    more = f", and {len(jumps) - 1} more" if len(jumps) > 1 else ""
    expected = f"no amount {JUMP} times as high or as low as it was"
    found = jumps[0] + more
    work.problems.append(Problem(capture.page, expected, found, LOOK, capture=capture.pk))
    raise Implausible(found)


def _close(work: Work, run: Run) -> None:
    """End the run, and say of its source and its tickets what follows from it."""
    if run.state != RunState.STORED:
        held = work.problems or work.waits_for
        run.state = RunState.HELD_BACK if held else RunState.FAILED
        _queue(work, values=False)
    now = datetime.now(UTC)
    said = report(work, run)
    run.finished_at, run.lease_until, run.reader = now, None, work.reader
    run.waits_for, run.message, run.report = work.waits_for, said.message, said.as_dict()
    run.save()
    found_at = runs.instant(run.today, work.row.market) or now
    shown = tickets.note(work, run, troubles(work), found_at)
    _mark_source(work, run, shown)


def _mark_source(work: Work, run: Run, shown: SourceState) -> None:
    row, now = work.row, run.finished_at
    row.state, row.message = shown, run.message
    if run.state == RunState.STORED:
        row.good_at = now
        if any(work.tally.outcomes[outcome] for outcome in NEWS):
            row.changed_at = now
    if row.due_at is not None and now is not None:
        again = due.next_after(work.source.manifest, now)
        row.due_at = min(again, now + RETRY) if work.failed else again
    row.save(update_fields=["state", "message", "good_at", "changed_at", "due_at"])
