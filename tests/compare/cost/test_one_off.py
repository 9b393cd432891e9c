"""Items that are paid or got once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cost.one_off import cashback, gap_exposure, one_off_total, overlap
from compare.values.estimate import Estimate

D = Decimal


@given(st.decimals(0, 1000, places=2), st.decimals(0, 1, places=3))
def test_a_cashback_is_its_face_value_times_its_probability(face: Decimal, p: Decimal) -> None:
    item = cashback(face, p, "GBP")
    assert item.cost.central == -face * p == item.step.result
    assert -face <= item.cost.low <= item.cost.high <= 0
    assert item.cost.is_exact == (p in (0, 1) or face == 0)


@pytest.mark.parametrize(("face", "p"), [("-1", "0.5"), ("1", "1.01"), ("1", "-0.01")])
def test_a_cashback_that_cannot_be_is_refused(face: str, p: str) -> None:
    with pytest.raises(ValueError, match="expected a"):
        cashback(D(face), D(p), "GBP")


def test_days_paid_twice_cost_their_part_of_the_year() -> None:
    assert overlap(D(730), 10, 365, "GBP").cost == Estimate.exactly(D(20))
    assert overlap(D(730), 0, 365, "GBP").cost.central == 0
    with pytest.raises(ValueError, match="overlap days of at least 0"):
        overlap(D(730), -1, 365, "GBP")


def test_one_day_without_cover_is_an_exposure_and_never_zero() -> None:
    found = gap_exposure(Estimate(D(0), D(365), D(730)), 1, 365, "GBP", "a table")
    assert found is not None
    assert found.cost == Estimate(D(0), D(1), D(2))
    assert (found.step.result, found.step.reference) == (D(1), "a table")
    assert gap_exposure(None, 1, 365, "GBP", "") is None
    none = gap_exposure(None, 0, 365, "GBP", "")
    assert none is not None
    assert none.cost == Estimate.exactly(D(0))
    with pytest.raises(ValueError, match="expected days >= 0"):
        gap_exposure(None, -1, 365, "GBP", "")


def test_items_of_two_currencies_are_not_added() -> None:
    items = [cashback(D(1), D(1), "GBP"), overlap(D(730), 10, 365, "GBP")]
    assert one_off_total(items, "GBP") == Estimate.exactly(D(19))
    with pytest.raises(ValueError, match="expected cashback in CHF, found it in GBP"):
        one_off_total(items, "CHF")
