"""What the same offers cost then and now: a provider against the market over the same dates (6.2).

The level is the sum of the prices that a provider asked on both days for the same plans in the same
cells; what was sold on one of the days only says nothing about a change. Each priced cell counts the
same: it is a list of prices, not of customers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ALIKE = Decimal("0.01")  # of a year's price: below it a difference is minor (domain 6.2)


class Standing(StrEnum):
    """How a provider's prices moved beside those of the market."""

    MORE = "more"
    AS_GENERAL = "as_general"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class PriceLevel:
    """The prices of the same `offers` on two days, added up, in micros of one currency.

    Raises:
        ValueError: no offers, or sums that are not above zero.
    """

    offers: int
    before: int
    after: int

    def __post_init__(self) -> None:
        if self.offers < 1 or min(self.before, self.after) <= 0:
            raise ValueError(
                f"expected prices above zero of one offer or more, found {self.before} and "
                f"{self.after} of {self.offers}"
            )

    @property
    def change(self) -> Decimal:
        """The rise as a share: 0.04 is 4 % more."""
        return Decimal(self.after) / Decimal(self.before) - 1


def standing(own: Decimal, market: Decimal, alike: Decimal = ALIKE) -> Standing:
    """Whether a provider's prices rose more or less than the market's, or as general prices did.

    Both rises are shares. Within one per cent of a year's price, on either side, they moved as
    general prices; `alike` is that share.

    Raises:
        ValueError: `alike` is below zero.

    >>> standing(Decimal("0.061"), Decimal("0.058")).value
    'as_general'
    """
    if alike < 0:
        raise ValueError(f"expected a share of zero or more, found {alike}")
    apart = own - market
    if abs(apart) <= alike:
        return Standing.AS_GENERAL
    return Standing.MORE if apart > 0 else Standing.LESS


def mean_change(
    levels: Mapping[str, PriceLevel], weights: Mapping[str, Decimal] | None = None
) -> Decimal | None:
    """The mean rise over providers: each counts the same, or by its weight.

    With `weights` (customers) those without one are left out; None where nobody is left.
    """
    counted = {key: Decimal(1) if weights is None else weights.get(key) for key in levels}
    known = {key: weight for key, weight in counted.items() if weight}
    total = sum(known.values(), Decimal(0))
    if not total:
        return None
    return sum((levels[key].change * known[key] for key in known), Decimal(0)) / total
