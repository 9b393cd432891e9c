"""A contract that the customer may end on any day, with some days of notice or none.

Rule: `notice_days` (days between the order and the first day with the new provider). A fee for
leaving is due where the customer's own contract names one (`exit_fee`).
"""

from __future__ import annotations

from datetime import date, timedelta

from compare.cost.one_off import OneOff, exact_item
from compare.leaving.contract import Contract
from compare.leaving.departure import Departure, Move
from compare.leaving.rules import Rules, rule_on, whole_number
from compare.values.trail import Step


def calendar(contract: Contract, rules: Rules, today: date, start: date) -> tuple[Departure, ...]:
    """On the day asked about, or as soon as the notice allows."""
    rule = rule_on(rules, "notice_days", today)
    earliest = today + timedelta(days=whole_number(rule))
    step = Step(
        "notice",
        {"ordered": today.isoformat(), "days": whole_number(rule)},
        "days after the order to the new provider",
        earliest.isoformat(),
        "day",
        rule.reference,
    )
    return (
        Departure(
            Move.SWITCH_NOW,
            max(start, earliest),
            earliest_date=earliest,
            costs=_costs(contract),
            trail=(step,),
        ),
    )


def _costs(contract: Contract) -> tuple[OneOff, ...]:
    fee = contract.exit_fee
    if fee is None or not fee.amount:
        return ()
    return (
        exact_item(
            "exit_fee",
            fee.amount,
            fee.currency,
            "the fee that the contract names",
            {"fee": fee.amount},
            None,
        ),
    )
