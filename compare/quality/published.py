"""Does a published value agree with the counts that are printed beside it?

Printed numbers are rounded. How far is seen from the numbers themselves: a column of one period
is as fine as its finest value. What even the rounding of all three cannot explain is flagged, and
nothing is mended: the publisher may mean something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HALF = Decimal("0.5")


class Agreement(StrEnum):
    """How a published value stands to its own counts."""

    AGREES = "agrees"
    ROUNDED = "rounded"  # explained by the rounding of what it is counted against
    DIFFERS = "differs"
    NO_COUNTS = "no_counts"


@dataclass(frozen=True, slots=True)
class Printed:
    """One row: the value with its counts, None where they are not published."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


@dataclass(frozen=True, slots=True)
class Rounding:
    """Half a unit of the last place of each column."""

    value: Decimal
    denominator: Decimal

    @classmethod
    def of(cls, rows: Iterable[Printed]) -> Rounding:
        """The rounding of a table, by its finest printed numbers."""
        rows = list(rows)
        return cls(
            _half_unit(row.value for row in rows), _half_unit(row.denominator for row in rows)
        )


def agreement(row: Printed, rounding: Rounding, per: Decimal = Decimal(1)) -> Agreement:
    """Whether the value is numerator / denominator x per, as far as rounding lets one see."""
    if row.value is None or row.numerator is None or not row.denominator:
        return Agreement.NO_COUNTS
    if abs(row.numerator / row.denominator * per - row.value) <= rounding.value:
        return Agreement.AGREES
    most, least = row.denominator + rounding.denominator, row.denominator - rounding.denominator
    below = row.numerator / most * per - rounding.value
    above = row.numerator / least * per + rounding.value if least > 0 else None
    within = below <= row.value and (above is None or row.value <= above)
    return Agreement.ROUNDED if within else Agreement.DIFFERS


def _half_unit(numbers: Iterable[Decimal | None]) -> Decimal:
    return HALF.scaleb(-max((_decimals(n) for n in numbers if n is not None), default=0))


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
