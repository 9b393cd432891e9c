"""Amounts of later years in the money of today."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache


@lru_cache(maxsize=4096)
def discount_factor(rate: Decimal, years: Decimal) -> Decimal:
    """(1 + rate)^(-years), the rate as a share per year (domain 1.1).

    Raises:
        ValueError: the rate is not above -1, or the time lies in the past.
    """
    if not rate.is_finite() or rate <= -1:
        raise ValueError(f"expected a yearly discount rate above -1, found {rate}")
    if years < 0:
        raise ValueError(f"expected a time of today or later, found {years} years")
    return (1 + rate) ** -years if rate else Decimal(1)


def present_value(flows: Iterable[tuple[Decimal, Decimal]], rate: Decimal) -> Decimal:
    """Sum of amounts, each as (years from today, amount), discounted at `rate` (domain 1.1).

    Raises:
        ValueError: as `discount_factor`.
    """
    return sum((amount * discount_factor(rate, years) for years, amount in flows), Decimal(0))
