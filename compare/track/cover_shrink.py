"""The unit price of cover: the price of what the provider is expected to pay (domain 6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CoverUnitChange:
    """How premium and cover changed, and what the same cover costs now.

    The changes are shares of the old value (0.04 is 4 % more); the logarithms add up,
    dln_unit_price = dln_price - dln_benefit. `share_from_shrink` is the share of the unit price's
    rise that comes from less cover; above 1 where the premium fell meanwhile; None unless cover
    fell and the unit price rose.
    """

    price_change: Decimal
    benefit_change: Decimal
    unit_price_change: Decimal
    dln_price: Decimal
    dln_benefit: Decimal
    dln_unit_price: Decimal
    share_from_shrink: Decimal | None


def cover_unit_change(
    price_before: Decimal, price_after: Decimal, benefit_before: Decimal, benefit_after: Decimal
) -> CoverUnitChange:
    """The change of price / expected benefit, both benefits under one scenario and one method.

    Prices are a year's, in one currency; benefits what the provider is expected to pay a year.

    Raises:
        ValueError: a price or benefit is not above zero.
    """
    found = {
        "price before": price_before,
        "price after": price_after,
        "benefit before": benefit_before,
        "benefit after": benefit_after,
    }
    for name, value in found.items():
        if not value.is_finite() or value <= 0:
            raise ValueError(f"expected a {name} above zero, found {value}")
    price, benefit = price_after / price_before, benefit_after / benefit_before
    dln_price, dln_benefit = price.ln(), benefit.ln()
    dln_unit = dln_price - dln_benefit
    return CoverUnitChange(
        price_change=price - 1,
        benefit_change=benefit - 1,
        unit_price_change=price / benefit - 1,
        dln_price=dln_price,
        dln_benefit=dln_benefit,
        dln_unit_price=dln_unit,
        share_from_shrink=-dln_benefit / dln_unit if dln_benefit < 0 < dln_unit else None,
    )
