"""A cash flow explained: one step for each part of its sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from compare.cost.charges import Charges, Path, instalment_cost, later_price
from compare.cost.payments import accrued, fee_rate
from compare.values.estimate import Estimate
from compare.values.money import Per
from compare.values.trail import Step

ZERO = Decimal(0)


def premium_step(charges: Charges, cost: Decimal, horizon: int) -> Step:
    """The price over the horizon, instalment charge included."""
    price = charges.price
    return Step(
        "premium",
        {"price": price.money.amount, "per": price.per, "months": horizon},
        "payments, each spread over the cover it buys and cut at the horizon",
        cost,
        charges.currency,
        "domain 1.1",
    )


def later_steps(charges: Charges, path: Path, walk: Decimal, horizon: int) -> Iterator[Step]:
    """The yearly price after the first, where the horizon reaches it; a part of the premium."""
    if horizon <= charges.price_months:
        return
    stated = charges.renewal is not None and path is not Path.RESHOP
    yield Step(
        "later_price",
        {"from_month": charges.price_months, "path": path, "stated": stated, "walk": walk},
        "stated renewal price" if stated else f"path {path}",
        later_price(charges, path, walk).yearly.amount,
        charges.currency,
        "domain 1.1",
    )


def instalment_steps(charges: Charges) -> Iterator[Step]:
    """The yearly charge for paying in parts, with its rate beside it; a part of the premium."""
    credit, parts = instalment_cost(charges), charges.instalments
    if credit is None or parts is None:
        return
    yield Step(
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


def fee_steps(charges: Charges, contracts: int, horizon: int) -> Iterator[Step]:
    """Each mandatory fee: once per contract begun, or spread over the horizon."""
    for fee in charges.fees:
        once = fee.per is Per.ONCE
        yield Step(
            f"fee_{fee.key}",
            {"amount": fee.money.amount, "per": fee.per, "contracts": contracts},
            "amount x contracts begun" if once else "spread over the horizon",
            fee.money.amount * contracts
            if once
            else sum(accrued([fee_rate(fee, horizon)], horizon), ZERO),
            charges.currency,
            fee.reference,
        )


def hassle_steps(charges: Charges, moves: int, yearly_hassle: Estimate | None) -> Iterator[Step]:
    """The hassle of the moves after the first."""
    if moves and yearly_hassle is not None:
        yield Step(
            "later_hassle",
            {"moves": moves, "each": yearly_hassle.central},
            "moves x hassle",
            moves * yearly_hassle.central,
            charges.currency,
            "domain 1.1",
        )


def waiting_step(currency: str, cost: Decimal, months: int) -> Step:
    """What the present contract costs until another can begin."""
    rule = "the present contract until the other can begin"
    return Step("waiting", {"months": months}, rule, cost, currency, "domain 1.1")


def total_step(currency: str, months: Sequence[Decimal]) -> Step:
    """The sum of all that the steps name."""
    return Step("total", {"months": len(months)}, "sum of the months", sum(months, ZERO), currency)
