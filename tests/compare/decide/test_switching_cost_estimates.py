from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.decide.switching_cost_estimates import (
    loyalty_penalty,
    shy_switching_costs,
    undercut_proof_prices,
)

sizes = st.integers(1, 10_000).map(Decimal)
costs = st.integers(0, 100_000).map(lambda cents: Decimal(cents) / 100)


@given(sizes, sizes, costs)
def test_the_inversion_gives_back_the_switching_cost(a, b, cost):
    prices = undercut_proof_prices((a, b), cost).amounts
    for found in shy_switching_costs(prices, (a, b)).amounts:
        assert math.isclose(found, cost, abs_tol=1e-12)


@given(sizes, sizes, costs)
def test_the_smaller_firm_charges_more_and_equal_firms_twice_the_cost(a, b, cost):
    first, second = undercut_proof_prices((a, b), cost).amounts
    if a == b:
        assert math.isclose(first, 2 * cost, rel_tol=1e-20)
    elif cost:
        assert (first > second) == (a < b)


def test_no_firm_gains_by_undercutting():
    (a, b), cost = (Decimal(3), Decimal(1)), Decimal(100)
    first, second = undercut_proof_prices((a, b), cost).amounts
    # firm B earns as much at its price as with everybody at A's price less the switching cost
    assert math.isclose(second * b, (first - cost) * (a + b))
    assert math.isclose(first * a, (second - cost) * (a + b))


def test_a_negative_cost_is_a_misfit_and_stays_negative():
    found = shy_switching_costs([Decimal(10), Decimal(90)], [Decimal(3), Decimal(2)])
    assert found.amounts[0] == Decimal(10) - Decimal(90) * 2 / 5
    assert found.misfits == (0,)


def test_every_result_says_that_it_is_nobodys_own_cost():
    results = [
        undercut_proof_prices((Decimal(1), Decimal(1)), Decimal(1)),
        shy_switching_costs([Decimal(1)] * 2, [Decimal(1)] * 2),
        loyalty_penalty(Decimal(1), Decimal(2)),
    ]
    assert {result.label for result in results} == {
        "market calibration, never a customer's own cost"
    }


def test_present_customers_who_pay_less_have_a_negative_penalty():
    found = loyalty_penalty(Decimal(200), Decimal(150))
    assert (found.amount, found.share) == (-50, Decimal("-0.25"))


@given(st.permutations([0, 1, 2]))
def test_the_order_of_the_firms_does_not_matter(order):
    prices, customers = [60, 55, 50], [5, 3, 2]
    there = shy_switching_costs(*([Decimal(v) for v in each] for each in (prices, customers)))
    back = shy_switching_costs(
        [Decimal(prices[place]) for place in order], [Decimal(customers[place]) for place in order]
    )
    assert back.amounts == tuple(there.amounts[place] for place in order)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: undercut_proof_prices((Decimal(0), Decimal(1)), Decimal(1)), "customers above"),
        (lambda: undercut_proof_prices((Decimal(1), Decimal(1)), Decimal(-1)), "zero or more"),
        (lambda: shy_switching_costs([Decimal(1)], [Decimal(1)]), "two firms"),
        (lambda: shy_switching_costs([Decimal(1)] * 2, [Decimal(1)] * 3), "two firms"),
        (lambda: shy_switching_costs([Decimal(1)] * 3, [Decimal(1)] * 3), "a tie"),
        (lambda: loyalty_penalty(Decimal(0), Decimal(1)), "above zero"),
    ],
)
def test_impossible_markets_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
