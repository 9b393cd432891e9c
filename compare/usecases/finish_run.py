"""Reads what a run fetched, judges it, and makes it visible in one transaction or holds it back."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.db import transaction

from compare.store.bodies import Damaged
from compare.store.models import Capture, Run, RunState, Source, SourceState
from compare.store.writers.cycles import without_cycles
from compare.store.writers.history import OutOfOrder
from compare.store.writers.keys import Keys
from compare.store.writers.load import Loader, Tally, lock
from compare.usecases.expectations import Problem, baseline, judge
from compare.usecases.fetch_batch import state_of
from compare.usecases.read_capture import OnRows, Read, read_capture
from compare.usecases.reader_version import reader_version
from compare.usecases.report import CollectReport, PageReport, counted, refusals
from scrapers import catalogue
from scrapers.errors import ScrapeError
from scrapers.records import Refused

log = logging.getLogger(__name__)

Failed = Mapping[str, tuple[str, str]]


@dataclass
class _Work:
    """What is known of a run while it is worked on. `before` are unchanged captures, by page."""

    source: catalogue.Source
    row: Source
    reader: str
    failed: Failed
    captures: list[Capture] = field(default_factory=list)
    read: dict[int, Read] = field(default_factory=dict)
    before: dict[int, Capture] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    state: SourceState = SourceState.HELD_BACK
    tally: Tally = field(default_factory=Tally)
    data_version: str | None = None

    @property
    def refused(self) -> list[Refused]:
        """Every row that was not understood, or that another row contradicts."""
        return [row for read in self.read.values() for row in read.refused] + self.tally.refused


def finish_run(run: Run, source: catalogue.Source, on_rows: OnRows | None = None) -> CollectReport:
    """Read, judge and store everything that the batches of a run fetched."""
    work = _gather(run, source)
    with without_cycles():
        for capture in work.captures:
            _read(work, capture, on_rows)
        if work.captures and not work.problems:
            _store(work, run)
    return _close(work, run)


def _gather(run: Run, source: catalogue.Source) -> _Work:
    failed: dict[str, tuple[str, str]] = {}
    ids: list[int] = []
    for batch in run.batches.order_by("number"):
        failed |= {page: (state, message) for page, (state, message) in batch.failed.items()}
        ids += batch.captures
    work = _Work(source, run.source, reader_version(source), failed)
    work.captures = list(Capture.objects.filter(pk__in=ids).order_by("fetched_at", "id"))
    return work


def _read(work: _Work, capture: Capture, on_rows: OnRows | None) -> None:
    """Read one capture, or note that the same bytes were read before."""
    same = _read_before(work, capture)
    if same:
        work.before[capture.pk] = same
        return
    try:
        read = read_capture(capture, work.source, on_rows)
    except ScrapeError as error:
        work.state = state_of(error)
        work.problems.append(Problem(capture.page, error.expected, error.found, error.todo))
    except Damaged as error:
        work.problems.append(Problem(capture.page, "the stored bytes", str(error), "restore them"))
    except Exception as error:  # a volunteer's parser may fail in any way; the rest goes on
        log.exception("the parser of %s failed on page %s", work.source.key, capture.page)
        found = f"{type(error).__name__}: {error}"
        work.problems.append(
            Problem(capture.page, "a parser that ends", found, f"mend {work.source.key}/parse.py")
        )
    else:
        # The days of an archive are of any size: none is the measure of another.
        archived = work.source.manifest.page(capture.page).archive
        before = None if archived else baseline(work.row.pk, work.source.manifest, capture.page)
        work.problems += judge(work.source.manifest, capture.page, read, before)
        work.read[capture.pk] = read


def _read_before(work: _Work, capture: Capture) -> Capture | None:
    """Itself where it is visible, else the page's last capture of the same bytes and reader."""
    if capture.reader == work.reader:
        return capture
    last = (
        Capture.objects.filter(source=work.row, page=capture.page)
        .exclude(reader="")
        .order_by("-fetched_at", "-id")
        .first()
    )
    same = last and last.sha256 == capture.sha256 and last.reader == work.reader
    return last if same else None


def _store(work: _Work, run: Run) -> None:
    try:
        with transaction.atomic():
            version = lock(work.row.market)
            loader = Loader(work.row, version, Keys.of(work.row.market), work.tally)
            for capture in work.captures:
                _store_capture(work, loader, capture)
            version.save()
            run.state = RunState.STORED
            run.pages = _statistics(work)
            run.save()
        work.data_version = version.digest
    except OutOfOrder as error:
        work.tally = Tally()
        run.state, run.pages = RunState.OPEN, {}
        problem = Problem("all pages", "pages in the order of their fetching", str(error), "replay")
        work.problems.append(problem)


def _store_capture(work: _Work, loader: Loader, capture: Capture) -> None:
    same = work.before.get(capture.pk)
    if same is None:
        loader.load(work.read[capture.pk].sheet)
        Capture.objects.filter(pk=capture.pk).update(reader=work.reader)
    elif same.pk != capture.pk:
        Capture.objects.filter(pk=capture.pk).update(reader=same.reader, shown=same.shown)


def _statistics(work: _Work) -> dict[str, dict[str, dict[str, str | int | None]]]:
    return {read.sheet.page: read.statistics for read in work.read.values()}


def _close(work: _Work, run: Run) -> CollectReport:
    if run.state != RunState.STORED:
        run.state = RunState.HELD_BACK if work.problems else RunState.FAILED
    run.finished_at = datetime.now(UTC)
    run.message = " ".join(str(problem) for problem in work.problems)
    report = _report(work, run)
    run.message, run.report = report.message, report.as_dict()
    run.save()
    _mark_source(work.row, report, run)
    return report


def _mark_source(row: Source, report: CollectReport, run: Run) -> None:
    row.state, row.message = report.source_state, report.message
    changed = ["state", "message"]
    if report.state is RunState.STORED:
        row.good_at = run.finished_at
        changed.append("good_at")
    row.save(update_fields=changed)


def _report(work: _Work, run: Run) -> CollectReport:
    refused = work.refused
    failures = [f"{page}: {state}: {message}" for page, (state, message) in work.failed.items()]
    message = "; ".join([*map(str, work.problems), *failures])
    return CollectReport(
        source=work.source.key,
        state=RunState(run.state),
        source_state=_state(work, run, refused),
        message=message,
        pages=tuple(_pages(work)),
        outcomes=counted(work.tally.outcomes),
        repeated=work.tally.repeated,
        refused_count=len(refused),
        refused=refusals(refused),
        data_version=work.data_version,
    )


def _state(work: _Work, run: Run, refused: list[Refused]) -> SourceState:
    """How the source is doing after this run; what the states mean stands in `SourceState`."""
    if run.state == RunState.STORED:
        return SourceState.DEGRADED if work.failed or refused else SourceState.OK
    if run.state == RunState.FAILED:
        states = sorted(state for state, _ in work.failed.values())
        return SourceState(states[0]) if states else SourceState.GONE
    return work.state


def _pages(work: _Work) -> Iterator[PageReport]:
    """A line for each capture; an archive's captures share a line for each outcome."""
    archives: dict[tuple[str, str], PageReport] = {}
    for line in _captured(work):
        if work.source.manifest.page(line.page).archive is None:
            yield line
            continue
        so_far = archives.get((line.page, line.outcome))
        rows = Counter(so_far.rows if so_far else {}) + Counter(line.rows)
        passed = Counter(so_far.passed if so_far else {}) + Counter(line.passed)
        archives[line.page, line.outcome] = replace(
            line, sha256=None, rows=dict(rows), passed=dict(passed)
        )
    yield from archives.values()
    for page, (state, message) in work.failed.items():
        yield PageReport(page, state, message=message)


def _captured(work: _Work) -> Iterator[PageReport]:
    spoken_of = {problem.page: str(problem) for problem in work.problems}
    for capture in work.captures:
        read = work.read.get(capture.pk)
        outcome = "held_back" if capture.page in spoken_of else "read"
        yield PageReport(
            page=capture.page,
            outcome="unchanged" if capture.pk in work.before else outcome,
            sha256=capture.sha256,
            rows=dict(read.census.rows) if read else {},
            message=spoken_of.get(capture.page, ""),
            passed=dict(read.census.passed) if read else {},
            standing={} if read else _standing(work, capture),
        )


def _standing(work: _Work, capture: Capture) -> dict[str, int]:
    """The records of a page whose bytes were read before; an archive's days are not told apart."""
    page = work.source.manifest.page(capture.page)
    if capture.pk not in work.before or page.archive is not None:
        return {}
    last = baseline(work.row.pk, work.source.manifest, page.key)
    return {kind: said["rows"] for kind, said in last.statistics.items()} if last else {}
