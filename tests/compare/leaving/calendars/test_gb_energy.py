"""Energy in Great Britain: the exit fee and the days without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.leaving.calendars.gb_energy import calendar, exit_fee
from compare.leaving.contract import Contract
from compare.leaving.departure import Block, Departure
from compare.values.money import Money
from tests.compare.leaving.rulebook import RULES

D = Decimal
FIXED = Contract(end=date(2026, 3, 31), fixed_term=True, exit_fee=Money(D(75), "GBP"), fuels=2)


def on(day: date, contract: Contract = FIXED) -> tuple[Departure, ...]:
    return calendar(contract, RULES, day, day)


@pytest.mark.parametrize(("day", "fee"), [(date(2026, 2, 9), 150), (date(2026, 2, 10), 0)])
def test_the_last_forty_nine_days_are_free(day: date, fee: int) -> None:
    now, _ = on(day)
    assert now.first_day == day
    assert [item.cost.central for item in now.costs] == [fee]


def test_waiting_ends_on_the_first_day_without_a_fee() -> None:
    _, waiting = on(date(2026, 1, 1))
    assert waiting.first_day == date(2026, 2, 10)
    assert [item.cost.central for item in waiting.costs] == [0]
    assert waiting.costs[0].step.inputs["days_left"] == 49


def test_a_variable_tariff_has_no_fee_and_no_term() -> None:
    (only,) = on(date(2026, 1, 1), Contract(fixed_term=False))
    assert (only.first_day, only.costs) == (date(2026, 1, 1), ())


def test_terms_that_got_worse_set_the_customer_free() -> None:
    now, _ = on(date(2026, 1, 1), replace(FIXED, adverse_change=True))
    assert now.costs[0].cost.central == 0
    unknown_fee = replace(FIXED, adverse_change=True, exit_fee=None)
    assert on(date(2026, 1, 1), unknown_fee)[0].blocked is None


def test_an_unknown_fee_blocks_until_the_free_days() -> None:
    now, waiting = on(date(2026, 1, 1), replace(FIXED, exit_fee=None))
    assert (now.blocked, now.earliest_date) == (Block.FEE_UNKNOWN, date(2026, 2, 10))
    assert waiting.first_day == date(2026, 2, 10)


@pytest.mark.parametrize(
    ("contract", "blocked"),
    [
        (Contract(), Block.TARIFF_KIND_UNKNOWN),
        (Contract(fixed_term=True), Block.CONTRACT_END_UNKNOWN),
    ],
)
def test_an_unknown_tariff_is_no_variable_one(contract: Contract, blocked: Block) -> None:
    assert [departure.blocked for departure in on(date(2026, 1, 1), contract)] == [blocked] * 2


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_a_later_switch_never_costs_more(day: date) -> None:
    def fee(switch: date) -> Decimal:
        return exit_fee(date(2026, 3, 31), switch, fee_per_fuel=D(75), fuels=2, free_days=49).fee

    assert fee(date.fromordinal(day.toordinal() + 1)) <= fee(day) <= 150


def test_a_fee_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a fee >= 0"):
        exit_fee(date(2026, 3, 31), date(2026, 1, 1), fee_per_fuel=D(-1), fuels=2, free_days=49)
