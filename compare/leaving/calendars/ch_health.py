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
from compare.leaving.departure import (
    Block,
    Counts,
    Departure,
    FactorLimit,
    Limit,
    Missed,
    Move,
    Warn,
)
from compare.leaving.rules import Rules, day_of_year, number, parameter, rule_on
from compare.leaving.working_days import last_working_day_until
from compare.values.trail import Step

COUNTRY = "CH"
STANDARD = "standard"
DEDUCTIBLE = "deductible"
HIGHER, LOWER = "higher_deductible", "lower_deductible"
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
    current: Decimal,
    wanted: Decimal,
    today: date,
    rules: Rules,
    canton: str | None = None,
    *,
    not_before: date = date.min,
) -> DeductibleChange:
    """Higher only from 1 January, lower only with notice before it; on `not_before` or after.

    Raises:
        ValueError: both are the same.
    """
    if current == wanted:
        raise ValueError(f"expected another deductible than {current}, found the same")
    key = HIGHER if wanted > current else LOWER
    return _next_change(key, today, rules, canton, not_before)


def _next_change(
    key: str, today: date, rules: Rules, canton: str | None, not_before: date
) -> DeductibleChange:
    rule = rule_on(rules, key, today)
    first = max(today.year, not_before.year - 1)
    for year in range(first, first + 3):
        deadline = day_of_year(rule, parameter(rule, "deadline"), year)
        receive_by = last_working_day_until(deadline, COUNTRY, canton)
        begins = day_of_year(rule, rule.value, year + 1)
        if today <= receive_by and begins >= not_before:
            return DeductibleChange(begins, deadline, receive_by)
    raise ValueError(f"expected a {key} deadline within two years of {today}, found none")


def calendar(contract: Contract, rules: Rules, today: date, start: date) -> tuple[Departure, ...]:
    """By the next lawful exit on or after `start`, and at once where one leads to a day before it.

    An exit on or after `start` is the renewal, even where the notice for an earlier one is late.
    """
    ordinary = has_ordinary_terms(contract.model, contract.deductible, rules, today)
    canton = contract.region
    nearest = next(_exits(today, bool(ordinary), rules, canton, start - DAY))
    renewal = next_exit(today, ordinary, rules, canton=canton, not_before=start - DAY)
    soonest = next_exit(today, ordinary, rules, canton=canton)
    missed = Missed(nearest.first_day, nearest.receive_by) if nearest != renewal else None
    if soonest.first_day < start:
        now = _open(Move.SWITCH_NOW, soonest, contract, rules, today)
    else:
        now = _nothing_before(renewal, unknown=ordinary is None)
    return (now, _open(Move.SWITCH_AT_RENEWAL, renewal, contract, rules, today, missed))


def limits_at_own(
    contract: Contract, rules: Rules, today: date, start: date
) -> tuple[FactorLimit, ...]:
    """Which deductibles the present insurer cannot give from `start` on, for a wish of today."""
    return tuple(_limits(contract, rules, today, start))


def _limits(contract: Contract, rules: Rules, today: date, day: date) -> Iterator[FactorLimit]:
    """The deductibles that cannot begin on `day`, which is then too early for them."""
    held = contract.deductible
    if held is None:
        return
    higher = _next_change(HIGHER, today, rules, contract.region, day)
    if higher.first_day != day:
        reason = Limit.HIGHER_ONLY_IN_JANUARY
        yield FactorLimit(DEDUCTIBLE, reason, higher.first_day, higher.receive_by, most=held)
    lower = _next_change(LOWER, today, rules, contract.region, day)
    if lower.first_day != day:
        reason = Limit.LOWER_NEEDS_NOTICE
        yield FactorLimit(DEDUCTIBLE, reason, lower.first_day, lower.receive_by, least=held)


def _open(
    move: Move,
    to: Exit,
    contract: Contract,
    rules: Rules,
    today: date,
    missed: Missed | None = None,
) -> Departure:
    step = Step(
        "notice",
        {"received_by": to.receive_by.isoformat(), "deadline": to.deadline.isoformat()},
        "received on the last working day until the deadline, for the end of the period",
        to.last_day.isoformat(),
        "day",
        to.reference,
    )
    trail = (_missed_step(missed, to, today), step) if missed else (step,)
    if contract.arrears:
        return Departure(move, None, blocked=Block.ARREARS, trail=trail)
    return Departure(
        move,
        to.first_day,
        deadline=to.deadline,
        receive_by=to.receive_by,
        counts=Counts.RECEIVED,
        earliest_date=to.first_day,
        warnings=tuple(_warnings(to, contract, today)),
        trail=trail,
        limits=tuple(_limits(contract, rules, today, to.first_day)),
        missed=missed,
    )


def _missed_step(missed: Missed, to: Exit, today: date) -> Step:
    return Step(
        "next_exit",
        {
            "received": today.isoformat(),
            "was_due": missed.receive_by.isoformat(),
            "due_next": to.receive_by.isoformat(),
        },
        "the first exit whose deadline is not past",
        to.last_day.isoformat(),
        "day",
        to.reference,
    )


def _nothing_before(renewal: Exit, *, unknown: bool) -> Departure:
    """No exit leads to a day before the start that was asked for."""
    return Departure(
        Move.SWITCH_NOW,
        None,
        deadline=renewal.deadline,
        receive_by=renewal.receive_by,
        counts=Counts.RECEIVED,
        earliest_date=renewal.first_day,
        blocked=Block.NO_EXIT_BEFORE_RENEWAL,
        warnings=(Warn.DEDUCTIBLE_UNKNOWN,) if unknown else (),
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
