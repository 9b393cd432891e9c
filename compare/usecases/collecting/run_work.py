"""Reads what a run fetched and judges it: everything that is known before anything is written."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from compare.store.bodies import Damaged
from compare.store.models import Capture, Run, Source, SourceState
from compare.store.writers.load import Tally
from compare.usecases.collecting.expectations import (
    Problem,
    baseline,
    judge,
    judge_archive,
    judge_whole,
)
from compare.usecases.collecting.fetch_batch import Failure, state_of
from compare.usecases.collecting.read_capture import OnRows, Read, read_capture
from compare.usecases.collecting.reader_version import reader_version
from scrapers import catalogue
from scrapers.errors import ScrapeError
from scrapers.records import Refused

log = logging.getLogger(__name__)


@dataclass
class Work:
    """What is known of a run while it is worked on. `before` are unchanged captures, by id."""

    source: catalogue.Source
    row: Source
    reader: str
    failed: Mapping[str, Failure]
    captures: list[Capture] = field(default_factory=list)
    read: dict[int, Read] = field(default_factory=dict)
    before: dict[int, Capture] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    waits_for: str = ""
    tally: Tally = field(default_factory=Tally)
    data_version: str | None = None

    @property
    def refused(self) -> list[Refused]:
        """Every row that was not understood, or that another row contradicts."""
        return [row for read in self.read.values() for row in read.refused] + self.tally.refused

    @property
    def state(self) -> SourceState:
        """In which state the problems leave the source: the last page that is no page decides."""
        states = [each.state for each in self.problems if each.state != SourceState.HELD_BACK]
        return states[-1] if states else SourceState.HELD_BACK


def gather(run: Run, source: catalogue.Source) -> Work:
    """What the batches of a run fetched, and what they could not."""
    failed: dict[str, Failure] = {}
    ids: list[int] = []
    for batch in run.batches.order_by("number"):
        failed |= {page: tuple(said) for page, said in batch.failed.items()}
        ids += batch.captures
    work = Work(source, run.source, reader_version(source), failed)
    work.captures = list(Capture.objects.filter(pk__in=ids).order_by("fetched_at", "id"))
    return work


def read_all(work: Work, on_rows: OnRows | None, *, looked_at: bool) -> None:
    """Read every capture; judge what was read, unless a person has looked at the run."""
    for capture in work.captures:
        _read(work, capture, on_rows, looked_at=looked_at)
    if not looked_at:
        _judge_archives(work)
    whole = work.source.manifest.covered_by({each.page for each in work.captures})
    if not looked_at and not work.problems and whole:
        work.problems += judge_whole(work.source.manifest, _kinds(work))


def _kinds(work: Work) -> set[str]:
    """The kinds of record that stand on the pages of the run, unchanged ones included."""
    found = {kind for read in work.read.values() for kind in read.census.rows}
    for page in {each.page for each in work.before.values()}:
        found.update(_standing(work, page))
    return found


def _standing(work: Work, page: str) -> Iterable[str]:
    last = baseline(work.row.pk, work.source.manifest, page)
    return last.statistics if last else work.source.manifest.expect  # too long ago to know


def _read(work: Work, capture: Capture, on_rows: OnRows | None, *, looked_at: bool) -> None:
    """Read one capture, or note that the same bytes were read before."""
    same = _read_before(work, capture)
    if same:
        work.before[capture.pk] = same
        return
    read = _understood(work, capture, on_rows)
    if isinstance(read, Problem):
        work.problems.append(read)
        return
    work.read[capture.pk] = read
    if not looked_at and not work.source.manifest.page(capture.page).archive:
        before = baseline(work.row.pk, work.source.manifest, capture.page)
        work.problems += judge(work.source.manifest, capture.page, read, before)


def _judge_archives(work: Work) -> None:
    """The days of an archive are of any size: none is the measure of another, nor of all."""
    pages: dict[str, list[Read]] = defaultdict(list)
    for read in work.read.values():
        if work.source.manifest.page(read.sheet.page).archive:
            pages[read.sheet.page].append(read)
    for page, reads in pages.items():
        work.problems += judge_archive(work.source.manifest, page, reads)


def _understood(work: Work, capture: Capture, on_rows: OnRows | None) -> Read | Problem:
    page, at = capture.page, capture.pk
    try:
        return read_capture(capture, work.source, on_rows)
    except ScrapeError as error:
        words = error.expected, error.found, error.todo
        return Problem(page, *words, state=state_of(error), capture=at)
    except Damaged as error:
        return Problem(page, "the stored bytes", str(error), "restore them", capture=at)
    except Exception as error:  # a volunteer's parser may fail in any way; the rest goes on
        log.exception("the parser of %s failed on page %s", work.source.key, page)
        found = f"{type(error).__name__}: {error}"
        todo = f"mend {work.source.key}/parse.py"
        return Problem(page, "a parser that ends", found, todo, capture=at)


def _read_before(work: Work, capture: Capture) -> Capture | None:
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
