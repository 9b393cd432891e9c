"""What is paid in each month, and what the cover of each month costs (domain 1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from compare.cost.charges import Charges, Fee, Instalments, Stretch
from compare.cost.frequency import annualise, payments_per_year
from compare.values.money import MICROS, Per

_MICRO = Decimal(1).scaleb(-6)
_PLACES = 6  # months are kept in whole millionths, as tables keep prices

Rate = tuple[int, int, Fraction]
Due = tuple[int, Decimal]


def cover_rates(charges: Charges, stretches: Iterable[Stretch]) -> list[Rate]:
    """The cost of a month of cover in each stretch, as (first month, end, amount).

    Every payment is spread evenly over the cover it buys. Where the price is paid by instalments,
    a later price is paid by the same instalments in proportion.
    """
    return [(each.start, each.end, _yearly(charges, each) / 12) for each in stretches]


def fee_rate(fee: Fee, horizon: int) -> Rate:
    """A recurring fee's cost of a month, over the horizon; 0 for one that is paid once."""
    yearly = Decimal(0) if fee.per is Per.ONCE else annualise(fee.money.amount, fee.per)
    return (0, horizon, Fraction(yearly) / 12)


def accrued(rates: Sequence[Rate], horizon: int) -> tuple[Decimal, ...]:
    """The cost of each month's cover; what lies after the horizon is cut off.

    Each month is the difference of rounded running sums, so that no rounding adds up.
    """
    whole = lcm(*(rate.denominator for _, _, rate in rates))
    sums = [0] * horizon
    for start, end, rate in rates:
        share = rate.numerator * (whole // rate.denominator)
        for month in range(start, min(end, horizon)):
            sums[month] += share
    running, before, months = 0, 0, []
    for share in sums:
        running += share
        now = (2 * running * MICROS + whole) // (2 * whole)
        months.append(Decimal(now - before).scaleb(-_PLACES))
        before = now
    return tuple(months)


def paid(charges: Charges, stretches: Iterable[Stretch], horizon: int) -> tuple[Decimal, ...]:
    """What leaves the account in each month of the horizon, one-off fees apart."""
    sums = [Decimal(0)] * horizon
    for due, amount in _dues(charges, stretches, horizon):
        if due < horizon:
            sums[due] += amount
    return tuple(sums)


def _dues(charges: Charges, stretches: Iterable[Stretch], horizon: int) -> Iterator[Due]:
    for stretch in stretches:
        parts, price = charges.instalments, stretch.price
        if parts is not None and price.per is Per.YEAR:
            yield from _in_parts(parts, _scale(charges, stretch), stretch)
        else:
            yield from _regular(price.money.amount, price.per, stretch.start, stretch.end)
    for fee in charges.fees:
        if fee.per is not Per.ONCE:
            yield from _regular(fee.money.amount, fee.per, 0, -(-horizon // 12) * 12)


def _regular(amount: Decimal, per: Per, start: int, end: int) -> Iterator[Due]:
    """One payment per period; a stretch that ends within a period pays its part of it."""
    yearly = payments_per_year(per)
    whole, rest = divmod((end - start) * yearly, 12)
    for k in range(whole):
        yield start + 12 * k // yearly, amount
    if rest:
        yield start + 12 * whole // yearly, (amount * rest / 12).quantize(_MICRO)


def _in_parts(parts: Instalments, scale: Fraction, stretch: Stretch) -> Iterator[Due]:
    """Deposit and instalments of each term; a part of a term is charged at its start."""
    for start in range(stretch.start, stretch.end, 12):
        if stretch.end - start < 12:
            months = stretch.end - start
            yield start, _decimal(scale * _sum_of_parts(parts) * months / 12)
            return
        yield start, _decimal(scale * Fraction(parts.deposit))
        amount = _decimal(scale * Fraction(parts.amount))
        for k in range(parts.count):
            yield start + parts.first_at_month + 12 * k // payments_per_year(parts.per), amount


def _yearly(charges: Charges, stretch: Stretch) -> Fraction:
    if charges.instalments is not None and stretch.price.per is Per.YEAR:
        return _scale(charges, stretch) * _sum_of_parts(charges.instalments)
    return Fraction(annualise(stretch.price.money.amount, stretch.price.per))


def _sum_of_parts(parts: Instalments) -> Fraction:
    return Fraction(parts.deposit) + parts.count * Fraction(parts.amount)


def _scale(charges: Charges, stretch: Stretch) -> Fraction:
    return Fraction(stretch.price.money.amount) / Fraction(charges.price.money.amount)


def _decimal(amount: Fraction) -> Decimal:
    return (Decimal(amount.numerator) / amount.denominator).quantize(_MICRO)
