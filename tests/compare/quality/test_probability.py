from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaln

from compare.quality.probability import (
    highest_proportion,
    lowest_rate,
    proportion_greater,
    proportions_greater,
    rate_lower,
)
from compare.quality.shrinkage import Beta, Gamma

counts = st.integers(0, 400)


def exact_greater(first: Beta, second: Beta) -> float:
    """P(first > second) as the finite sum that holds for a whole first parameter."""
    i = np.arange(int(first.a))
    terms = betaln(second.a + i, second.b + first.b) - betaln(1 + i, first.b)
    return float(np.exp(terms - np.log(first.b + i) - betaln(second.a, second.b)).sum())


@pytest.mark.parametrize("size", [1, 10, 1000, 100_000])
@pytest.mark.parametrize(
    "incumbent", [Beta(1, 1), Beta(1, 300), Beta(101, 40), Beta(20_001, 20_001), Beta(90_001, 41)]
)
def test_three_thousand_offers_come_within_a_thousandth_of_the_exact_sum(size, incumbent):
    rng = random.Random(size)
    near = round(size * incumbent.mean)
    candidates = [Beta(1 + rng.randrange(2 * size), 1 + rng.randrange(size)) for _ in range(2980)]
    candidates += [Beta(1 + max(0, near - d), 1 + max(0, size - near + d)) for d in range(20)]
    found = proportions_greater(candidates, incumbent)
    checked = [*range(0, 3000, 60), *range(2980, 3000)]
    exact = [exact_greater(candidates[place], incumbent) for place in checked]
    assert np.abs(found[checked] - exact).max() < 1e-3
    assert len(found) == 3000


@given(counts, counts, counts, counts)
def test_one_of_two_is_greater(a, b, c, d):
    first, second = Beta(1 + a, 1 + b), Beta(1 + c, 1 + d)
    there, back = proportion_greater(first, second), proportion_greater(second, first)
    assert 0 <= there <= 1
    assert math.isclose(there + back, 1, abs_tol=2e-3)


def test_no_candidates_give_no_probabilities():
    assert proportions_greater([], Beta()).size == 0


@given(counts, counts)
def test_a_rate_against_its_like_is_a_coin(events, exposure):
    posterior = Gamma(1 + events, 1 + exposure)
    assert math.isclose(rate_lower(posterior, posterior), 0.5, abs_tol=1e-12)


def test_the_closed_form_of_rates_agrees_with_drawing():
    rng = np.random.default_rng(5)
    first, second = Gamma(8, 12), Gamma(16, 12)
    a, b = (rng.gamma(g.shape, 1 / g.rate, 400_000) for g in (first, second))
    assert math.isclose(rate_lower(first, second), (a < b).mean(), abs_tol=0.003)


rates = st.lists(st.tuples(st.integers(1, 500), st.floats(1, 500)), min_size=1, max_size=6)


@given(rates)
def test_somebody_has_the_lowest_rate(parameters):
    found = lowest_rate([Gamma(*each) for each in parameters])
    assert math.isclose(sum(found), 1)
    assert all(0 <= share <= 1 for share in found)


@given(rates)
def test_of_two_the_lowest_is_the_lower(parameters):
    first, second = Gamma(*parameters[0]), Gamma(*parameters[-1])
    found = lowest_rate([first, second])[0]
    assert math.isclose(found, rate_lower(first, second), abs_tol=2e-3)


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(1, 300)), min_size=2, max_size=2))
def test_of_two_the_highest_is_the_higher(parameters):
    first, second = (Beta(*each) for each in parameters)
    found = highest_proportion([first, second])[0]
    assert math.isclose(found, proportion_greater(first, second), abs_tol=2e-3)


def test_the_best_of_a_whole_market_agrees_with_drawing():
    rng = np.random.default_rng(9)
    posteriors = [Gamma(rng.integers(1, 60), rng.integers(10, 40)) for _ in range(40)]
    drawn = np.array([rng.gamma(g.shape, 1 / g.rate, 100_000) for g in posteriors])
    shares = np.bincount(drawn.argmin(axis=0), minlength=40) / 100_000
    assert np.abs(np.array(lowest_rate(posteriors)) - shares).max() < 0.006


def test_nobody_is_the_best_of_none():
    with pytest.raises(ValueError, match="at least one provider"):
        lowest_rate([])
    with pytest.raises(ValueError, match="at least one provider"):
        highest_proportion([])
