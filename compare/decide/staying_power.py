"""How long a price lead lasts in a market's own history (domain 4.1, staying power)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from compare.quality.intervals import wilson

Period = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class StayingPower:
    """Of `leads` cheapest offers, `kept` were within theta of the cheapest a period later.

    `low` and `high` are the 95 % Wilson limits of the share.
    """

    kept: int
    leads: int
    share: Decimal
    low: Decimal
    high: Decimal

    @property
    def tells(self) -> bool:
        """Whether more than one lead was followed: one is too little to tell anything."""
        return self.leads > 1


def staying_power(periods: Sequence[Period], theta: Decimal) -> StayingPower | None:
    """The share of leaders that still led, or nearly, one period later.

    Each period holds one price per offer, of one length and currency; oldest first. An offer that
    is no longer sold did not keep its lead; several cheapest offers are several leads. None where
    the history holds no two periods.

    Raises:
        ValueError: a period without prices.
    """
    if any(not period for period in periods):
        raise ValueError("expected prices in every period of the history, found one without")
    kept = [
        leader in after and after[leader] < min(after.values()) + theta
        for before, after in pairwise(periods)
        for leader in _leaders(before)
    ]
    if not kept:
        return None
    limits = wilson(sum(kept), len(kept))
    return StayingPower(
        kept=sum(kept),
        leads=len(kept),
        share=Decimal(sum(kept)) / len(kept),
        low=Decimal(str(limits.low)),
        high=Decimal(str(limits.high)),
    )


def _leaders(period: Period) -> list[str]:
    least = min(period.values())
    return [offer for offer, price in period.items() if price == least]
