"""Who falls short of a stated minimum standard: what tells alike and fine from alike and poor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from compare.quality.figures import Figure


@dataclass(frozen=True, slots=True)
class Standard:
    """The least that a measure should reach, and who says so."""

    measure: str
    least: float
    reference: str


class Level(StrEnum):
    """Alike and fine reads differently from alike and poor."""

    FINE = "fine"
    MIXED = "mixed"
    POOR = "poor"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class BelowStandard:
    """Of `providers` with a figure, `below` lie under the standard with their whole interval."""

    below: int
    providers: int

    @property
    def level(self) -> Level:
        """Fine: nobody is clearly below. Poor: at least half are."""
        if self.below == 0:
            return Level.FINE
        return Level.POOR if 2 * self.below >= self.providers else Level.MIXED


def below_standard(figures: Sequence[Figure], standard: Standard) -> BelowStandard:
    """Count the providers whose whole 95 % interval is on the wrong side of the standard.

    Raises:
        ValueError: no provider has a figure for the measure.
    """
    group = [figure for figure in figures if figure.measure.key == standard.measure]
    if not group:
        raise ValueError(f"expected figures for {standard.measure!r}, found none")
    return BelowStandard(sum(_falls_short(figure, standard) for figure in group), len(group))


def _falls_short(figure: Figure, standard: Standard) -> bool:
    interval = figure.interval
    if figure.measure.higher_is_better:
        return interval.high < standard.least
    return interval.low > standard.least
