"""Australian hospital cover: waiting periods and the lifetime loading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.leaving.calendars.au_health import (
    calendar,
    loaded_premium,
    loading_percent,
    remaining_wait,
)
from compare.leaving.contract import Contract
from compare.leaving.departure import Departure, Warn
from compare.values.money import Money
from tests.compare.leaving.rulebook import RULES

D = Decimal
(LOADING,) = RULES["lifetime_loading"]
START = date(2026, 7, 1)
MONTHS = st.integers(0, 36)


def on(contract: Contract) -> Departure:
    (only,) = calendar(contract, RULES, START, START)
    return only


@given(st.booleans(), MONTHS, MONTHS, MONTHS, MONTHS)
def test_a_wait_is_never_longer_than_the_law_or_the_new_fund_allow(
    covered: bool, old: int, held: int, new: int, longest: int
) -> None:
    wait = remaining_wait(
        covered_before=covered, old_wait=old, months_held=held, new_wait=new, longest=longest
    )
    assert 0 <= wait <= min(new, longest)
    if covered:
        assert wait <= max(0, old - held)


def test_only_the_balance_of_a_wait_is_left_and_all_of_it_for_what_was_not_covered() -> None:
    held = Contract(start=date(2025, 10, 1), waits={"pre_existing": 12, "psychiatric": None})
    departure = on(held)
    assert [step.result for step in departure.trail] == [3, 2]
    assert Warn.WAITING_PERIOD in departure.warnings


def test_a_wait_that_was_served_is_no_wait() -> None:
    departure = on(Contract(start=date(2024, 7, 1), waits={"pre_existing": 12}))
    assert [step.result for step in departure.trail] == [0]
    assert Warn.WAITING_PERIOD not in departure.warnings


def test_without_the_day_of_joining_the_balance_is_unknown() -> None:
    departure = on(Contract(waits={"pre_existing": 12}))
    assert [step.result for step in departure.trail] == [None]
    assert Warn.WAIT_UNKNOWN in departure.warnings


@given(st.lists(st.integers(0, 100), min_size=1, max_size=4))
def test_a_loading_is_between_nothing_and_seventy_per_cent(ages: list[int]) -> None:
    assert 0 <= loading_percent(ages, LOADING) <= 70
    assert loading_percent(ages, LOADING) == loading_percent(ages[::-1], LOADING)


def test_the_loading_goes_along_to_every_fund_and_leaves_extras_alone() -> None:
    couple = Contract(lhc_ages=(36, 35), hospital_base=Money(D(5000), "AUD"))
    departure = on(couple)
    assert [step.result for step in departure.trail] == [11, 5550]
    assert Warn.LOADING_APPLIES in departure.warnings
    extras = on(replace(couple, extras=Money(D(300), "AUD")))
    assert extras.trail[-1].result == 5850


def test_at_thirty_there_is_no_loading() -> None:
    assert Warn.LOADING_APPLIES not in on(Contract(lhc_ages=(30,))).warnings


def test_ages_amounts_and_months_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="age of at least one adult"):
        loading_percent([], LOADING)
    with pytest.raises(ValueError, match="amounts of at least 0"):
        loaded_premium(D(-1), D(0), D(0))
    with pytest.raises(ValueError, match="months of at least 0"):
        remaining_wait(covered_before=True, old_wait=-1, months_held=0, new_wait=1, longest=1)
    with pytest.raises(ValueError, match="no longest_wait_dental rule is known"):
        on(Contract(waits={"dental": 2}))
