"""The rise of a provider's prices: the median over plans, each counted once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compare.track.price_rise import price_rise


def test_the_middle_one_of_the_plans_is_the_rise_worked_by_hand() -> None:
    central_west = [[(21170, 22405)], [(20390, 21625)], [(18850, 20865)], [(31525, 31460)]]
    found = price_rise(central_west)
    assert found is not None
    assert round(found.median, 5) == Decimal("0.05945")
    assert (found.matched, round(found.least, 4), round(found.most, 4)) == (
        4,
        Decimal("-0.0021"),
        Decimal("0.1069"),
    )


def test_a_plan_with_many_cells_counts_once() -> None:
    found = price_rise([[(100, 200)] * 9, [(100, 100)], [(100, 110)]])
    assert found is not None
    assert (found.matched, found.median) == (3, Decimal("0.1"))


def test_nothing_that_matches_is_no_rise() -> None:
    assert price_rise([]) is None


def test_a_price_of_nothing_cannot_rise() -> None:
    with pytest.raises(ValueError, match="above zero"):
        price_rise([[(0, 5)]])
