"""How much a provider's prices rose between two days: the median over the plans priced on both.

What was sold on one of the days only says nothing about a rise. Each plan counts once, with the median
of its cells: it is a list of prices, not of customers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

Pair = tuple[int, int]  # the price of one plan in one cell before and after, in the same unit


@dataclass(frozen=True, slots=True)
class PriceRise:
    """The rises of `matched` plans as shares (0.06 is 6 % more): the middle one and the outer two."""

    matched: int
    median: Decimal
    least: Decimal
    most: Decimal


def price_rise(plans: Iterable[Iterable[Pair]]) -> PriceRise | None:
    """The rise over plans, each with its prices in one cell or more; None where there are none.

    Raises:
        ValueError: a price before is not above zero.

    >>> price_rise([[(100, 106)], [(200, 208), (100, 104)], [(50, 55)]]).median
    Decimal('0.06')
    """
    rises = [Decimal(median(_share(*pair) for pair in pairs)) for pairs in plans]
    if not rises:
        return None
    return PriceRise(len(rises), Decimal(median(rises)), min(rises), max(rises))


def _share(before: int, after: int) -> Decimal:
    if before <= 0:
        raise ValueError(f"expected a price above zero, found {before}")
    return Decimal(after - before) / Decimal(before)
