"""Amounts of later years in the money of today."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cost.discount import discount_factor, present_value

AMOUNTS = st.decimals(-100_000, 100_000, places=2)
YEARS = st.decimals(0, 40, places=2)


def test_three_yearly_premiums_at_the_green_book_rate() -> None:
    flows = [(Decimal(year), Decimal(500)) for year in range(3)]
    assert round(present_value(flows, Decimal("0.035")), 2) == Decimal("1449.85")


@given(st.lists(st.tuples(YEARS, AMOUNTS), max_size=8))
def test_without_a_rate_the_present_value_is_the_exact_sum(
    flows: list[tuple[Decimal, Decimal]],
) -> None:
    assert present_value(flows, Decimal(0)) == sum((amount for _, amount in flows), Decimal(0))


@given(YEARS, YEARS, st.decimals("0.001", 1, places=3))
def test_a_later_payment_weighs_less(one: Decimal, other: Decimal, rate: Decimal) -> None:
    if one < other:
        assert discount_factor(rate, one) > discount_factor(rate, other)


@pytest.mark.parametrize("rate", ["-1", "-2", "NaN", "Infinity"])
def test_a_rate_of_minus_one_or_none_at_all_is_refused(rate: str) -> None:
    with pytest.raises(ValueError, match="expected a yearly discount rate above -1"):
        present_value([(Decimal(1), Decimal(1))], Decimal(rate))


def test_a_payment_in_the_past_is_refused() -> None:
    with pytest.raises(ValueError, match="today or later"):
        present_value([(Decimal(-1), Decimal(1))], Decimal("0.03"))
