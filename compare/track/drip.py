"""Prices that start low: fees outside the headline, and renewal above new business (domain 6.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare.values.money import Money


@dataclass(frozen=True, slots=True)
class Drip:
    """The price that is really paid, and by which share it exceeds the headline."""

    total: Money
    ratio: Decimal


def drip(headline: Money, mandatory_fees: Sequence[Money]) -> Drip:
    """The headline with every fee that cannot be avoided; optional extras are no drip.

    Raises:
        ValueError: a headline not above zero, a negative fee, or mixed currencies.
    """
    if headline.amount <= 0:
        raise ValueError(f"expected a headline price above zero, found {headline.amount}")
    total = headline
    for fee in mandatory_fees:
        if fee.amount < 0:
            raise ValueError(f"expected a fee of zero or more, found {fee.amount}")
        total = total + fee
    return Drip(total, total.amount / headline.amount - 1)


def price_walk(renewal: Money, new_customer: Money) -> Decimal:
    """Renewal quote over the new customer's price, less one: same risk, channel and day.

    Negative where the present customer pays less.

    Raises:
        ValueError: a price not above zero, or mixed currencies.
    """
    if renewal.currency != new_customer.currency:
        raise ValueError(f"cannot compare {renewal.currency} with {new_customer.currency}")
    if min(renewal.amount, new_customer.amount) <= 0:
        raise ValueError("expected both prices above zero")
    return renewal.amount / new_customer.amount - 1
