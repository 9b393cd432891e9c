"""Leaving today against waiting for the renewal (domain 1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from compare.leaving.refund import Refund


@dataclass(frozen=True, slots=True)
class NowOrRenewal:
    """What each moment brings: now over the rest of the term, at renewal per year."""

    net_now: Decimal
    net_at_renewal_per_year: Decimal


def now_or_renewal(
    refund: Refund,
    fees: Decimal,
    new_yearly: Decimal,
    hassle: Decimal,
    *,
    term_days: int,
    days_on_risk: int,
) -> NowOrRenewal:
    """Compare the two moments for a premium that is paid, by the refund that leaving now brings.

    net_now = refund - fees - new price of the days that are left - hassle; at renewal = premium -
    new price - hassle. Both prices are for a term of `term_days`, of which `days_on_risk` are used.

    Raises:
        ValueError: an amount is negative, or the days on risk lie outside the term.
    """
    if not 0 <= days_on_risk <= term_days or term_days < 1 or min(fees, new_yearly, hassle) < 0:
        raise ValueError(
            "expected days on risk within the term and amounts of at least 0, "
            f"found {days_on_risk} of {term_days}, {fees}, {new_yearly}, {hassle}"
        )
    premium = refund.amount + refund.earned
    days_left = term_days - days_on_risk
    return NowOrRenewal(
        net_now=refund.amount - fees - new_yearly * days_left / term_days - hassle,
        net_at_renewal_per_year=premium - new_yearly - hassle,
    )
