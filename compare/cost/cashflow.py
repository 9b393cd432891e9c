"""The cost of one contract, month by month, over one horizon for every offer (domain 1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from compare.cost.cashflow_steps import (
    fee_steps,
    hassle_steps,
    instalment_steps,
    later_steps,
    premium_step,
    total_step,
    waiting_step,
)
from compare.cost.charges import Charges, Path, stretches
from compare.cost.discount import discount_factor, present_value
from compare.cost.one_off import OneOff, one_off_total
from compare.cost.payments import accrued, cover_rates, fee_rate, paid
from compare.values.estimate import Estimate
from compare.values.money import Per
from compare.values.trail import Step

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class CashFlow:
    """One contract's cost over a horizon.

    `months` is what each month's cover costs, in millionths, one-off items in the month in which
    they fall; `paid` is what leaves the account in each month. `one_offs` are (month, cost as a
    range); the months hold their central value.
    """

    currency: str
    rate: Decimal
    months: tuple[Decimal, ...]
    paid: tuple[Decimal, ...]
    one_offs: tuple[tuple[int, Estimate], ...]
    trail: tuple[Step, ...]

    @property
    def total(self) -> Decimal:
        """The horizon's cost, undiscounted."""
        return sum(self.months, ZERO)

    @property
    def prepaid(self) -> Decimal:
        """Cover paid for and not yet used at the horizon; negative: used and still owed."""
        return sum(self.paid, ZERO) - self.total

    @property
    def present_value(self) -> Decimal:
        """The horizon's cost in the money of its first day; a month counts at its beginning."""
        return self.range().central

    def range(self, months: int | None = None) -> Estimate:
        """Present value of the first `months` (None: of all), as far as one-off items vary it.

        Raises:
            ValueError: more months than the flow has, or none.
        """
        reach = len(self.months) if months is None else months
        if not 1 <= reach <= len(self.months):
            raise ValueError(f"expected 1 to {len(self.months)} months, found {reach}")
        once = [(month, cost) for month, cost in self.one_offs if month < reach]
        central = self._present(enumerate(self.months[:reach]))
        low = self._present((month, cost.low - cost.central) for month, cost in once)
        high = self._present((month, cost.high - cost.central) for month, cost in once)
        return Estimate(central + low, central, central + high)

    def _present(self, flows: Iterable[tuple[int, Decimal]]) -> Decimal:
        return present_value(((_years(month), amount) for month, amount in flows), self.rate)


@cache
def _years(month: int) -> Decimal:
    return Decimal(month) / 12


def net_benefit(stay: CashFlow, other: CashFlow, months: int | None = None) -> Estimate:
    """PV(stay) - PV(other) over the first `months`: positive is in favour of moving (domain 1.1).

    Raises:
        ValueError: two currencies, horizons or discount rates.
    """
    if stay.currency != other.currency:
        raise ValueError(f"cannot compare {stay.currency} with {other.currency}")
    if len(stay.months) != len(other.months) or stay.rate != other.rate:
        raise ValueError(
            "expected one horizon and one discount rate, found "
            f"{len(stay.months)} and {len(other.months)} months at {stay.rate} and {other.rate}"
        )
    return stay.range(months) - other.range(months)


def joined(first: CashFlow, then: CashFlow) -> CashFlow:
    """The contract `first` until `then` can begin, which fills the rest of the same horizon.

    Raises:
        ValueError: two currencies or discount rates, or a longer flow after a shorter one.
    """
    waited = len(first.months) - len(then.months)
    if (first.currency, first.rate) != (then.currency, then.rate) or waited < 0:
        raise ValueError(
            "expected one currency and rate and a flow within the other's horizon, found "
            f"{len(first.months)} and {len(then.months)} months in {first.currency} and "
            f"{then.currency} at {first.rate} and {then.rate}"
        )
    if not waited:
        return then
    months = first.months[:waited] + then.months
    until = waiting_step(first.currency, sum(first.months[:waited], ZERO), waited)
    return CashFlow(
        currency=then.currency,
        rate=then.rate,
        months=months,
        paid=first.paid[:waited] + then.paid,
        one_offs=tuple((month + waited, cost) for month, cost in then.one_offs),
        trail=(until, *then.trail[:-1], total_step(then.currency, months)),
    )


def cash_flow(
    charges: Charges,
    horizon_months: int,
    *,
    path: Path = Path.FLAT,
    walk: Decimal = ZERO,
    one_offs: Sequence[OneOff] = (),
    yearly_hassle: Estimate | None = None,
    rate: Decimal = ZERO,
) -> CashFlow:
    """The cash flow of one contract from the horizon's first day on.

    Each payment is spread over the cover that it buys and cut at the horizon, so that a yearly and
    a monthly payer compare. `walk` is the observed gap between new and renewing customers' prices,
    as a share; `yearly_hassle` what each later move of `RESHOP` costs; `one_offs` the items of this
    move (fees of leaving, hassle, cashback), paid in month 0.

    Raises:
        ValueError: a horizon of no month, a second currency, a walk of -1 or less, re-shopping
            without its hassle, a price that is paid once.
    """
    if horizon_months < 1:
        raise ValueError(f"expected a horizon of at least a month, found {horizon_months}")
    discount_factor(rate, ZERO)  # refuses a bad rate before anything is summed
    starts = _starts(charges, horizon_months, path)
    once = _one_offs(charges, starts, one_offs, yearly_hassle)
    prices = list(stretches(charges, horizon_months, path, walk))
    cover = cover_rates(charges, prices)
    fees = [fee_rate(fee, horizon_months) for fee in charges.fees]
    at_once = _by_month(once, horizon_months)
    months = _sums(accrued([*cover, *fees], horizon_months), at_once)
    return CashFlow(
        currency=charges.currency,
        rate=rate,
        months=months,
        paid=_sums(paid(charges, prices, horizon_months), at_once),
        one_offs=once,
        trail=(
            premium_step(charges, sum(accrued(cover, horizon_months), ZERO), horizon_months),
            *later_steps(charges, path, walk, horizon_months),
            *instalment_steps(charges),
            *fee_steps(charges, len(starts), horizon_months),
            *(item.step for item in one_offs),
            *hassle_steps(charges, len(starts) - 1, yearly_hassle),
            total_step(charges.currency, months),
        ),
    )


def _starts(charges: Charges, horizon: int, path: Path) -> list[int]:
    """The months in which a contract begins: the first, and with RESHOP each later one."""
    return (
        [s.start for s in stretches(charges, horizon, path, ZERO)] if path is Path.RESHOP else [0]
    )


def _one_offs(
    charges: Charges,
    starts: Sequence[int],
    items: Sequence[OneOff],
    yearly_hassle: Estimate | None,
) -> tuple[tuple[int, Estimate], ...]:
    fees = [
        (month, Estimate.exactly(fee.money.amount))
        for month in starts
        for fee in charges.fees
        if fee.per is Per.ONCE
    ]
    if len(starts) > 1 and yearly_hassle is None:
        raise ValueError("expected the yearly hassle of re-shopping (a zero is stated), found none")
    again = [(month, yearly_hassle) for month in starts[1:] if yearly_hassle is not None]
    return ((0, one_off_total(items, charges.currency)), *fees, *again)


def _by_month(once: Iterable[tuple[int, Estimate]], horizon: int) -> tuple[Decimal, ...]:
    sums = [ZERO] * horizon
    for month, cost in once:
        sums[month] += cost.central
    return tuple(sums)


def _sums(left: Sequence[Decimal], right: Sequence[Decimal]) -> tuple[Decimal, ...]:
    return tuple(a + b for a, b in zip(left, right, strict=True))
