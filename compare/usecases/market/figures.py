"""Published figures as comparisons read them: by measure, line of business and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from compare.markets import loader
from compare.markets.definition import Market
from compare.markets.parts import Measure as StatedMeasure
from compare.quality.figures import Figure, Kind, Measure
from compare.quality.pooling import Period, pooled, repeats
from compare.quality.published import Agreement, Printed, Rounding, agreement
from compare.store.selectors import figures, versions
from compare.store.selectors.figures import FigureRow

KEPT = 64


@dataclass(frozen=True)
class Series:
    """One measure of one line of business: all rows, and those by which providers are compared.

    A provider that the publisher prints several times in a period is not compared in it: nobody
    says which of the rows holds.
    """

    stated: StatedMeasure
    group: str
    rows: tuple[FigureRow, ...]

    @cached_property
    def periods(self) -> Mapping[str, Period]:
        """The comparable figures of each period, the earliest first; empty without counts."""
        if not self.stated.counted:
            return {}
        measure = engine_measure(self.stated)
        found: dict[str, list[Figure]] = {label(row): [] for row in self.rows}
        for row in self.rows:
            if not row.part and (figure := _figure(row, measure)) is not None:
                found[label(row)].append(figure)
        return {period: tuple(some) for period, some in found.items()}

    @cached_property
    def repeated(self) -> Mapping[str, str]:
        """Periods that repeat an earlier one count by count, each with that one."""
        return repeats(list(self.periods.values()))

    @cached_property
    def counted(self) -> Mapping[str, Period]:
        """The periods that count: those that repeat none."""
        return {label: some for label, some in self.periods.items() if label not in self.repeated}

    @property
    def apart(self) -> tuple[FigureRow, ...]:
        """Rows of which the publisher prints several for one provider and period."""
        return tuple(row for row in self.rows if row.part)

    @cached_property
    def agreements(self) -> Mapping[int, Agreement]:
        """How each row's value stands to its own counts, by the row's number."""
        by_period: dict[str, list[FigureRow]] = defaultdict(list)
        for row in self.rows:
            by_period[label(row)].append(row)
        found = {}
        for rows in by_period.values():
            rounding = Rounding.of(map(_printed, rows))
            for row in rows:
                found[row.id] = agreement(_printed(row), rounding, self.stated.per)
        return found

    @property
    def differing(self) -> tuple[FigureRow, ...]:
        """Rows whose published value their own counts do not give, however they were rounded."""
        return tuple(row for row in self.rows if self.agreements[row.id] is Agreement.DIFFERS)

    def pool(self, last: int | None = None) -> Period:
        """The last periods that count as one; all of them without a number."""
        counted = list(self.counted.values())
        return pooled(counted if last is None else counted[-last:])


def series(market: Market, day: date, known_at: datetime | None) -> tuple[Series, ...]:
    """Everything that was published of a market's measures for periods begun by `day`."""
    return _series(market.key, versions.state(market.key), day, known_at)


@lru_cache(maxsize=KEPT)
def _series(
    key: str, held: tuple[str, int], day: date, known_at: datetime | None
) -> tuple[Series, ...]:
    del held  # another state of the data is another list
    measures = {measure.key: measure for measure in loader.load(key).quality.measure}
    found: dict[tuple[str, str], list[FigureRow]] = defaultdict(list)
    for row in figures.published(key, day, known_at) if measures else ():
        if row.measure in measures:
            found[row.measure, row.group].append(row)
    return tuple(
        Series(measures[measure], group, tuple(rows)) for (measure, group), rows in found.items()
    )


def agreements(market: Market, day: date, known_at: datetime | None) -> Mapping[int, Agreement]:
    """How the value of each row of a market stands to its own counts, by the row's number."""
    return {
        number: found
        for one in series(market, day, known_at)
        for number, found in one.agreements.items()
    }


def for_answers(market: Market, day: date, known_at: datetime | None) -> tuple[Figure, ...]:
    """The counts behind each provider's quality measures, over as many periods as is stated."""
    every = (one for one in series(market, day, known_at) if one.stated.counted)
    return tuple(figure for one in every for figure in recent(one))


def recent(one: Series) -> Period:
    """What answers use: those of the last `pooled` periods that count, at least one."""
    last = list(one.periods)[-one.stated.pooled :]
    return one.pool(max(1, sum(period in one.counted for period in last)))


def label(row: FigureRow) -> str:
    """A period's name: its year where it is a calendar year, else its first day."""
    start, end = row.valid_from, row.valid_to
    whole = end == date(start.year + 1, 1, 1) and (start.month, start.day) == (1, 1)
    return str(start.year) if whole else start.isoformat()


def engine_measure(stated: StatedMeasure) -> Measure:
    """A measure as the engine reads it: an index is a rate whose exposure are expected events."""
    return Measure(
        key=stated.key,
        kind=Kind.PROPORTION if stated.kind == "proportion" else Kind.RATE,
        numerator=stated.numerator.in_("en"),
        denominator=stated.denominator.in_("en"),
        higher_is_better=stated.good == "higher",
        delta=None if stated.smallest_difference is None else float(stated.smallest_difference),
    )


def _figure(row: FigureRow, measure: Measure) -> Figure | None:
    """The row's counts, None where it has none that can be compared."""
    if row.numerator is None or row.denominator is None:
        return None
    if row.numerator < 0 or row.numerator != int(row.numerator) or row.denominator <= 0:
        return None
    return Figure(
        row.provider, measure, int(row.numerator), float(row.denominator), row.group, label(row)
    )


def _printed(row: FigureRow) -> Printed:
    return Printed(row.value, row.numerator, row.denominator)
