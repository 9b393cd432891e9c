"""The no-claims bonus, and what it costs to lose years of it (domain 1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BonusLoss:
    """Yearly premiums with fewer claim-free years, and without the loss."""

    premiums_after: tuple[Decimal, ...]
    premiums_without: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """Sum of [premium after - premium without] over the horizon."""
        return sum(self.premiums_after, Decimal(0)) - sum(self.premiums_without, Decimal(0))


def bonus_premium(base: Decimal, scale: Sequence[Decimal], years: int) -> Decimal:
    """base x (1 - scale[min(years, max)]), `years` claim-free.

    Raises:
        ValueError: a negative base or number of years, an empty scale, or a discount outside 0..1.
    """
    if base < 0 or years < 0:
        raise ValueError(f"expected base and years of at least 0, found {base}, {years}")
    if not scale or not all(0 <= discount <= 1 for discount in scale):
        raise ValueError(f"expected a scale of discounts between 0 and 1, found {list(scale)}")
    return base * (1 - scale[min(years, len(scale) - 1)])


def base_premium(premium: Decimal, scale: Sequence[Decimal], years: int) -> Decimal:
    """The premium without bonus that belongs to a premium with it.

    Raises:
        ValueError: as `bonus_premium`, or the bonus is the whole premium.
    """
    share = bonus_premium(Decimal(1), scale, years)
    if share == 0:
        raise ValueError("expected a bonus below the whole premium, found 100 %")
    return premium / share


def bonus_loss(
    base: Decimal,
    scale: Sequence[Decimal],
    *,
    years: int,
    step_back: int,
    horizon: int,
    protected: bool = False,
) -> BonusLoss:
    """What `step_back` lost years cost over `horizon` years without a claim.

    A protected bonus keeps its years (and says nothing about the base price).

    Raises:
        ValueError: as `bonus_premium`, or a negative step, or a horizon of less than a year.
    """
    if step_back < 0 or horizon < 1:
        raise ValueError(
            f"expected a step >= 0 and a horizon >= 1 year, found {step_back}, {horizon}"
        )
    left = years if protected else max(0, years - step_back)
    return BonusLoss(
        tuple(bonus_premium(base, scale, left + year) for year in range(horizon)),
        tuple(bonus_premium(base, scale, years + year) for year in range(horizon)),
    )
