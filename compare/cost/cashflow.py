"""The cost of one contract, month by month, over one horizon for every offer (domain 1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare.cost.charges import Charges, Path, instalment_cost, later_price, stretches
from compare.cost.discount import discount_factor, present_value
from compare.cost.one_off import OneOff, one_off_total
from compare.cost.payments import Payment, accrued, fee_payments, paid, price_payments
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
        central = present_value(
            ((Decimal(m) / 12, cost) for m, cost in enumerate(self.months[:reach])), self.rate
        )
        once = [(m, cost) for m, cost in self.one_offs if m < reach]
        low, high = (
            present_value(((Decimal(m) / 12, spread) for m, spread in spreads), self.rate)
            for spreads in (
                [(m, cost.low - cost.central) for m, cost in once],
                [(m, cost.high - cost.central) for m, cost in once],
            )
        )
        return Estimate(central + low, central, central + high)


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
    for_cover = [
        payment
        for stretch in stretches(charges, horizon_months, path, walk)
        for payment in price_payments(charges, stretch)
    ]
    for_fees = [payment for fee in charges.fees for payment in fee_payments(fee, horizon_months)]
    payments = for_cover + for_fees
    at_once = _by_month(once, horizon_months)
    months = _sums(accrued(payments, horizon_months), at_once)
    return CashFlow(
        currency=charges.currency,
        rate=rate,
        months=months,
        paid=_sums(paid(payments, horizon_months), at_once),
        one_offs=once,
        trail=(
            _premium_step(charges, for_cover, horizon_months),
            *_later_steps(charges, path, walk, horizon_months),
            *_instalment_steps(charges),
            *_fee_steps(charges, starts, horizon_months),
            *(item.step for item in one_offs),
            *_hassle_steps(charges, starts, yearly_hassle),
            _total_step(charges, months),
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


def _premium_step(charges: Charges, payments: Sequence[Payment], horizon: int) -> Step:
    price = charges.price
    return Step(
        "premium",
        {"price": price.money.amount, "per": price.per, "months": horizon},
        "payments, each spread over the cover it buys and cut at the horizon",
        sum(accrued(payments, horizon), ZERO),
        charges.currency,
        "domain 1.1",
    )


def _later_steps(charges: Charges, path: Path, walk: Decimal, horizon: int) -> list[Step]:
    if horizon <= charges.price_months:
        return []
    later = later_price(charges, path, walk)
    stated = charges.renewal is not None and path is not Path.RESHOP
    return [
        Step(
            "later_price",
            {"from_month": charges.price_months, "path": path, "stated": stated, "walk": walk},
            "stated renewal price" if stated else f"path {path}",
            later.yearly.amount,
            charges.currency,
            "domain 1.1",
        )
    ]


def _instalment_steps(charges: Charges) -> list[Step]:
    credit, parts = instalment_cost(charges), charges.instalments
    if credit is None or parts is None:
        return []
    return [
        Step(
            "instalments",
            {
                "count": parts.count,
                "amount": parts.amount,
                "deposit": parts.deposit,
                "apr_percent": credit.apr_percent,
            },
            "instalments + deposit - yearly price",
            credit.charge,
            charges.currency,
            "domain 1.2",
        )
    ]


def _fee_steps(charges: Charges, starts: Sequence[int], horizon: int) -> Iterator[Step]:
    for fee in charges.fees:
        once = fee.per is Per.ONCE
        yield Step(
            f"fee_{fee.key}",
            {"amount": fee.money.amount, "per": fee.per, "contracts": len(starts)},
            "amount x contracts begun" if once else "spread over the horizon",
            fee.money.amount * len(starts)
            if once
            else sum(accrued(fee_payments(fee, horizon), horizon), ZERO),
            charges.currency,
            fee.reference,
        )


def _hassle_steps(
    charges: Charges, starts: Sequence[int], yearly_hassle: Estimate | None
) -> Iterator[Step]:
    moves = len(starts) - 1
    if moves and yearly_hassle is not None:
        yield Step(
            "later_hassle",
            {"moves": moves, "each": yearly_hassle.central},
            "moves x hassle",
            moves * yearly_hassle.central,
            charges.currency,
            "domain 1.1",
        )


def _total_step(charges: Charges, months: Sequence[Decimal]) -> Step:
    return Step(
        "total",
        {"months": len(months)},
        "sum of the months",
        sum(months, ZERO),
        charges.currency,
    )
