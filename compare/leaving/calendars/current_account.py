"""Current accounts: the switch takes working days and costs nothing (domain 1.6).

Rules: `switch_working_days` (parameter `country`) and, where stated, `redirect_months` (how long
payments to the old account are sent on).
"""

from __future__ import annotations

from datetime import date

from compare.leaving.contract import Contract
from compare.leaving.departure import Departure, Move, Warn
from compare.leaving.rules import Rules, parameter, rule_if_stated, rule_on, whole_number
from compare.leaving.working_days import add_working_days
from compare.values.trail import Step


def calendar(contract: Contract, rules: Rules, today: date, start: date) -> tuple[Departure, ...]:
    """On any day that leaves the service its working days."""
    rule = rule_on(rules, "switch_working_days", today)
    country = str(parameter(rule, "country"))
    ready = add_working_days(today, whole_number(rule), country, contract.region)
    first_day = max(start, ready)
    step = Step(
        "switch_service",
        {"asked": today.isoformat(), "working_days": whole_number(rule)},
        "working days after the day on which it is asked for",
        ready.isoformat(),
        "day",
        rule.reference,
    )
    departure = Departure(
        Move.SWITCH_NOW,
        first_day,
        earliest_date=ready,
        warnings=() if contract.overdraft is False else (Warn.OVERDRAFT_ANEW,),
        trail=(step, *_redirect(rules, first_day)),
    )
    return (departure,)


def _redirect(rules: Rules, day: date) -> tuple[Step, ...]:
    rule = rule_if_stated(rules, "redirect_months", day)
    if rule is None:
        return ()
    return (
        Step(
            "redirect",
            {"from": day.isoformat()},
            "payments to the old account are sent on",
            whole_number(rule),
            "month",
            rule.reference,
        ),
    )
