"""Where the marks of the drawings of changes stand. Numbers only: the template draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from compare.store.selectors.changes import DatedRow
from compare.usecases.changes.provider_history import PriceMove

WIDTH, HALF, BAR = 600, 60, 100
TENTH = Decimal("0.1")
MOST_MARKS = 400


@dataclass(frozen=True, slots=True)
class Bars:
    """Before and after as two bars of at most BAR: what shrank is seen to be shorter."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The changes of one day: how many got better and worse, and how high their bars are."""

    day: str
    x: str
    better: int
    worse: int
    neither: int
    up: str
    down: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Bars above the line for the better, below for the worse; `years` are where each begins."""

    width: int
    half: int
    marks: tuple[Mark, ...]
    years: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """Prices of a provider and of all others, each as 100 on the first day; points as SVG wants them."""

    own: str
    others: str
    low: str
    high: str
    base: str
    first: str
    last: str


def bars(old: str, new: str) -> Bars | None:
    """The bars of two numbers; None where either is no number, or none is above nought."""
    try:
        one, other = Decimal(old), Decimal(new)
    except InvalidOperation:
        return None
    most = max(one, other)
    if most <= 0 or min(one, other) < 0 or not most.is_finite():
        return None
    return Bars(*(f"{(value / most * BAR).quantize(TENTH)}" for value in (one, other)))


def time_line(changes: Iterable[DatedRow], since: date, until: date) -> TimeLine | None:
    """The changes of one provider along the days; None where there are none."""
    counted: dict[date, Counter[str]] = {}
    for change in changes:
        counted.setdefault(change.no_later_than, Counter())[change.direction] += 1
    if not counted:
        return None
    most = max(max(day["better"], day["worse"]) for day in counted.values()) or 1
    span = max((until - since).days, 1)

    def height(count: int) -> str:
        return f"{Decimal(count) / most * (HALF - 8):.1f}"

    marks = tuple(
        Mark(
            day.isoformat(),
            f"{WIDTH * (day - since).days / span:.1f}",
            found["better"],
            found["worse"],
            found["neither"],
            height(found["better"]),
            height(found["worse"]),
        )
        for day, found in sorted(counted.items())[-MOST_MARKS:]
    )
    years = tuple(
        (year, f"{WIDTH * (date(year, 1, 1) - since).days / span:.1f}")
        for year in range(since.year + 1, until.year + 1)
        if date(year, 1, 1) < until
    )
    return TimeLine(WIDTH, HALF, marks, years)


def levels(moves: Sequence[PriceMove]) -> Levels | None:
    """The two lines; None where there is no move, or nobody to compare with."""
    if not moves or any(move.others is None for move in moves):
        return None
    start, end = moves[0].before, moves[-1].after
    span = max((end - start).days, 1)
    own, others = [Decimal(100)], [Decimal(100)]
    for move in moves:
        own.append(own[-1] * (1 + move.own.change))
        if move.others is not None:
            others.append(others[-1] * (1 + move.others.change))
    low, high = min(*own, *others), max(*own, *others)
    room = max(high - low, Decimal(1))
    days = [start, *(move.after for move in moves)]

    def y(value: Decimal) -> str:
        return f"{(high - value) / room * (2 * HALF):.1f}"

    def points(values: Sequence[Decimal]) -> str:
        x = (f"{WIDTH * (day - start).days / span:.1f}" for day in days)
        return " ".join(f"{at},{y(value)}" for at, value in zip(x, values, strict=True))

    return Levels(
        points(own),
        points(others),
        f"{low:.0f}",
        f"{high:.0f}",
        y(Decimal(100)),
        start.isoformat(),
        end.isoformat(),
    )
