"""Broadband and mobile: a charge for leaving within the minimum term (domain 1.6).

Rules: `vat` (share that is in the price; parameter `on_charge`: yes or no), and where the provider publishes them `saved_per_month`
(amount it no longer has to pay others, without tax) and `early_receipt` (share taken off because
the money comes early).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from compare.cost.one_off import OneOff, exact_item
from compare.leaving.contract import Contract
from compare.leaving.departure import Block, Departure, Move, Warn
from compare.leaving.months import months_between
from compare.leaving.rules import Rules, number, parameter, rule_if_stated, rule_on
from compare.values.money import Money

ZERO = Decimal(0)


def early_termination_charge(
    monthly: Decimal,
    months_left: Decimal,
    *,
    vat: Decimal,
    discount: Decimal = ZERO,
    saved_per_month: Decimal = ZERO,
    early_receipt: Decimal = ZERO,
    vat_on_charge: bool = True,
) -> Decimal:
    """((monthly - discount) m / (1 + VAT) - saved m) (1 - early receipt), with VAT where charged.

    Tax is taken out by division: x (1 - VAT) takes out too much (domain 8, trap 14).

    Raises:
        ValueError: an amount or a number of months is negative, a share lies outside 0..1, or more
            is taken off than the price.
    """
    if min(monthly, months_left, discount, saved_per_month) < 0:
        raise ValueError(
            "expected amounts and months of at least 0, "
            f"found {monthly}, {months_left}, {discount}, {saved_per_month}"
        )
    if not 0 <= vat <= 1 or not 0 <= early_receipt <= 1:
        raise ValueError(f"expected shares between 0 and 1, found {vat}, {early_receipt}")
    without_tax = (monthly - discount) * months_left / (1 + vat) - saved_per_month * months_left
    if without_tax < 0:
        raise ValueError(
            f"expected discount and saving below the price {monthly}, "
            f"found {discount} and {saved_per_month}"
        )
    return without_tax * (1 - early_receipt) * (1 + vat if vat_on_charge else 1)


def calendar(contract: Contract, rules: Rules, today: date, start: date) -> tuple[Departure, ...]:
    """On any day with its charge, and without one at the end of the minimum term."""
    day = max(today, start)
    if contract.fixed_term is False:
        return (_free(Move.SWITCH_NOW, day),)
    if contract.end is None:
        return tuple(Departure(m, None, blocked=Block.CONTRACT_END_UNKNOWN) for m in Move)
    at_end = _free(Move.SWITCH_AT_RENEWAL, max(day, contract.end))
    if contract.monthly is None:
        unknown = Departure(
            Move.SWITCH_NOW, None, earliest_date=at_end.first_day, blocked=Block.FEE_UNKNOWN
        )
        return (unknown, at_end)
    item = _charge(contract, contract.monthly, rules, day, contract.end)
    now = Departure(
        Move.SWITCH_NOW,
        day,
        earliest_date=day,
        costs=(item,),
        warnings=(Warn.SERVICE_LOSS_ONE_DAY,),
    )
    return (now, at_end)


def _free(move: Move, day: date) -> Departure:
    return Departure(move, day, earliest_date=day, warnings=(Warn.SERVICE_LOSS_ONE_DAY,))


def _charge(contract: Contract, monthly: Money, rules: Rules, day: date, end: date) -> OneOff:
    vat = rule_on(rules, "vat", day)
    saved = _stated(rules, "saved_per_month", day)
    early = _stated(rules, "early_receipt", day)
    discount = contract.discount or Money(ZERO, monthly.currency)
    left = months_between(day, end)
    monthly - discount  # refuses a second currency
    charge = early_termination_charge(
        monthly.amount,
        left,
        vat=number(vat),
        vat_on_charge=parameter(vat, "on_charge") == "yes",
        discount=discount.amount,
        saved_per_month=saved,
        early_receipt=early,
    )
    return exact_item(
        "early_termination",
        charge,
        monthly.currency,
        "((monthly - discount) m / (1 + VAT) - saved m) (1 - early receipt), plus VAT on it",
        {
            "monthly": monthly.amount,
            "discount": discount.amount,
            "months_left": left,
            "vat": number(vat),
            "saved_per_month": saved,
            "early_receipt": early,
        },
        vat.reference,
    )


def _stated(rules: Rules, key: str, day: date) -> Decimal:
    """What is taken off the charge: nothing where the provider publishes nothing."""
    rule = rule_if_stated(rules, key, day)
    return number(rule) if rule else ZERO
