from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.quality.shrinkage import Beta, Gamma, empirical_bayes

counts = st.lists(st.tuples(st.integers(0, 300), st.floats(0.5, 500)), min_size=1, max_size=12)


@given(counts)
def test_a_shrunken_rate_lies_between_the_raw_one_and_the_mean(providers):
    found = empirical_bayes(*zip(*providers, strict=True))
    for raw, shrunk in zip(found.raw, found.shrunk, strict=True):
        low, high = sorted((raw, found.mean))
        assert low - 1e-9 <= shrunk <= high + 1e-9


@given(counts)
def test_the_shrunken_rate_is_the_posterior_mean_under_the_common_prior(providers):
    found = empirical_bayes(*zip(*providers, strict=True))
    if found.prior is None:
        assert set(found.shrunk) == {found.mean}
        return
    for (x, e), shrunk in zip(providers, found.shrunk, strict=True):
        assert math.isclose(found.prior.after(x, e).mean, shrunk, rel_tol=1e-6)


@given(counts, st.randoms(use_true_random=False))
def test_the_order_of_the_providers_does_not_matter(providers, random):
    order = list(range(len(providers)))
    random.shuffle(order)
    there = empirical_bayes(*zip(*providers, strict=True)).shrunk
    back = empirical_bayes(*zip(*[providers[place] for place in order], strict=True)).shrunk
    for place, shrunk in zip(order, back, strict=True):
        assert math.isclose(there[place], shrunk, rel_tol=1e-6, abs_tol=1e-9)


def test_providers_that_differ_by_chance_only_all_get_the_mean():
    found = empirical_bayes([10, 11, 9], [10.0, 10.0, 10.0])
    assert found.between_variance == 0
    assert found.shrunk == (1.0, 1.0, 1.0)


def test_more_counts_are_pulled_less():
    found = empirical_bayes([2, 200, 10, 10], [1.0, 100.0, 10.0, 10.0])
    assert found.mean < found.shrunk[0] < found.shrunk[1] < 2


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: empirical_bayes([], []),
        lambda: empirical_bayes([1], [1.0, 2.0]),
        lambda: empirical_bayes([1], [0.0]),
        lambda: empirical_bayes([-1], [1.0]),
        lambda: Gamma(0, 1),
        lambda: Beta(1, -1),
        lambda: Beta().after(3, 2),
        lambda: Gamma(1, 1).after(1, 0),
    ],
)
def test_impossible_counts_are_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        wrong()
