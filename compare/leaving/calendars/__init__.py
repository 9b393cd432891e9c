"""The calendars that a market definition chooses by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from compare.leaving.calendars import (
    any_day,
    au_health,
    ch_health,
    current_account,
    gb_energy,
    insurance_term,
    telecoms,
    us_health,
)
from compare.leaving.contract import Contract
from compare.leaving.departure import Departure, FactorLimit
from compare.leaving.rules import Rules

Calendar = Callable[[Contract, Rules, date, date], tuple[Departure, ...]]
"""calendar(contract, rules, today, start) -> the ways to leave, `switch_now` before renewal.

`start` is the first day of the cover that is compared. A move that a calendar does not know (there
is no renewal where a contract has no end) is left out.
"""

CALENDARS: dict[str, Calendar] = {
    "any_day": any_day.calendar,
    "au_health": au_health.calendar,
    "ch_health": ch_health.calendar,
    "current_account": current_account.calendar,
    "gb_energy": gb_energy.calendar,
    "insurance_term": insurance_term.calendar,
    "telecoms": telecoms.calendar,
    "us_health": us_health.calendar,
}


def departures(
    calendar: str, contract: Contract, rules: Rules, today: date, start: date
) -> tuple[Departure, ...]:
    """The ways to leave by the calendar that a market names.

    Raises:
        ValueError: there is no such calendar, or one of its rules is not known on that day.
    """
    if calendar not in CALENDARS:
        raise ValueError(f"expected a calendar ({', '.join(CALENDARS)}), found {calendar!r}")
    return CALENDARS[calendar](contract, rules, today, start)


OwnLimits = Callable[[Contract, Rules, date, date], tuple[FactorLimit, ...]]

OWN_LIMITS: dict[str, OwnLimits] = {"ch_health": ch_health.limits_at_own}


def limits_at_own(
    calendar: str, contract: Contract, rules: Rules, today: date, start: date
) -> tuple[FactorLimit, ...]:
    """What the present provider cannot give from `start` on; nothing where a calendar is silent."""
    limits = OWN_LIMITS.get(calendar)
    return limits(contract, rules, today, start) if limits else ()
