"""Weaves one sighting into what is stored of its series: the rules of design.md section 5.

Pure: rows in, steps out. A *change* is a new validity; a *correction* the same validity known
later; a *repair* the same bytes read better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from compare.store.times import OPEN
from compare.store.writers.kinds import Kind, Row

CAPTURE, ID = -2, -1
UNTIL = -3


class Outcome(StrEnum):
    """What a sighting did to the store."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    CORRECTED = "corrected"
    REPAIRED = "repaired"
    LATE = "late"  # an earlier claim about a validity, arriving after a later one


class OutOfOrder(ValueError):
    """A page without dates of its own was fetched before one that is stored already."""


@dataclass
class Steps:
    """What has to be written: rows to insert (with known_until and capture), ids to end.

    `close` holds (known_until, stored row), `retire` stored rows.
    """

    insert: list[Row] = field(default_factory=list)
    close: list[tuple[int, Row]] = field(default_factory=list)
    retire: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Weaver:
    """Weaves sightings of one capture. `fetched` tells when a capture was fetched, by its id."""

    kind: Kind
    capture: int
    fetched: Callable[[int], int]
    steps: Steps

    def weave(self, row: Row, stored: Sequence[Row]) -> Outcome:
        """Decide what a sighting does, and note it in `steps`.

        `stored` are the live rows of the same source and series, in any order.

        Raises:
            OutOfOrder: an open validity would begin before the one that is stored.
        """
        at = self.kind.valid_at
        open_ended = row[at + 1] == OPEN
        rivals = [
            held
            for held in stored
            if held[at + 1] == row[at + 1] and (open_ended or held[at] == row[at])
        ]
        current = next((held for held in rivals if held[UNTIL] is None), None)
        if current is None:
            return self._insert(row, Outcome.NEW)
        if row[at] < current[at]:
            raise OutOfOrder
        if self._same(row, current):
            return Outcome.UNCHANGED
        if row[at] > current[at]:
            return self._change(row, current)
        return self._correct(row, current, rivals)

    def _change(self, row: Row, current: Row) -> Outcome:
        """The old validity ends where the new one begins; before that, it was known as open."""
        at, known = self.kind.valid_at, row[self.kind.known_at]
        past = (*current[: at + 1], row[at], *current[at + 2 : UNTIL])
        past = self._known_from(past, known)
        self.steps.close.append((known, current))
        self.steps.insert.append((*past, None, current[CAPTURE]))
        return self._insert(row, Outcome.CHANGED)

    def _correct(self, row: Row, current: Row, rivals: Sequence[Row]) -> Outcome:
        known, was_known = row[self.kind.known_at], current[self.kind.known_at]
        if current[CAPTURE] == self.capture:
            self.steps.retire.append(current)
            return self._insert(row, Outcome.REPAIRED)
        fetched = self.fetched(self.capture)
        if fetched < self.fetched(current[CAPTURE]):
            return self._late(row, was_known, rivals)
        later = known if known > was_known else fetched
        if later <= was_known:
            self.steps.retire.append(current)
            return self._insert(row, Outcome.CORRECTED)
        self.steps.close.append((later, current))
        return self._insert(self._known_from(row, later), Outcome.CORRECTED)

    def _late(self, row: Row, was_known: int, rivals: Sequence[Row]) -> Outcome:
        known_at = self.kind.known_at
        known = row[known_at]
        told = any(
            self._same(row, held) and held[known_at] <= known < (held[UNTIL] or was_known)
            for held in rivals
        )
        if told or known >= was_known:
            return Outcome.LATE
        self.steps.insert.append((*row, was_known, self.capture))
        return Outcome.LATE

    def _insert(self, row: Row, outcome: Outcome) -> Outcome:
        self.steps.insert.append((*row, None, self.capture))
        return outcome

    def _same(self, row: Row, held: Row) -> bool:
        return bool(row[self.kind.value_slice] == held[self.kind.value_slice])

    def _known_from(self, row: Row, instant: int) -> Row:
        return (*row[: self.kind.known_at], instant, *row[self.kind.known_at + 1 :])
