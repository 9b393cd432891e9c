"""The account at the end: a customer who pays by instalments may owe money (domain 1.3)."""

from __future__ import annotations

from decimal import Decimal


def settlement(earned: Decimal, paid: Decimal, fees: Decimal) -> Decimal:
    """earned + fees - paid: positive is owed by the customer, negative comes back.

    Raises:
        ValueError: an amount is negative.
    """
    if min(earned, paid, fees) < 0:
        raise ValueError(f"expected amounts of at least 0, found {earned}, {paid}, {fees}")
    return earned + fees - paid
