"""Telecoms: the charge for leaving within the minimum term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.leaving.calendars.telecoms import calendar, early_termination_charge
from compare.leaving.contract import Contract
from compare.leaving.departure import Block, Departure, Warn
from compare.values.money import Money
from tests.compare.leaving.rulebook import RULES, without

D = Decimal
HELD = Contract(end=date(2026, 4, 1), monthly=Money(D(30), "GBP"))
START = date(2026, 1, 1)


def on(contract: Contract, day: date = START) -> tuple[Departure, ...]:
    return calendar(contract, RULES, day, day)


def test_the_charge_of_three_months() -> None:
    now, at_end = on(HELD)
    (item,) = now.costs
    assert (item.key, item.cost.central) == ("early_termination", D("86.4"))
    assert (at_end.first_day, at_end.costs) == (date(2026, 4, 1), ())
    assert Warn.SERVICE_LOSS_ONE_DAY in now.warnings


def test_a_discount_lowers_the_charge_as_it_lowers_the_price() -> None:
    cheap = replace(HELD, discount=Money(D(15), "GBP"))
    assert on(cheap)[0].costs[0].cost.central == D("43.2")


def test_what_the_provider_does_not_publish_is_not_taken_off() -> None:
    (item,) = calendar(HELD, without("early_receipt"), START, START)[0].costs
    assert item.cost.central == 90


def test_after_the_minimum_term_nothing_is_charged() -> None:
    (only,) = on(Contract(fixed_term=False))
    assert only.costs == ()
    now, at_end = on(HELD, date(2026, 5, 1))
    assert now.costs[0].cost.central == 0
    assert at_end.first_day == date(2026, 5, 1)


def test_unknown_ends_and_prices_block() -> None:
    assert {d.blocked for d in on(Contract())} == {Block.CONTRACT_END_UNKNOWN}
    now, at_end = on(replace(HELD, monthly=None))
    assert (now.blocked, now.earliest_date) == (Block.FEE_UNKNOWN, date(2026, 4, 1))
    assert at_end.blocked is None


@given(st.decimals(1, 200, places=2), st.decimals(0, 24, places=1))
def test_tax_taken_out_and_put_back_is_the_price(monthly: Decimal, months: Decimal) -> None:
    charge = early_termination_charge(monthly, months, vat=D("0.2"))
    assert abs(charge - monthly * months) < D("1e-20")


def test_a_charge_without_tax_is_smaller_by_division_and_not_by_subtraction() -> None:
    charge = early_termination_charge(D(30), D(1), vat=D("0.2"), vat_on_charge=False)
    assert charge == 25


def test_charges_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="amounts and months of at least 0"):
        early_termination_charge(D(30), D(-1), vat=D("0.2"))
    with pytest.raises(ValueError, match="shares between 0 and 1"):
        early_termination_charge(D(30), D(1), vat=D(20))
    with pytest.raises(ValueError, match="discount and saving below the price"):
        early_termination_charge(D(30), D(1), vat=D("0.2"), discount=D(31))
    with pytest.raises(ValueError, match="GBP with EUR"):
        on(replace(HELD, discount=Money(D(1), "EUR")))
