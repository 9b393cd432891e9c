"""How far apart prices for the same risk lie, and whom a move would help (domain 4.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Like-for-like prices of one risk profile, in one currency and period.

    `cv` is the standard deviation (n - 1) over the mean; `gain_from_search` the mean less the
    lowest: what looking around is worth to somebody who would else take any offer;
    `range_share` the distance of highest and lowest over the lowest.
    """

    count: int
    mean: Decimal
    lowest: Decimal
    cv: Decimal
    gain_from_search: Decimal
    gain_share: Decimal
    range_share: Decimal


def dispersion(prices: Sequence[Decimal]) -> Dispersion:
    """Price dispersion of quotes for one risk profile (domain 4.3).

    Raises:
        ValueError: fewer than two prices, or one that is not above zero.
    """
    if len(prices) < 2 or min(prices) <= 0:
        raise ValueError(f"expected two or more prices above 0, found {list(prices)}")
    mean = sum(prices, Decimal(0)) / len(prices)
    lowest = min(prices)
    variance = sum(((price - mean) ** 2 for price in prices), Decimal(0)) / (len(prices) - 1)
    return Dispersion(
        count=len(prices),
        mean=mean,
        lowest=lowest,
        cv=variance.sqrt() / mean,
        gain_from_search=mean - lowest,
        gain_share=(mean - lowest) / mean,
        range_share=(max(prices) - lowest) / lowest,
    )


@dataclass(frozen=True, slots=True)
class Improvable:
    """`share` of the weight whose best gain reaches theta, and their weighted mean gain.

    `mean_gain` is None where nobody can improve.
    """

    share: Decimal
    mean_gain: Decimal | None


@dataclass(frozen=True, slots=True)
class Household:
    """A published household: how many customers it stands for, and its best gain against theta."""

    weight: Decimal
    best_gain: Decimal | None
    theta: Decimal

    @property
    def improvable(self) -> bool:
        """Whether some admissible action is worth taking; None: there is no action at all."""
        return self.best_gain is not None and self.best_gain >= self.theta


def share_improvable(households: Iterable[Household]) -> Improvable:
    """The part of all customers whom a move would help materially (domain 4.3).

    Raises:
        ValueError: no household, or a weight that is not above zero.
    """
    counted = list(households)
    if not counted or any(household.weight <= 0 for household in counted):
        raise ValueError(f"expected households with weights above 0, found {counted}")
    helped = [household for household in counted if household.improvable]
    weight = sum((household.weight for household in helped), Decimal(0))
    gain = sum((h.weight * (h.best_gain or Decimal(0)) for h in helped), Decimal(0))
    everybody = sum((household.weight for household in counted), Decimal(0))
    return Improvable(weight / everybody, gain / weight if weight else None)
