"""The annual percentage rate of borrowing, and of paying a premium by instalments."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import scipy

from compare.cost.frequency import payments_per_year
from compare.values.money import Per

Flow = tuple[Decimal, Decimal]

_STEEPEST = 16.0  # ln(1 + X) beyond which no yearly rate is meant any more
_PLACES = Decimal("0.000001")


def apr(flows: Iterable[Flow]) -> Decimal:
    """The yearly rate in per cent at which drawdowns and repayments balance (domain 1.2).

    Flows are (years from the first drawdown, amount): drawdowns positive, repayments negative.
    A negative result means that less is repaid than was drawn.

    Raises:
        ValueError: nothing is repaid, or money is drawn again after a repayment (then several
            rates may balance), or no rate a sane contract could mean does.
    """
    flows = _in_order(flows)
    _refuse_unbalanced(flows)
    growth = _log_growth([(float(years), float(amount)) for years, amount in flows])
    return Decimal(repr(100 * math.expm1(growth))).quantize(_PLACES)


def _in_order(flows: Iterable[Flow]) -> list[Flow]:
    """One flow per moment, earliest first, moments without money left out."""
    by_time: dict[Decimal, Decimal] = {}
    for years, amount in flows:
        if not years.is_finite() or not amount.is_finite() or years < 0:
            raise ValueError(f"expected (years >= 0, amount), found ({years}, {amount})")
        by_time[years] = by_time.get(years, Decimal(0)) + amount
    return sorted((years, amount) for years, amount in by_time.items() if amount)


def _refuse_unbalanced(flows: Sequence[Flow]) -> None:
    signs = [amount > 0 for _, amount in flows]
    turns = sum(a != b for a, b in pairwise(signs))
    if not signs or not signs[0] or turns != 1:
        raise ValueError(
            "expected drawdowns (positive) followed by repayments (negative), found "
            + (", ".join(f"{amount} at {years}" for years, amount in flows) or "no flow")
        )


def _log_growth(flows: Sequence[tuple[float, float]]) -> float:
    """ln(1 + X): with one change of sign there is exactly one root (Descartes)."""

    def balance(growth: float) -> float:
        # Every term is divided by the largest exponential, so that none overflows.
        exponents = [-growth * years for years, _ in flows]
        top = max(exponents)
        return math.fsum(
            amount * math.exp(e - top) for e, (_, amount) in zip(exponents, flows, strict=True)
        )

    reach = 1.0
    while balance(-reach) * balance(reach) > 0:
        reach *= 2
        if reach > _STEEPEST:
            raise ValueError("expected repayments that some yearly rate explains, found none")
    return float(scipy.optimize.brentq(balance, -reach, reach, xtol=1e-14, rtol=1e-14))


@dataclass(frozen=True, slots=True)
class InstalmentCredit:
    """What paying by instalments costs: the money, and the same as a yearly rate.

    `charge` belongs in the cash flow; `apr_percent` is shown beside it, and is None where nothing
    is lent (everything is paid on day 0).
    """

    charge: Decimal
    apr_percent: Decimal | None


def instalment_credit(
    lump_sum: Decimal,
    instalments: int,
    instalment: Decimal,
    *,
    deposit: Decimal = Decimal(0),
    first_at_month: int = 0,
    per: Per = Per.MONTH,
) -> InstalmentCredit:
    """The credit hidden in a premium paid by instalments (domain 1.2).

    The loan on day 0 is the yearly price less the deposit; the repayments are the instalments.

    Raises:
        ValueError: no instalment, a negative amount or month, or a deposit above the price.
    """
    if instalments < 1 or first_at_month < 0:
        raise ValueError(
            f"expected at least one instalment from month 0 on, found {instalments} "
            f"from month {first_at_month}"
        )
    if not 0 <= deposit <= lump_sum or instalment <= 0:
        raise ValueError(
            f"expected a deposit between 0 and {lump_sum} and instalments above 0, "
            f"found {deposit} and {instalment}"
        )
    yearly = payments_per_year(per)
    repaid = [
        (Decimal(first_at_month) / 12 + Decimal(k) / yearly, -instalment)
        for k in range(instalments)
    ]
    flows = _in_order([(Decimal(0), lump_sum - deposit), *repaid])
    lent = bool(flows) and flows[0][0] == 0 and flows[0][1] > 0 and len(flows) > 1
    return InstalmentCredit(
        charge=instalments * instalment + deposit - lump_sum,
        apr_percent=apr(flows) if lent else None,
    )
