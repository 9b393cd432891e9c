"""Single payments, and how they are spread over the cover that they buy (domain 1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from compare.cost.charges import Charges, Fee, Instalments, Stretch
from compare.cost.frequency import annualise, payments_per_year
from compare.values.money import Per

_PLACES = 6  # months are kept in whole millionths, as tables keep prices


@dataclass(frozen=True, slots=True)
class Payment:
    """An amount due at a moment for the cover of [start, end): all in months of the horizon."""

    due: Fraction
    amount: Fraction
    start: Fraction
    end: Fraction


def price_payments(charges: Charges, stretch: Stretch) -> Iterator[Payment]:
    """What is paid for the cover of one stretch.

    Where the price is paid by instalments, a later price is paid by the same instalments in
    proportion.
    """
    parts, price = charges.instalments, stretch.price
    if parts is None or price.per is not Per.YEAR:
        yield from _regular(price.money.amount, price.per, stretch.start, stretch.end)
        return
    scale = Fraction(price.money.amount) / Fraction(charges.price.money.amount)
    for start in range(stretch.start, stretch.end, 12):
        yield from _in_parts(parts, scale, start, min(start + 12, stretch.end))


def fee_payments(fee: Fee, horizon: int) -> list[Payment]:
    """A recurring fee over the horizon; nothing for one that is paid once."""
    if fee.per is Per.ONCE:
        return []
    return list(_regular(fee.money.amount, fee.per, 0, 12 * ceil(horizon / 12)))


def _regular(amount: Decimal, per: Per, first: int, last: int) -> Iterator[Payment]:
    """One payment per period; a stretch that ends within a period pays its part of it."""
    length = Fraction(12, payments_per_year(per))
    monthly = Fraction(annualise(amount, per)) / 12
    start = Fraction(first)
    while start < last:
        end = min(start + length, Fraction(last))
        yield Payment(start, monthly * (end - start), start, end)
        start += length


def _in_parts(parts: Instalments, scale: Fraction, start: int, end: int) -> Iterator[Payment]:
    """Deposit and instalments of one term; a part of a term is charged at its start."""
    cover = (Fraction(start), Fraction(end))
    whole = scale * (Fraction(parts.deposit) + parts.count * Fraction(parts.amount))
    if end - start < 12:
        yield Payment(cover[0], whole * (end - start) / 12, *cover)
        return
    yield Payment(cover[0], scale * Fraction(parts.deposit), *cover)
    for k in range(parts.count):
        due = start + parts.first_at_month + Fraction(12 * k, payments_per_year(parts.per))
        yield Payment(due, scale * Fraction(parts.amount), *cover)


def accrued(payments: Iterable[Payment], horizon: int) -> tuple[Decimal, ...]:
    """The cost of each month's cover; what a payment buys after the horizon is cut off."""
    sums = [Fraction(0)] * horizon
    for payment in payments:
        per_month = payment.amount / (payment.end - payment.start)
        for month in range(floor(payment.start), min(horizon, ceil(payment.end))):
            days = min(payment.end, Fraction(month + 1)) - max(payment.start, Fraction(month))
            sums[month] += per_month * days
    return _in_millionths(sums)


def paid(payments: Iterable[Payment], horizon: int) -> tuple[Decimal, ...]:
    """What leaves the account in each month of the horizon."""
    sums = [Fraction(0)] * horizon
    for payment in payments:
        if payment.due < horizon:
            sums[floor(payment.due)] += payment.amount
    return _in_millionths(sums)


def _in_millionths(sums: Iterable[Fraction]) -> tuple[Decimal, ...]:
    """Each month as the difference of rounded running sums, so that no rounding adds up."""
    running, before = Fraction(0), 0
    months = []
    for amount in sums:
        running += amount
        now = floor(running * 10**_PLACES + Fraction(1, 2))
        months.append(Decimal(now - before).scaleb(-_PLACES))
        before = now
    return tuple(months)
