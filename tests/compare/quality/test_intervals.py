from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binom, poisson

from compare.quality.intervals import newcombe, poisson_ratio, rate_ratio, wilson

levels = st.sampled_from([0.8, 0.95, 0.999])


@st.composite
def proportions(draw):
    n = draw(st.integers(1, 10_000))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [  # Newcombe 1998, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_limits(k, n, low, high):
    found = wilson(k, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [  # Newcombe 1998 (second paper), table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_published_limits(first, second, low, high):
    found = newcombe(*first, *second)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(proportions(), levels)
def test_wilson_lies_inside_0_to_1_and_contains_the_estimate(counts, level):
    found = wilson(*counts, level)
    assert 0 <= found.low <= found.estimate <= found.high <= 1
    assert found.low < found.high


@given(proportions(), levels)
def test_wilson_of_the_failures_is_the_mirror_of_that_of_the_successes(counts, level):
    k, n = counts
    there, back = wilson(k, n, level), wilson(n - k, n, level)
    assert math.isclose(there.low, 1 - back.high, abs_tol=1e-9)


@given(proportions(), proportions(), levels)
def test_newcombe_contains_the_difference_and_mirrors(first, second, level):
    there, back = newcombe(*first, *second, level), newcombe(*second, *first, level)
    assert -1 <= there.low <= there.estimate <= there.high <= 1
    assert math.isclose(there.low, -back.high, abs_tol=1e-12)


@given(st.integers(0, 500), st.floats(0.01, 1000))
def test_the_poisson_limits_leave_out_2_5_percent_on_each_side(observed, expected):
    found = poisson_ratio(observed, expected)
    assert found.low <= found.estimate <= found.high
    assert math.isclose(poisson.cdf(observed, found.high * expected), 0.025, rel_tol=1e-6)
    if observed:
        assert math.isclose(poisson.sf(observed - 1, found.low * expected), 0.025, rel_tol=1e-6)


@given(st.integers(0, 200), st.integers(0, 200), st.floats(1, 1e4), st.floats(1, 1e4))
def test_the_rate_ratio_has_exact_binomial_limits(x1, x2, t1, t2):
    if x1 + x2 == 0:
        return
    found = rate_ratio(x1, t1, x2, t2)
    assert 0 <= found.low <= found.estimate <= found.high
    assert (found.high == math.inf) == (x2 == 0)
    if x1:
        share = found.low * t1 / (found.low * t1 + t2)
        assert math.isclose(binom.sf(x1 - 1, x1 + x2, share), 0.025, rel_tol=1e-6)
        assert math.isclose(beta.ppf(0.025, x1, x2 + 1), share, rel_tol=1e-6)


def test_nine_complaints_and_an_index_of_1_63_are_not_above_average():
    found = poisson_ratio(9, 9 / 1.63)
    assert found.low < 1 < found.high


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: wilson(0, 0), "at least one observation"),
        (lambda: wilson(3, 2), "from 0 to n = 2"),
        (lambda: wilson(-1, 2), "from 0 to n = 2"),
        (lambda: wilson(1, 2, 1.0), "level between 0 and 1"),
        (lambda: newcombe(1, 2, 1, 0), "at least one observation"),
        (lambda: poisson_ratio(-1, 2.0), "zero or more"),
        (lambda: poisson_ratio(1, 0.0), "above zero"),
        (lambda: poisson_ratio(1, math.nan), "above zero"),
        (lambda: rate_ratio(0, 1.0, 0, 1.0), "no ratio"),
        (lambda: rate_ratio(1, 1.0, 1, -1.0), "above zero"),
    ],
)
def test_impossible_counts_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
