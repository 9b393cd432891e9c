"""Current accounts: seven working days, and payments that are sent on."""

from __future__ import annotations

from datetime import date

import pytest

from compare.leaving.calendars import CALENDARS, departures
from compare.leaving.contract import Contract
from compare.leaving.departure import Departure, Move, Warn
from tests.compare.leaving.rulebook import RULES, without


def on(today: date, start: date, contract: Contract | None = None) -> Departure:
    (only,) = departures("current_account", contract or Contract(region="ENG"), RULES, today, start)
    return only


def test_a_switch_takes_seven_working_days_over_easter() -> None:
    departure = on(date(2026, 4, 1), date(2026, 4, 1))
    assert departure.first_day == departure.earliest_date == date(2026, 4, 14)
    assert departure.costs == ()


def test_a_later_start_is_kept() -> None:
    assert on(date(2026, 4, 1), date(2026, 6, 1)).first_day == date(2026, 6, 1)


@pytest.mark.parametrize(("day", "months"), [(date(2014, 3, 3), 13), (date(2026, 4, 1), 36)])
def test_how_long_payments_are_sent_on_is_a_dated_fact(day: date, months: int) -> None:
    assert on(day, day).trail[-1].result == months


def test_an_overdraft_is_agreed_anew_unless_there_is_none() -> None:
    assert on(date(2026, 4, 1), date(2026, 4, 1)).warnings == (Warn.OVERDRAFT_ANEW,)
    without_one = Contract(region="ENG", overdraft=False)
    assert on(date(2026, 4, 1), date(2026, 4, 1), without_one).warnings == ()


def test_a_calendar_is_chosen_by_name() -> None:
    with pytest.raises(ValueError, match=r"expected a calendar \(any_day, .* found 'moon'"):
        departures("moon", Contract(), RULES, date(2026, 4, 1), date(2026, 4, 1))


@pytest.mark.parametrize("name", CALENDARS)
def test_every_calendar_answers_for_a_contract_of_which_nothing_is_known(name: str) -> None:
    found = departures(name, Contract(), RULES, date(2026, 4, 1), date(2026, 4, 1))
    moves = [departure.move for departure in found]
    assert moves == list(Move)[: len(moves)]
    for departure in found:
        assert departure.first_day is None or departure.first_day >= date(2026, 4, 1)


def test_a_market_without_the_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="no switch_working_days rule is known"):
        departures(
            "current_account",
            Contract(),
            without("switch_working_days"),
            date(2026, 4, 1),
            date(2026, 4, 1),
        )
