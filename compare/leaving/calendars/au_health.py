"""Australian hospital cover: waiting periods that move along, lifetime loading (domain 1.5).

Rules: `longest_wait_<benefit>` (months) and `lifetime_loading` (value: per cent for each year,
parameters `from_age` and `cap`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from compare.leaving.contract import Contract
from compare.leaving.departure import Departure, Move, Warn
from compare.leaving.months import whole_months
from compare.leaving.rules import (
    DatedRule,
    Rules,
    number,
    parameter,
    rule_if_stated,
    rule_on,
    whole_number,
)
from compare.values.trail import Step


def remaining_wait(
    *, covered_before: bool, old_wait: int, months_held: int, new_wait: int, longest: int
) -> int:
    """The months still to wait for one benefit after a transfer.

    Covered before: only the unexpired balance of the old wait. Not covered: the new wait. Neither
    is longer than the new fund's own wait or `longest`, which the law allows.

    Raises:
        ValueError: a number of months is negative.
    """
    if min(old_wait, months_held, new_wait, longest) < 0:
        raise ValueError(
            f"expected months of at least 0, found {old_wait}, {months_held}, {new_wait}, {longest}"
        )
    balance = max(0, old_wait - months_held) if covered_before else new_wait
    return min(balance, new_wait, longest)


def loading_percent(ages: Sequence[int], rule: DatedRule) -> Decimal:
    """Lifetime Health Cover loading in per cent, averaged over the adults.

    Each adult: min(cap, per year x years above `from_age`) by certified age at entry.

    Raises:
        ValueError: no adult, or a negative age.
    """
    if not ages or min(ages) < 0:
        raise ValueError(f"expected the age of at least one adult, found {list(ages)}")
    from_age, cap = _decimal(rule, "from_age"), _decimal(rule, "cap")
    each = (min(cap, number(rule) * max(Decimal(0), age - from_age)) for age in ages)
    return sum(each, Decimal(0)) / len(ages)


def loaded_premium(base_hospital: Decimal, percent: Decimal, extras: Decimal) -> Decimal:
    """The premium with its loading, which is on the hospital base premium only.

    Raises:
        ValueError: an amount is negative.
    """
    if min(base_hospital, percent, extras) < 0:
        raise ValueError(
            f"expected amounts of at least 0, found {base_hospital}, {percent}, {extras}"
        )
    return base_hospital * (100 + percent) / 100 + extras


def calendar(contract: Contract, rules: Rules, today: date, start: date) -> tuple[Departure, ...]:
    """On any day; what is waited for and what is loaded goes along."""
    first_day = max(today, start)
    waits = list(_waits(contract, rules, first_day))
    loading = list(_loading(contract, rules, first_day))
    departure = Departure(
        Move.SWITCH_NOW,
        first_day,
        earliest_date=first_day,
        warnings=tuple(_warnings(waits, loading)),
        trail=(*waits, *loading),
    )
    return (departure,)


def _waits(contract: Contract, rules: Rules, first_day: date) -> Iterator[Step]:
    for benefit, old_wait in contract.waits.items():
        rule = rule_on(rules, f"longest_wait_{benefit}", first_day)
        longest = whole_number(rule)
        held = whole_months(contract.start, first_day) if contract.start else None
        known = old_wait is None or held is not None
        yield Step(
            f"wait_{benefit}",
            {"old_wait": old_wait, "months_held": held, "longest": longest},
            "unexpired balance of the old wait, or the whole wait where it was not covered",
            remaining_wait(
                covered_before=old_wait is not None,
                old_wait=old_wait or 0,
                months_held=held or 0,
                new_wait=longest,
                longest=longest,
            )
            if known
            else None,
            "month",
            rule.reference,
        )


def _loading(contract: Contract, rules: Rules, first_day: date) -> Iterator[Step]:
    """The loading, which any fund charges, and the present premium with it where that is known."""
    rule = rule_if_stated(rules, "lifetime_loading", first_day)
    if rule is None or contract.lhc_ages is None:
        return
    percent = loading_percent(contract.lhc_ages, rule)
    yield Step(
        "lifetime_loading",
        {"adults": len(contract.lhc_ages), "ages": ", ".join(map(str, contract.lhc_ages))},
        "min(cap, per year x years above the age), averaged over the adults",
        percent,
        "percent",
        rule.reference,
    )
    base = contract.hospital_base
    if base is not None:
        extras = contract.extras or base * 0
        yield Step(
            "loaded_premium",
            {"hospital": base.amount, "percent": percent, "extras": extras.amount},
            "hospital x (1 + loading) + extras",
            loaded_premium(base.amount, percent, extras.amount),
            base.currency,
            rule.reference,
        )


def _warnings(waits: Sequence[Step], loading: Sequence[Step]) -> Iterator[Warn]:
    yield Warn.CANCEL_ONLY_AFTER_CONFIRMATION
    if any(step.result is None for step in waits):
        yield Warn.WAIT_UNKNOWN
    if any(step.result for step in waits):
        yield Warn.WAITING_PERIOD
    if any(step.result for step in loading if step.key == "lifetime_loading"):
        yield Warn.LOADING_APPLIES


def _decimal(rule: DatedRule, name: str) -> Decimal:
    value = parameter(rule, name)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError(f"expected a number as {name} of {rule.key}, found {value!r}")
    return Decimal(value)
