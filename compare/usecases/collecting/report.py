"""What a collection did, for the command line, the run's row and the page of sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from compare.store.models import RunState, SourceState
from compare.store.writers.history import Outcome
from scrapers.records import Refused

SAMPLES = 20


@dataclass(frozen=True, slots=True)
class PageReport:
    """One page: what it is called, what came, how many records of each kind were read.

    `outcome` is read, unchanged (the same bytes were read before by the same reader), held_back,
    or the state in which the fetch ended. `passed` counts the rows that say nothing, by reason.
    `standing` counts the records of an unchanged page, as they were when its bytes were read.
    """

    page: str
    outcome: str
    sha256: str | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    message: str = ""
    passed: Mapping[str, int] = field(default_factory=dict)
    standing: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What one run did. `outcomes` counts facts: new, unchanged, changed, corrected, …

    `refused` holds the first rows that could not be read; `refused_count` counts them all.
    `repeated` are facts that one capture stated more than once.
    """

    source: str
    state: RunState
    source_state: SourceState
    message: str
    pages: tuple[PageReport, ...]
    outcomes: Mapping[str, int]
    repeated: int
    refused_count: int
    refused: tuple[Refused, ...]
    data_version: str | None

    @property
    def held_back(self) -> bool:
        """Whether nothing of the run was made visible, although pages came."""
        return self.state is RunState.HELD_BACK

    @property
    def rows_read(self) -> int:
        """How many records the parser gave."""
        return sum(sum(page.rows.values()) for page in self.pages)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> CollectReport:
        """The report that `as_dict` gave."""
        parts = {
            "state": RunState(said["state"]),
            "source_state": SourceState(said["source_state"]),
            "pages": tuple(PageReport(**page) for page in said["pages"]),
            "refused": tuple(Refused(**row) for row in said["refused"]),
        }
        return cls(**{**said, **parts})


def refusals(refused: list[Refused]) -> tuple[Refused, ...]:
    """Samples of what was refused: the first of each reason, then the first of all."""
    reasons: Counter[tuple[str, str]] = Counter()
    first, others = [], []
    for row in refused:
        reason = row.expected, row.found
        (others if reasons[reason] else first).append(row)
        reasons[reason] += 1
    return tuple(
        Refused(row.locator, row.expected, row.found, row.todo)
        for row in (first + others)[:SAMPLES]
    )


def counted(outcomes: Counter[Outcome]) -> dict[str, int]:
    """Every outcome with its count, nought included."""
    return {outcome.value: outcomes[outcome] for outcome in Outcome}
