"""A plan's price moved as its middle cell did."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.change import Toward
from compare.track.events import Severity
from compare.track.price_changes import Step, moved


@pytest.mark.parametrize(
    ("new", "severity"),
    [
        (1050, Severity.MAJOR),
        (1049, Severity.MODERATE),
        (1010, Severity.MODERATE),
        (1009, Severity.MINOR),
    ],
)
def test_severity_is_the_share_of_a_years_price(new: int, severity: Severity) -> None:
    found = moved([Step(1000, new, 0)])
    assert found is not None
    assert (found.kind, found.direction, found.severity) == ("price_up", Toward.WORSE, severity)


def test_the_lower_of_two_middle_cells_speaks_for_the_plan() -> None:
    found = moved([Step(100, 110, 0), Step(100, 104, 1), Step(100, 102, 2), Step(100, 101, 3)])
    assert found is not None
    assert (found.step.place, found.magnitude) == (2, Decimal("0.02"))


def test_a_cut_is_better_and_a_plan_whose_middle_stood_still_did_not_move() -> None:
    cut = moved([Step(100, 90, 0)])
    assert cut is not None
    assert (cut.kind, cut.direction, cut.magnitude) == ("price_down", Toward.BETTER, Decimal("0.1"))
    assert moved([Step(100, 100, 0), Step(100, 100, 1), Step(100, 150, 2)]) is None
    assert moved([Step(0, 100, 0)]) is None
    assert moved([]) is None


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)), min_size=1, max_size=9))
def test_the_order_of_cells_does_not_matter(prices: list[tuple[int, int]]) -> None:
    steps = [Step(old, new, place) for place, (old, new) in enumerate(prices)]
    assert moved(steps) == moved(steps[::-1])
