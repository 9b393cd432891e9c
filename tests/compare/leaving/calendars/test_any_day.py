"""Contracts that may be ended on any day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.leaving.calendars import departures
from compare.leaving.contract import Contract
from compare.leaving.departure import Departure
from compare.values.money import Money
from tests.compare.leaving.rulebook import RULES, without

TODAY = date(2024, 10, 26)


def on(start: date, contract: Contract | None = None) -> Departure:
    (only,) = departures("any_day", contract or Contract(), RULES, TODAY, start)
    return only


def test_it_is_left_as_soon_as_the_notice_allows() -> None:
    assert on(TODAY).first_day == date(2024, 10, 28)
    assert on(date(2024, 12, 1)).first_day == date(2024, 12, 1)
    assert on(TODAY).costs == ()


def test_a_fee_that_the_contract_names_is_due() -> None:
    (fee,) = on(TODAY, Contract(exit_fee=Money(Decimal(70), "AUD"))).costs
    assert (fee.key, fee.cost.central) == ("exit_fee", 70)


def test_a_market_without_the_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="no notice_days rule is known"):
        departures("any_day", Contract(), without("notice_days"), TODAY, TODAY)
