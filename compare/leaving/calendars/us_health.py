"""United States, federal exchange: open and special enrolment; accumulators restart (domain 1.5).

Rules: `open_enrolment`, by the plan year's first day (value: who says so; parameters `opens`,
`early_until`, `early_start`, `closes`, `late_start`, all MM-DD) and `special_enrolment` (value: days
after the event, parameter `before`: days before it).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from compare.leaving.contract import Contract
from compare.leaving.departure import Block, Counts, Departure, Move, Warn
from compare.leaving.rules import (
    DatedRule,
    Rules,
    day_of_year,
    parameter,
    rule_if_stated,
    rule_on,
    whole_number,
)
from compare.values.trail import Step


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A season in which a plan of one year can be chosen; the days are included.

    Chosen until `early_until` it starts on `early_start`, until `closes` on `late_start`.
    """

    opens: date
    early_until: date
    early_start: date
    closes: date
    late_start: date
    reference: str

    def start(self, selected: date) -> date | None:
        """The first day of cover chosen on that day; None outside the season."""
        if not self.opens <= selected <= self.closes:
            return None
        return self.early_start if selected <= self.early_until else self.late_start

    def deadline(self, selected: date) -> date:
        """The last day with the same start as a choice on that day, or once it opens."""
        return self.early_until if selected <= self.early_until else self.closes


def open_enrolment(plan_year: int, rules: Rules) -> Enrolment:
    """The season for a plan year, from the rules that hold in that year."""
    rule = rule_on(rules, "open_enrolment", date(plan_year, 1, 1))
    return Enrolment(
        opens=_day(rule, "opens", plan_year),
        early_until=_day(rule, "early_until", plan_year),
        early_start=day_of_year(rule, parameter(rule, "early_start"), plan_year),
        closes=_day(rule, "closes", plan_year),
        late_start=day_of_year(rule, parameter(rule, "late_start"), plan_year),
        reference=rule.reference,
    )


def _day(rule: DatedRule, name: str, plan_year: int) -> date:
    """A day of the season, which begins in the year before the plan year."""
    opens = day_of_year(rule, parameter(rule, "opens"), plan_year - 1)
    day = day_of_year(rule, parameter(rule, name), plan_year - 1)
    return day if day >= opens else day_of_year(rule, parameter(rule, name), plan_year)


def calendar(contract: Contract, rules: Rules, today: date, start: date) -> tuple[Departure, ...]:
    """With the plan year by open enrolment; within it only after a life event."""
    plan_year = start.year if (start.month, start.day) == (1, 1) else start.year + 1
    at_renewal = _at_renewal(plan_year, rules, today)
    return (_within_year(contract, rules, today, start, at_renewal.earliest_date), at_renewal)


def _at_renewal(plan_year: int, rules: Rules, today: date) -> Departure:
    season = open_enrolment(plan_year, rules)
    begins = season.start(max(today, season.opens))
    step = Step(
        "open_enrolment",
        {
            "plan_year": plan_year,
            "selected": today.isoformat(),
            "opens": season.opens.isoformat(),
            "closes": season.closes.isoformat(),
        },
        "chosen within the season, for its first or its later start",
        begins.isoformat() if begins else None,
        "day",
        season.reference,
    )
    if begins is None:
        return Departure(
            Move.SWITCH_AT_RENEWAL,
            None,
            deadline=season.closes,
            counts=Counts.SENT,
            earliest_date=_next_plan_year(plan_year + 1, rules),
            blocked=Block.OUTSIDE_ENROLMENT,
            trail=(step,),
        )
    deadline = season.deadline(today)
    return Departure(
        Move.SWITCH_AT_RENEWAL,
        begins,
        deadline=deadline,
        counts=Counts.SENT,
        earliest_date=begins,
        warnings=(Warn.BOUNDARY_DAY,) if today >= deadline - timedelta(days=1) else (),
        trail=(step,),
    )


def _next_plan_year(plan_year: int, rules: Rules) -> date | None:
    """The next start, None where the rules of that year are not known yet."""
    known = any(date(plan_year, 1, 1) in row.span for row in rules["open_enrolment"])
    return open_enrolment(plan_year, rules).early_start if known else None


def _within_year(
    contract: Contract, rules: Rules, today: date, start: date, renewal: date | None
) -> Departure:
    rule = rule_if_stated(rules, "special_enrolment", today)
    if rule is None or contract.life_event is None:
        return Departure(
            Move.SWITCH_NOW,
            None,
            earliest_date=renewal,
            blocked=Block.NEEDS_SPECIAL_ENROLMENT,
        )
    opens = contract.life_event - timedelta(days=int(str(parameter(rule, "before"))))
    closes = contract.life_event + timedelta(days=whole_number(rule))
    in_window = opens <= today <= closes
    begins = _first_of_next_month(max(today, contract.life_event))
    first_day = max(begins, start) if in_window else None
    step = Step(
        "special_enrolment",
        {"event": contract.life_event.isoformat(), "closes": closes.isoformat()},
        "chosen around a life event, from the first day of the month that follows",
        first_day.isoformat() if first_day else None,
        "day",
        rule.reference,
    )
    return Departure(
        Move.SWITCH_NOW,
        first_day,
        deadline=closes,
        counts=Counts.SENT,
        earliest_date=first_day or renewal,
        blocked=None if in_window else Block.OUTSIDE_ENROLMENT,
        warnings=(Warn.ACCUMULATORS_RESTART,) if in_window else (),
        trail=(step,),
    )


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
