"""Why a worsening is not held against a provider: the law or the contract itself says it (domain 6.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from compare.values.terms import TermValue

LegalValue = tuple[date, TermValue]


@dataclass(frozen=True, slots=True)
class Indexation:
    """What a contract says of its own price: it rises by `percent` on this day of every year.

    `rounded_to` is the step to which prices are rounded.
    """

    percent: Decimal
    month: int
    day: int
    rounded_to: Decimal

    def times(self, after: date, no_later_than: date) -> int:
        """How often its day came, after one day and no later than another."""
        years = range(after.year, no_later_than.year + 1)
        days = [date(year, self.month, self.day) for year in years]
        return sum(after < day <= no_later_than for day in days)


def is_contractual(
    said: Indexation, old: Decimal, new: Decimal, after: date, no_later_than: date
) -> bool:
    """Whether a price is what the contract makes of the old one by then, to the rounding of both.

    A rise at another time or by another share is the provider's own.
    """
    times = said.times(after, no_later_than)
    factor = (1 + said.percent / 100) ** times
    rounding = said.rounded_to * (1 + factor) / 2
    return times > 0 and factor != 1 and abs(new - old * factor) <= rounding


def is_market_wide(
    law: Sequence[LegalValue],
    old: TermValue,
    new: TermValue,
    after: date,
    no_later_than: date,
) -> bool:
    """Whether a term went from one legal value to the next when the law did.

    `law` has the values that the law sets, each from its first day. A provider that goes to the legal
    value at any other time, or from a better one, does so by itself.
    """
    ordered = sorted(law, key=lambda each: each[0])
    return any(
        (before[1], then[1]) == (old, new) and after < then[0] <= no_later_than
        for before, then in pairwise(ordered)
    )
