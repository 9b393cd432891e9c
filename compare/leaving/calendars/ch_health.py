"""Swiss basic health insurance: half-year and year-end exits, notice by receipt (domain 1.5).

Rules: `exit_year_end` and `exit_mid_year` (value: last day of the old cover as MM-DD, parameter
`deadline`), `ordinary_deductible` (amount), `higher_deductible` and `lower_deductible` (value: first
day, parameter `deadline`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from compare.leaving.contract import Contract
from compare.leaving.departure import Block, Counts, Departure, Move, Warn
from compare.leaving.rules import Rules, day_of_year, number, parameter, rule_on
from compare.leaving.working_days import last_working_day_until
from compare.values.trail import Step

COUNTRY = "CH"
STANDARD = "standard"
YEAR_END, MID_YEAR = "exit_year_end", "exit_mid_year"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Exit:
    """A day on which basic insurance can end, and by when the notice must be there.

    `deadline` is the calendar day of the law, `receive_by` the last working day until it.
    """

    kind: str
    last_day: date
    deadline: date
    receive_by: date
    reference: str

    @property
    def first_day(self) -> date:
        """The first day with the new insurer."""
        return self.last_day + DAY


def has_ordinary_terms(
    model: str | None, deductible: Decimal | None, rules: Rules, day: date
) -> bool | None:
    """Whether the half-year exit is open: standard model and ordinary deductible.

    None where it depends on what nobody knows.
    """
    ordinary = number(rule_on(rules, "ordinary_deductible", day))
    if (model not in (None, STANDARD)) or (deductible not in (None, ordinary)):
        return False
    return None if model is None or deductible is None else True


def next_exit(
    received: date,
    ordinary: bool | None,
    rules: Rules,
    *,
    canton: str | None = None,
    not_before: date = date.min,
) -> Exit:
    """The first exit on or after `not_before` for which a notice received that day is in time.

    With `ordinary` None only the exits that are open to everybody count.
    """
    return next(
        each
        for each in _exits(received, bool(ordinary), rules, canton, not_before)
        if received <= each.receive_by
    )


def year_end_from(first_day: date, known: date, rules: Rules, canton: str | None) -> Exit:
    """The year-end exit that leads to the first 1 January on or after `first_day`."""
    return next(_exits(known, False, rules, canton, first_day - DAY))


def _exits(
    known: date, ordinary: bool, rules: Rules, canton: str | None, not_before: date
) -> Iterator[Exit]:
    """All exits in order, by the rules as they stand on `known`."""
    kinds = (MID_YEAR, YEAR_END) if ordinary else (YEAR_END,)
    for year in range(max(known, not_before).year, date.max.year):
        for kind in kinds:
            found = _exit(kind, year, known, rules, canton)
            if found.last_day >= not_before and found.last_day >= known:
                yield found


def _exit(kind: str, year: int, known: date, rules: Rules, canton: str | None) -> Exit:
    rule = rule_on(rules, kind, known)
    deadline = day_of_year(rule, parameter(rule, "deadline"), year)
    return Exit(
        kind=kind,
        last_day=day_of_year(rule, rule.value, year),
        deadline=deadline,
        receive_by=last_working_day_until(deadline, COUNTRY, canton),
        reference=rule.reference,
    )


@dataclass(frozen=True, slots=True)
class DeductibleChange:
    """The first day with another deductible at the same insurer, and by when to ask for it."""

    first_day: date
    deadline: date
    receive_by: date


def deductible_change(
    current: Decimal, wanted: Decimal, today: date, rules: Rules, canton: str | None = None
) -> DeductibleChange:
    """Higher only from 1 January, lower only with notice before it.

    Raises:
        ValueError: both are the same.
    """
    if current == wanted:
        raise ValueError(f"expected another deductible than {current}, found the same")
    key = "higher_deductible" if wanted > current else "lower_deductible"
    rule = rule_on(rules, key, today)
    for year in range(today.year, today.year + 2):
        deadline = day_of_year(rule, parameter(rule, "deadline"), year)
        receive_by = last_working_day_until(deadline, COUNTRY, canton)
        if today <= receive_by:
            return DeductibleChange(day_of_year(rule, rule.value, year + 1), deadline, receive_by)
    raise ValueError(f"expected a {key} deadline within a year of {today}, found none")


def calendar(contract: Contract, rules: Rules, today: date, start: date) -> tuple[Departure, ...]:
    """At the year's end and, for standard model and ordinary deductible, at mid-year."""
    ordinary = has_ordinary_terms(contract.model, contract.deductible, rules, today)
    canton = contract.region
    renewal = year_end_from(start, today, rules, canton)
    soonest = next_exit(today, ordinary, rules, canton=canton, not_before=start - DAY)
    in_time = today <= renewal.receive_by
    if in_time:
        at_renewal = _open(Move.SWITCH_AT_RENEWAL, renewal, contract, today)
    else:
        at_renewal = _blocked(
            Move.SWITCH_AT_RENEWAL, Block.DEADLINE_MISSED, soonest, renewal, today
        )
    if soonest.kind == MID_YEAR:
        now = _open(Move.SWITCH_NOW, soonest, contract, today)
    else:
        reason = Block.NO_EXIT_BEFORE_RENEWAL if in_time else Block.DEADLINE_MISSED
        now = _blocked(Move.SWITCH_NOW, reason, soonest, renewal, today, unknown=ordinary is None)
    return (now, at_renewal)


def _open(move: Move, to: Exit, contract: Contract, today: date) -> Departure:
    step = Step(
        "notice",
        {"received_by": to.receive_by.isoformat(), "deadline": to.deadline.isoformat()},
        "received on the last working day until the deadline, for the end of the period",
        to.last_day.isoformat(),
        "day",
        to.reference,
    )
    if contract.arrears:
        return Departure(move, None, blocked=Block.ARREARS, trail=(step,))
    return Departure(
        move,
        to.first_day,
        deadline=to.deadline,
        receive_by=to.receive_by,
        counts=Counts.RECEIVED,
        earliest_date=to.first_day,
        warnings=tuple(_warnings(to, contract, today)),
        trail=(step,),
    )


def _blocked(
    move: Move, reason: Block, soonest: Exit, missed: Exit, today: date, *, unknown: bool = False
) -> Departure:
    step = Step(
        "next_exit",
        {
            "received": today.isoformat(),
            "was_due": missed.receive_by.isoformat(),
            "due_next": soonest.receive_by.isoformat(),
        },
        "the first exit whose deadline is not past",
        soonest.last_day.isoformat(),
        "day",
        soonest.reference,
    )
    return Departure(
        move,
        None,
        deadline=soonest.deadline,
        receive_by=soonest.receive_by,
        counts=Counts.RECEIVED,
        earliest_date=soonest.first_day,
        blocked=reason,
        warnings=(Warn.DEDUCTIBLE_UNKNOWN,) if unknown else (),
        trail=(step,),
    )


def _warnings(to: Exit, contract: Contract, today: date) -> Iterator[Warn]:
    yield Warn.CANCEL_ONLY_AFTER_CONFIRMATION
    if today >= last_working_day_until(to.receive_by - DAY, COUNTRY, contract.region):
        yield Warn.BOUNDARY_DAY
    if contract.arrears is None:
        yield Warn.ARREARS_WOULD_BLOCK
    if to.kind == MID_YEAR:
        yield Warn.ACCUMULATORS_CARRIED_OVER
        wanted, held = contract.wanted_deductible, contract.deductible
        if wanted is not None and held is not None and wanted > held:
            yield Warn.HIGHER_DEDUCTIBLE_ONLY_IN_JANUARY
