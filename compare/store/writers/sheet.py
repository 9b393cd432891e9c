"""What one capture says, in flat rows that wait to be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from compare.store import times
from compare.store.writers.kinds import KINDS, Kind, Row
from compare.values.fact import Fact
from compare.values.span import Span

Names = dict[object, int]


@dataclass
class Sheet:
    """The facts of one capture. Keys of providers, plans and cells are numbered as they come.

    `capture` is the id of the stored capture, `fetched_at` its instant as an integer.
    """

    capture: int
    page: str
    fetched_at: int
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, Names] = field(
        default_factory=lambda: {"provider": {}, "plan": {}, "cell": {}}
    )

    def add_all(self, facts: Iterable[Fact]) -> None:
        """Take all facts in; they may come in any order."""
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        """Take one fact in."""
        kind = KINDS[type(fact)]
        seen = fact.seen
        self.rows[kind.name].append(
            (
                *self._numbered(kind, kind.series(fact)),
                *self._days(fact.valid),
                *kind.value(fact),
                self._instant(seen.known_from),
                seen.locator,
                seen.literal,
            )
        )

    def _numbered(self, kind: Kind, series: Row) -> Row:
        match kind.links:
            case ():
                return series
            case (link,):
                return self._number(link, series[0]), *series[1:]
            case (first, second):
                return self._number(first, series[0]), self._number(second, series[1])
        raise AssertionError(kind.links)

    def _number(self, link: str, name: object) -> int:
        names = self.names[link]
        return names.setdefault(name, len(names))

    def __post_init__(self) -> None:
        self._span: tuple[Span | None, tuple[int, int]] = (None, (0, 0))
        self._known: tuple[datetime | None, int] = (None, 0)

    # One capture has few spans and few instants, mostly the very same object row after row.

    def _days(self, span: Span) -> tuple[int, int]:
        if span is not self._span[0]:
            self._span = span, (times.day_number(span.start), times.day_number(span.end))
        return self._span[1]

    def _instant(self, instant: datetime) -> int:
        if instant is not self._known[0]:
            self._known = instant, times.instant_number(instant)
        return self._known[1]
