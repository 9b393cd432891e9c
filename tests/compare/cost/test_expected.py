"""A year over what may happen: expected and at worst; the worth of excess and limit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cost.expected import excess_value, expected_cost, limit_value

D = Decimal
AMOUNTS = st.decimals(0, 20_000, places=2)


def test_expected_and_worst_case_may_disagree_about_the_better_plan() -> None:
    scenarios = [(D("0.4"), D(0)), (D("0.4"), D(1000)), (D("0.2"), D(8000))]
    low = expected_cost(D(5000), scenarios, lambda costs: min(costs, D(300)))
    high = expected_cost(D(4200), scenarios, lambda costs: min(costs, D(2500)))
    assert high.expected_total < low.expected_total
    assert high.worst_total > low.worst_total


@given(st.lists(AMOUNTS, min_size=1, max_size=8))
def test_the_expected_total_never_exceeds_the_worst(costs: list[Decimal]) -> None:
    p = D(1) / 8
    rest = 1 - p * (len(costs) - 1)
    scenarios = [(rest, costs[0]), *((p, each) for each in costs[1:])]
    found = expected_cost(D(100), scenarios, lambda each: each)
    assert 100 <= found.expected_total <= found.worst_total + D("1e-20")


def test_a_scenario_that_cannot_happen_is_not_the_worst_case() -> None:
    scenarios = [(D(1), D(10)), (D(0), D(99_999))]
    assert expected_cost(D(0), scenarios, lambda costs: costs).worst_total == 10


@pytest.mark.parametrize(
    ("probabilities", "message"),
    [
        (["0.5", "0.4"], "sum to 1, found 0.9"),
        (["1.2", "-0.2"], "between 0 and 1, found 1.2"),
        ([], "sum to 1, found 0"),
    ],
)
def test_probabilities_that_are_none_are_refused(probabilities: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        expected_cost(D(0), [(D(p), D(1)) for p in probabilities], lambda costs: costs)


@given(AMOUNTS, AMOUNTS)
def test_a_higher_excess_costs_and_the_way_back_saves_as_much(old: Decimal, new: Decimal) -> None:
    there = excess_value(D("0.1"), D(1500), excess_old=old, excess_new=new)
    back = excess_value(D("0.1"), D(1500), excess_old=new, excess_new=old)
    assert there == -back
    assert (there > 0) == (new > old)


@given(AMOUNTS, AMOUNTS)
def test_a_lower_limit_costs(old: Decimal, new: Decimal) -> None:
    cost = limit_value(D("0.02"), D(8000), limit_old=old, limit_new=new)
    assert (cost > 0) == (new < old)


def test_an_excess_beyond_every_loss_costs_what_the_losses_cost() -> None:
    cost = excess_value(D("0.1"), D(1500), excess_old=D(0), excess_new=D(10_000_000))
    assert cost == D("150.0")


@pytest.mark.parametrize(
    ("frequency", "mean", "amount"), [("-0.1", "1500", "1"), ("0.1", "0", "1"), ("0.1", "1", "-1")]
)
def test_claims_that_cannot_be_are_refused(frequency: str, mean: str, amount: str) -> None:
    with pytest.raises(ValueError, match="expected a frequency >= 0"):
        excess_value(D(frequency), D(mean), excess_old=D(0), excess_new=D(amount))


def test_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="expected finite numbers"):
        limit_value(D("NaN"), D(1), limit_old=D(0), limit_new=D(1))
