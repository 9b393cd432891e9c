"""What one capture says, in flat rows that wait to be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from compare.store import times
from compare.store.writers.kinds import KINDS, Kind, Names, Row
from compare.values.fact import Fact
from compare.values.span import Span


@dataclass
class Sheet:
    """The facts of one capture, by kind and frame, in the order in which they came.

    `capture` is the id of the stored capture.
    """

    capture: int
    page: str
    rows: dict[str, dict[Row, list[Row]]] = field(default_factory=lambda: defaultdict(dict))
    names: Names = field(default_factory=Names)

    def add_all(self, facts: Iterable[Fact]) -> None:
        """Take facts in; they may come in any order and at any time."""
        names, rows = self.names, []
        kind, valid, known, common = next(iter(KINDS.values())), None, None, None
        said = kind.said
        for fact in facts:
            seen = fact.seen
            # Most facts share these very objects with the one before; the rest are looked up.
            if (
                KINDS[type(fact)] is not kind
                or fact.valid is not valid
                or seen.known_from is not known
                or kind.common(fact) != common
            ):
                kind, valid, known = KINDS[type(fact)], fact.valid, seen.known_from
                common, said = kind.common(fact), kind.said
                rows = self._frame(kind, valid, known, common)
            rows.append((*said(fact, names), seen.locator, seen.literal))

    def _frame(self, kind: Kind, valid: Span, known: datetime, common: Row) -> list[Row]:
        days = times.day_number(valid.start), times.day_number(valid.end)
        frame = (*days, times.instant_number(known), *map(str, common))
        return self.rows[kind.name].setdefault(frame, [])

    def count(self, kind: str) -> int:
        """How many facts of this kind there are."""
        return sum(map(len, self.rows[kind].values()))
