from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.quality.heterogeneity import effects, median_ratio, of_proportions, of_rates

# The 13 BCG trials (Colditz et al. 1994): log risk ratios and variances.
Y = [-0.8893113339, -1.5853886572, -1.3480731483, -1.44155119, -0.2175473222, -0.7861155858,
     -1.6208982236, 0.0119523335, -0.4694176487, -1.3713448035, -0.3393588283, 0.4459134006,
     -0.0173139482]  # fmt: skip
V = [0.325584765, 0.1945811214, 0.4153679654, 0.0200100319, 0.0512101722, 0.0069056185,
     0.2230172476, 0.0039615793, 0.0564342105, 0.0730247936, 0.012412214, 0.5325058452,
     0.0714046597]  # fmt: skip


def test_the_limits_of_tau_squared_are_the_published_ones():
    found = effects(Y, V)  # metafor's confint for these trials: 0.1197 to 1.1115
    assert math.isclose(found.ratio_low, median_ratio(0.1197), rel_tol=1e-3)
    assert math.isclose(found.ratio_high, median_ratio(1.1115), rel_tol=1e-3)


def test_providers_alike_by_luck_do_not_prove_sameness():
    found = of_rates([10, 10, 10], [10, 10, 10])
    assert found.p == 1
    assert found.median_ratio == 1
    assert found.ratio_high > 1.5


def test_many_alike_with_large_counts_do_prove_sameness():
    rng = np.random.default_rng(3)
    found = of_rates(rng.poisson(4000, 30).tolist(), [1000.0] * 30)
    assert found.ratio_high < 1.1


def test_large_counts_make_i2_large_and_the_size_stay_small():
    found = of_rates([100_000, 103_000, 98_000, 101_500], [1000.0] * 4)
    assert found.p < 1e-6
    assert found.i2 > 0.9
    assert found.median_ratio < 1.05


def test_the_upper_limit_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(11)
    tau2, covered = 0.04, 0
    for _ in range(200):
        exposure = rng.uniform(50, 500, 15)
        rates = np.exp(rng.normal(0, math.sqrt(tau2), 15))
        found = of_rates(rng.poisson(rates * exposure).tolist(), exposure.tolist())
        covered += found.ratio_low <= median_ratio(tau2) <= found.ratio_high
    assert covered >= 0.92 * 200


def test_a_provider_without_complaints_takes_part():
    found = of_rates([0, 50, 45], [50.0, 50.0, 50.0])
    assert found.p < 0.001
    assert math.isfinite(found.median_ratio)


def test_proportions_have_a_chi_squared_of_their_own():
    found = of_proportions([10, 30], [100, 100])
    assert math.isclose(found.statistic, 12.5)  # 2 x 2 table without correction
    assert found.df == 1
    assert of_proportions([0, 5], [10, 10]).median_ratio > 1
    assert of_proportions([10, 5], [10, 10]).tau2 >= 0


providers = st.lists(
    st.tuples(st.integers(0, 400), st.floats(1, 1000)), min_size=2, max_size=10
).filter(lambda each: any(x for x, _ in each))


@given(providers, st.randoms(use_true_random=False))
def test_the_order_of_the_providers_does_not_matter(each, random):
    there = of_rates(*zip(*each, strict=True))
    random.shuffle(each)
    back = of_rates(*zip(*each, strict=True))
    assert math.isclose(there.p, back.p, rel_tol=1e-6, abs_tol=1e-12)
    assert math.isclose(there.median_ratio, back.median_ratio, rel_tol=1e-6)


@given(providers)
def test_nothing_is_ever_not_a_number(each):
    found = of_rates(*zip(*each, strict=True))
    assert 1 <= found.ratio_low <= found.median_ratio <= found.ratio_high
    assert 0 <= found.i2 < 1
    assert 0 <= found.p <= 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: of_rates([1], [1.0]), "two providers"),
        (lambda: of_rates([1, 2], [1.0]), "as many values"),
        (lambda: of_rates([0, 0], [1.0, 1.0]), "found none"),
        (lambda: of_rates([1, 2], [1.0, 0.0]), "above zero"),
        (lambda: of_proportions([0, 0], [5, 5]), "one kind only"),
        (lambda: of_proportions([6, 0], [5, 5]), "from 0 to n"),
        (lambda: effects([0.0, math.nan], [1.0, 1.0]), "finite"),
        (lambda: effects([0.0, 1.0], [1.0, 0.0]), "above zero"),
        (lambda: median_ratio(-1), "zero or more"),
    ],
)
def test_impossible_input_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
