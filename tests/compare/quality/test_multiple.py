from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.quality.multiple import benjamini_hochberg, bonferroni, holm, survivors

values = st.lists(st.floats(0, 1), max_size=12)


def holm_by_hand(p, alpha):
    """Step down until one fails."""
    kept = [False] * len(p)
    for step, place in enumerate(sorted(range(len(p)), key=lambda each: p[each])):
        if p[place] * (len(p) - step) > alpha:
            break
        kept[place] = True
    return tuple(kept)


@given(values, st.floats(0.001, 0.5))
def test_holm_keeps_what_stepping_down_by_hand_keeps(p, alpha):
    assert survivors(holm(p), alpha) == holm_by_hand(p, alpha)


@given(values)
def test_holm_is_never_weaker_than_bonferroni_nor_stronger_than_the_discovery_rate(p):
    for strict, middle, loose in zip(bonferroni(p), holm(p), benjamini_hochberg(p), strict=True):
        assert strict >= middle - 1e-12
        assert middle >= loose - 1e-12


@given(values)
def test_adjusting_keeps_the_order_and_never_lowers_a_value(p):
    for method in (bonferroni, holm, benjamini_hochberg):
        adjusted = method(p)
        assert all(p_ <= found + 1e-12 for p_, found in zip(p, adjusted, strict=True))
        by_value = [found for _, found in sorted(zip(p, adjusted, strict=True))]
        assert by_value == sorted(by_value)


def test_a_single_comparison_is_not_adjusted():
    assert holm([0.03]) == bonferroni([0.03]) == benjamini_hochberg([0.03]) == (0.03,)


@pytest.mark.parametrize("method", [bonferroni, holm, benjamini_hochberg])
@pytest.mark.parametrize("p", [[1.1], [-0.1], [float("nan")]])
def test_what_is_no_probability_is_refused(method, p):
    with pytest.raises(ValueError, match="from 0 to 1"):
        method(p)


def test_an_impossible_alpha_is_refused():
    with pytest.raises(ValueError, match="alpha"):
        survivors((0.1,), 0.0)
