"""How a plan's prices moved, over all the cells in which it is sold (domain 6.2: price_up)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare.track.change import Toward
from compare.track.events import EventType, Severity, Worsening, severity

PRICE_DOWN = "price_down"


@dataclass(frozen=True, slots=True)
class Step:
    """One cell's price before and after, in micros; `place` tells the cells apart."""

    old: int
    new: int
    place: int

    @property
    def ratio(self) -> Decimal:
        """New over old."""
        return Decimal(self.new) / Decimal(self.old)


@dataclass(frozen=True, slots=True)
class Moved:
    """The middle step of a plan's cells: what is said of the plan as a whole."""

    step: Step
    kind: str
    direction: Toward
    magnitude: Decimal
    severity: Severity


def moved(steps: Sequence[Step]) -> Moved | None:
    """The cell whose price rose by the median share (the lower one of two), and what that is.

    None where the middle cell did not move, or no cell has a price above nought to compare with.
    """
    ordered = sorted((s for s in steps if s.old > 0), key=lambda step: (step.ratio, step.place))
    if not ordered:
        return None
    middle = ordered[(len(ordered) - 1) // 2]
    size = abs(middle.ratio - 1)
    if size == 0:
        return None
    if middle.new < middle.old:
        return Moved(middle, PRICE_DOWN, Toward.BETTER, size, Severity.UNRATED)
    grave = severity(
        Worsening(EventType.PRICE_UP, annual_impact=size, annual_price=Decimal(1))
    )  # a year's price rises by this very share
    return Moved(middle, EventType.PRICE_UP, Toward.WORSE, size, grave)
