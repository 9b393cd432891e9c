"""What a run found wrong, page by page: what was expected, what was found, what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from compare.store.models import SourceState
from compare.usecases.collecting.expectations import Problem
from compare.usecases.collecting.run_work import Work
from scrapers.records import Refused

# Where nothing came there is nothing to mend yet: hosts fall ill and recover by themselves.
NOT_HAD = (SourceState.GONE, SourceState.UNAVAILABLE, SourceState.BLOCKED)


@dataclass(frozen=True, slots=True)
class Trouble:
    """The causes on one page ("": the whole source). `capture` is what came, None where nothing did."""

    page: str
    state: SourceState
    expected: str
    found: str
    todo: str
    capture: int | None = None

    @property
    def mark(self) -> str:
        """The same for the same cause on the same page, whatever exactly was found."""
        said = "\0".join((self.page, self.state, self.expected))
        return blake2b(said.encode(), digest_size=16).hexdigest()


def troubles(work: Work) -> list[Trouble]:
    """Everything that keeps a source from being ok."""
    found = [
        Trouble(page, SourceState(state), expected, what, todo)
        for page, (state, expected, what, todo) in work.failed.items()
    ]
    return [*found, *_problems(work.problems), *_refused(work)]


def _problems(found: Iterable[Problem]) -> Iterator[Trouble]:
    """Problems of one capture of a page are one trouble with all its causes."""
    same: dict[tuple[str, SourceState, int | None], list[Problem]] = defaultdict(list)
    for each in found:
        same[each.page, each.state, each.capture].append(each)
    for (page, state, capture), several in same.items():
        expected, what, todo = (
            "; ".join(dict.fromkeys(getattr(each, name) for each in several))
            for name in ("expected", "found", "todo")
        )
        yield Trouble(page, state, expected, what, todo, capture)


def _refused(work: Work) -> Iterator[Trouble]:
    """Rows that were not understood, by page; rows that contradict each other are of no one page."""
    if work.problems:
        return
    pages: dict[str, list[tuple[int | None, Refused]]] = defaultdict(list)
    for capture, read in work.read.items():
        pages[read.sheet.page] += [(capture, row) for row in read.refused]
    if len(work.read) == 1:
        ((capture, read),) = work.read.items()
        pages[read.sheet.page] += [(capture, row) for row in work.tally.refused]
    else:
        pages[""] += [(None, row) for row in work.tally.refused]
    for page, rows in pages.items():
        if rows:
            capture, first = rows[0]
            found = (
                f"{len(rows)} refused, the first at {first.locator}: "
                f"expected {first.expected}, found {first.found}"
            )
            expected = "every row understood"
            yield Trouble(page, SourceState.DEGRADED, expected, found, first.todo, capture)
