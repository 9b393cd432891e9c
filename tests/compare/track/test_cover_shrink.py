from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.cover_shrink import cover_unit_change

amounts = st.integers(1, 100_000).map(Decimal)


def test_premium_4_percent_up_and_cover_11_percent_down_make_the_same_cover_16_9_dearer():
    found = cover_unit_change(*map(Decimal, (500, 520, 300, 267)))
    shares = (found.price_change, found.benefit_change, found.unit_price_change)
    assert [round(share * 100, 1) for share in shares] == [
        Decimal("4.0"),
        Decimal("-11.0"),
        Decimal("16.9"),
    ]


def test_more_cover_at_the_same_price_has_no_share_of_a_rise():
    found = cover_unit_change(*map(Decimal, (500, 500, 300, 330)))
    assert found.unit_price_change < 0
    assert found.share_from_shrink is None


def test_a_premium_that_fell_leaves_more_than_all_of_the_rise_to_the_cover():
    found = cover_unit_change(*map(Decimal, (500, 490, 300, 200)))
    assert found.share_from_shrink > 1


@given(amounts, amounts, amounts, amounts, st.integers(2, 9))
def test_the_currency_changes_nothing(p0, p1, b0, b1, factor):
    there = cover_unit_change(p0, p1, b0, b1)
    scaled = cover_unit_change(p0 * factor, p1 * factor, b0 * factor, b1 * factor)
    assert math.isclose(there.unit_price_change, scaled.unit_price_change, abs_tol=1e-20)
    assert math.isclose(there.dln_unit_price, there.dln_price - there.dln_benefit, abs_tol=1e-20)


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("value", ["0", "-1", "NaN", "Infinity"])
def test_a_price_or_benefit_not_above_zero_is_refused(place, value):
    values = [Decimal(100)] * 4
    values[place] = Decimal(value)
    with pytest.raises(ValueError, match="above zero"):
        cover_unit_change(*values)
