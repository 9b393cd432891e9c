"""How long a saving must last to pay for the move."""

from __future__ import annotations

from decimal import Decimal


def break_even_months(one_off: Decimal, monthly_saving: Decimal) -> Decimal | None:
    """one-off costs / monthly saving, in months (domain 1.7).

    None where it never pays back: there is no saving, and something to pay.
    """
    if one_off <= 0:
        return Decimal(0)
    return one_off / monthly_saving if monthly_saving > 0 else None
