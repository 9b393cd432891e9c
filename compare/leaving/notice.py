"""The last day on which notice can be given for the end of a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from compare.leaving.contract import Contract
from compare.leaving.departure import Counts
from compare.leaving.months import add_months
from compare.leaving.rules import DatedRule, Rules, parameter, rule_on, whole_number
from compare.leaving.working_days import last_working_day_until
from compare.values.trail import Step

DAY = timedelta(days=1)
OWN = "the contract's own words, as typed"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice and its deadline: `receive_by` is None where the day of sending counts."""

    deadline: date
    receive_by: date | None
    counts: Counts
    step: Step

    @property
    def act_by(self) -> date:
        """The last day that is in time."""
        return self.receive_by or self.deadline

    def is_boundary(self, day: date) -> bool:
        """Whether it is the last day or the one before: then a slow letter is too late."""
        return self.act_by - DAY <= day <= self.act_by


def notice_for(end: date, rules: Rules, today: date, region: str | None) -> Notice:
    """The notice that ends a term on the day before `end`, by the rule `notice` as of today.

    The whole period lies between the day of the notice and the end: three months to a term that
    runs out on 31 December are kept by a notice of 30 September.

    A rule that names no country knows only its weekends.

    Raises:
        ValueError: no rule is known, its unit is not month or day, what counts is neither receipt
            nor sending, or its country is unknown.
    """
    rule = rule_on(rules, "notice", today)
    counts = _counts(rule)
    deadline = _before(end, rule) - DAY
    country = rule.parameters.get("country")
    receive_by = (
        last_working_day_until(deadline, None if country is None else str(country), region)
        if counts is Counts.RECEIVED
        else None
    )
    step = Step(
        "notice",
        {"end": end.isoformat(), "length": whole_number(rule), "counts": counts},
        "the whole period lies between the day of the notice and the end",
        deadline.isoformat(),
        "day",
        rule.reference,
    )
    return Notice(deadline, receive_by, counts, step)


def with_own_notice(contract: Contract, rules: Rules) -> Rules:
    """The rules with the notice that the contract itself wants, where it was typed.

    What counts, and whose holidays, stays as the market has it; where it has no rule, receipt.

    Raises:
        ValueError: a notice both in days and in months.
    """
    days, months = contract.notice_days, contract.notice_months
    if days is not None and months is not None:
        raise ValueError(f"expected a notice in days or in months, found {days} and {months}")
    if days is None and months is None:
        return rules
    length, unit = (days, "day") if days is not None else (months, "month")
    market = rules.get("notice", ())
    said = market[-1].parameters if market else {"counts": Counts.RECEIVED.value}
    own = DatedRule("notice", Decimal(str(length)), date.min, OWN, None, {**said, "unit": unit})
    return {**rules, "notice": (own,)}


def _counts(rule: DatedRule) -> Counts:
    word = parameter(rule, "counts")
    if word not in set(Counts):
        raise ValueError(f"expected a notice that counts {' or '.join(Counts)}, found {word!r}")
    return Counts(str(word))


def _before(end: date, rule: DatedRule) -> date:
    match parameter(rule, "unit"):
        case "month":
            return add_months(end, -whole_number(rule))
        case "day":
            return end - timedelta(days=whole_number(rule))
        case other:
            raise ValueError(f"expected a notice in units of month or day, found {other!r}")
