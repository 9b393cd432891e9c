"""Weaves one sighting into what is stored of its series: the rules of design.md section 5.

Pure: rows in, steps out. A *change* is a new validity, a *correction* the same validity known
later, a *repair* the same bytes read better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from compare.store.times import OPEN
from compare.store.writers.kinds import KNOWN_FROM, VALID_FROM, VALID_TO, Kind, Row

UNTIL, CAPTURE, ID = -3, -2, -1  # places in a stored row


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


@dataclass(slots=True)
class Steps:
    """What has to be written: whole rows without id to insert, stored rows to end.

    `close` pairs the new known_until with a stored row; `retire` are rows that were never true.
    """

    insert: list[Row] = field(default_factory=list)
    close: list[tuple[int, Row]] = field(default_factory=list)
    retire: list[Row] = field(default_factory=list)


class Captured(NamedTuple):
    """When a capture was fetched, as an integer, and the hash of its bytes."""

    fetched_at: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Weaver:
    """Weaves the sightings of one capture. `captured` knows captures by their ids."""

    kind: Kind
    capture: int
    captured: Callable[[int], Captured]
    steps: Steps = field(default_factory=Steps)

    def weave(self, row: Row, frame: Row, stored: Sequence[Row]) -> Outcome:
        """Decide what a sighting does, and note it in `steps`.

        `stored` are the live rows of the same source and series, in any order.

        Raises:
            OutOfOrder: an open validity would begin before the one that is stored.
        """
        rivals = [held for held in stored if self._rival(frame, self._frame(held))]
        current = next((held for held in rivals if held[UNTIL] is None), None)
        if current is None:
            return self._insert(row, frame, Outcome.NEW)
        since = self._frame(current)[VALID_FROM]
        if frame[VALID_FROM] < since:
            raise OutOfOrder
        if self._same(row, frame, current):
            return Outcome.UNCHANGED
        if self.captured(current[CAPTURE]).sha256 == self.captured(self.capture).sha256:
            return self._repair(row, frame, current)
        if frame[VALID_FROM] > since:
            return self._change(row, frame, current)
        return self._correct(row, frame, current, rivals)

    def _change(self, row: Row, frame: Row, current: Row) -> Outcome:
        """The old validity ends where the new one begins; until then it was known as open."""
        was, known = self._frame(current), frame[KNOWN_FROM]
        ended = (was[VALID_FROM], frame[VALID_FROM], known, *was[KNOWN_FROM + 1 :])
        self.steps.close.append((known, current))
        said = current[: self.kind.framed.start]
        self.steps.insert.append((*said, *ended, None, current[CAPTURE]))
        return self._insert(row, frame, Outcome.CHANGED)

    def _repair(self, row: Row, frame: Row, current: Row) -> Outcome:
        """The same bytes, read better: what was misread was never true, nor known later."""
        was = self._frame(current)
        self.steps.retire.append(current)
        repaired = (*was[: KNOWN_FROM + 1], *frame[KNOWN_FROM + 1 :])
        return self._insert(row, repaired, Outcome.REPAIRED)

    def _correct(self, row: Row, frame: Row, current: Row, rivals: Sequence[Row]) -> Outcome:
        known, was_known = frame[KNOWN_FROM], self._frame(current)[KNOWN_FROM]
        fetched = self.captured(self.capture).fetched_at
        if fetched < self.captured(current[CAPTURE]).fetched_at:
            return self._late(row, frame, was_known, rivals)
        later = known if known > was_known else fetched
        if later <= was_known:
            self.steps.retire.append(current)
            return self._insert(row, frame, Outcome.CORRECTED)
        self.steps.close.append((later, current))
        corrected = (*frame[:KNOWN_FROM], later, *frame[KNOWN_FROM + 1 :])
        return self._insert(row, corrected, Outcome.CORRECTED)

    def _late(self, row: Row, frame: Row, was_known: int, rivals: Sequence[Row]) -> Outcome:
        known = frame[KNOWN_FROM]
        told = any(
            self._same(row, frame, held)
            and self._frame(held)[KNOWN_FROM] <= known < (held[UNTIL] or was_known)
            for held in rivals
        )
        if not told and known < was_known:
            self.steps.insert.append((*row, *frame, was_known, self.capture))
        return Outcome.LATE

    def _insert(self, row: Row, frame: Row, outcome: Outcome) -> Outcome:
        self.steps.insert.append((*row, *frame, None, self.capture))
        return outcome

    def _rival(self, frame: Row, held: Row) -> bool:
        """Whether both speak of the same validity: the same period, or an open one."""
        ends = frame[VALID_TO]
        return held[VALID_TO] == ends and (ends == OPEN or held[VALID_FROM] == frame[VALID_FROM])

    def _same(self, row: Row, frame: Row, held: Row) -> bool:
        value = self.kind.told
        shared = slice(KNOWN_FROM + 1, None)
        return bool(row[value] == held[value] and frame[shared] == self._frame(held)[shared])

    def _frame(self, held: Row) -> Row:
        return held[self.kind.framed]
