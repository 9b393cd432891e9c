"""Published figures with their counts, each tied to its measure.

An uphold rate is of resolved cases, an acceptance rate of registered claims, an index of premium:
the denominators differ, so that figures of different measures never meet in one comparison.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from compare.quality.intervals import (
    Interval,
    check_proportion,
    check_rate,
    poisson_ratio,
    wilson,
)


class Kind(StrEnum):
    """How a measure counts: k of n, events over exposure, or a published band."""

    PROPORTION = "proportion"
    RATE = "rate"
    BAND = "band"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure measures, as the market's definition says.

    `delta` is the smallest difference that matters: a share (0.05) for proportions, a ratio (1.25)
    for rates; bands have none. `least` is what a comparison needs at least on either side: trials
    of a proportion (30), events of a rate expected at the market's own rate (5). `numerator` and
    `denominator` say in words what is counted.
    """

    key: str
    kind: Kind
    numerator: str
    denominator: str
    higher_is_better: bool
    delta: float | None = None
    least: float | None = None

    def __post_init__(self) -> None:
        if self.kind is Kind.RATE and self.smallest_difference <= 1:
            raise ValueError(f"{self.key}: expected a ratio above 1 as delta, found {self.delta}")
        if self.kind is Kind.PROPORTION and not 0 < self.smallest_difference < 1:
            raise ValueError(f"{self.key}: expected a delta between 0 and 1, found {self.delta}")

    @property
    def smallest_difference(self) -> float:
        """The smallest difference that matters, by default that of domain 3.5."""
        default = 1.25 if self.kind is Kind.RATE else 0.05
        return default if self.delta is None else self.delta

    @property
    def needed(self) -> float:
        """What a comparison needs on either side, by default that of domain 3.5."""
        default = 5.0 if self.kind is Kind.RATE else 30.0
        return default if self.least is None else self.least


@dataclass(frozen=True, slots=True)
class Figure:
    """One provider's counts for one measure, line of business and period.

    Raises:
        ValueError: the counts do not fit the measure (k outside 0..n, nothing exposed, a band).
    """

    provider: str
    measure: Measure
    numerator: int
    denominator: float
    group: str = ""
    period: str = ""

    def __post_init__(self) -> None:
        if self.measure.kind is Kind.BAND:
            raise ValueError(f"{self.measure.key}: expected counts, but only bands are published")
        if self.measure.kind is Kind.RATE:
            check_rate(self.numerator, self.denominator)
        else:
            check_proportion(self.numerator, self.trials)

    @property
    def trials(self) -> int:
        """The denominator of a proportion as a count.

        Raises:
            ValueError: it is not a whole number.
        """
        if self.denominator != int(self.denominator):
            raise ValueError(f"{self.measure.key}: expected whole trials, found {self.denominator}")
        return int(self.denominator)

    @property
    def interval(self) -> Interval:
        """The figure with its 95 % interval: Wilson, or exact Poisson."""
        if self.measure.kind is Kind.RATE:
            return poisson_ratio(self.numerator, self.denominator)
        return wilson(self.numerator, self.trials)


@dataclass(frozen=True, slots=True)
class Band:
    """A published band of a share, `low` to `high`. It never becomes a point.

    Raises:
        ValueError: not 0 <= low < high.
    """

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.low < self.high:
            raise ValueError(f"expected a band from low to high, found {self.low} to {self.high}")

    @property
    def width(self) -> Decimal:
        """How wide the band is."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class BandFigure:
    """One provider's published band for one measure, line of business and period.

    Raises:
        ValueError: the measure is published with counts.
    """

    provider: str
    measure: Measure
    band: Band
    group: str = ""
    period: str = ""

    def __post_init__(self) -> None:
        if self.measure.kind is not Kind.BAND:
            raise ValueError(f"{self.measure.key}: expected a measure published in bands")


def check_same(first: Figure, second: Figure) -> None:
    """Raise ValueError unless both figures measure the same thing over the same period."""
    if first.measure != second.measure:
        raise ValueError(
            f"cannot compare {first.measure.key} (of {first.measure.denominator}) with "
            f"{second.measure.key} (of {second.measure.denominator}): compare one measure at a time"
        )
    if (first.group, first.period) != (second.group, second.period):
        raise ValueError(
            f"cannot compare {first.group} {first.period} with {second.group} {second.period}: "
            "compare figures of one line of business and period"
        )
