"""Energy in Great Britain: an exit fee only within a fixed term, and not at its end (domain 1.6).

Rule: `exit_fee_free_days` (days before the end of a fixed term in which there is no fee).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from compare.cost.one_off import OneOff, exact_item
from compare.leaving.contract import Contract
from compare.leaving.departure import Block, Departure, Move
from compare.leaving.rules import DatedRule, Rules, rule_on, whole_number


@dataclass(frozen=True, slots=True)
class ExitFee:
    """The days left of the fixed term on the day of the switch, and the fee for all fuels."""

    days_left: int
    fee: Decimal


def exit_fee(
    fixed_end: date,
    switch: date,
    *,
    fee_per_fuel: Decimal,
    fuels: int,
    free_days: int,
    adverse_change: bool = False,
) -> ExitFee:
    """The fee for leaving a fixed term: none in its last `free_days`, none after its end.

    None is due either after `adverse_change`: the supplier changed the terms to the customer's
    disadvantage, and the customer gave notice in time.

    Raises:
        ValueError: a negative fee or number of days, or no fuel.
    """
    if fee_per_fuel < 0 or fuels < 1 or free_days < 0:
        raise ValueError(
            "expected a fee >= 0, at least one fuel and free days >= 0, "
            f"found {fee_per_fuel}, {fuels}, {free_days}"
        )
    days_left = (fixed_end - switch).days
    free = adverse_change or days_left <= free_days
    return ExitFee(days_left, Decimal(0) if free else fee_per_fuel * fuels)


def calendar(contract: Contract, rules: Rules, today: date, start: date) -> tuple[Departure, ...]:
    """On any day with its fee, and at the first day without one."""
    day = max(today, start)
    if contract.fixed_term is False:
        return (Departure(Move.SWITCH_NOW, day, earliest_date=day),)
    if contract.end is None:
        reason = Block.CONTRACT_END_UNKNOWN if contract.fixed_term else Block.TARIFF_KIND_UNKNOWN
        return tuple(Departure(move, None, blocked=reason) for move in Move)
    rule = rule_on(rules, "exit_fee_free_days", day)
    free_from = max(day, contract.end - timedelta(days=whole_number(rule)))
    return (
        _departure(Move.SWITCH_NOW, day, contract, contract.end, rule, free_from),
        _departure(Move.SWITCH_AT_RENEWAL, free_from, contract, contract.end, rule, free_from),
    )


def _departure(
    move: Move, day: date, contract: Contract, end: date, rule: DatedRule, free_from: date
) -> Departure:
    costs = _costs(contract, day, end, rule, free_from)
    if costs is None:
        return Departure(move, None, earliest_date=free_from, blocked=Block.FEE_UNKNOWN)
    return Departure(move, day, earliest_date=day, costs=costs)


def _costs(
    contract: Contract, day: date, end: date, rule: DatedRule, free_from: date
) -> tuple[OneOff, ...] | None:
    """The fee with its sum; None where a fee is due and not known."""
    per_fuel, fuels = contract.exit_fee, contract.fuels
    if per_fuel is None or fuels is None:
        return () if day >= free_from or contract.adverse_change else None
    due = exit_fee(
        end,
        day,
        fee_per_fuel=per_fuel.amount,
        fuels=fuels,
        free_days=whole_number(rule),
        adverse_change=bool(contract.adverse_change),
    )
    item = exact_item(
        "exit_fee",
        due.fee,
        per_fuel.currency,
        "fee per fuel x fuels, none in the last days of the fixed term",
        {"fee_per_fuel": per_fuel.amount, "fuels": fuels, "days_left": due.days_left},
        rule.reference,
    )
    return (item,)
