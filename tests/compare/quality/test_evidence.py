from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from compare.quality.evidence import newcombe_p, rate_ratio_p
from compare.quality.intervals import newcombe, rate_ratio

levels = st.sampled_from([0.5, 0.8, 0.95, 0.99, 0.9999])
sizes = st.integers(1, 2000)


@given(sizes, sizes, st.floats(0, 1), st.floats(0, 1), levels)
def test_newcombes_p_value_agrees_with_its_interval(n1, n2, share1, share2, level):
    k1, k2 = round(share1 * n1), round(share2 * n2)
    p = float(newcombe_p(k1, n1, k2, n2))
    assume(not math.isclose(p, 1 - level, rel_tol=1e-6))
    found = newcombe(k1, n1, k2, n2, level)
    assert (p < 1 - level) == (found.low > 0 or found.high < 0)


@given(st.integers(0, 300), st.integers(0, 300), st.floats(1, 1e4), st.floats(1, 1e4), levels)
def test_the_p_value_of_rates_agrees_with_their_interval(x1, x2, t1, t2, level):
    p = float(rate_ratio_p(x1, t1, x2, t2))
    assume(x1 + x2 > 0 and not math.isclose(p, 1 - level, rel_tol=1e-6))
    found = rate_ratio(x1, t1, x2, t2, level)
    assert (p < 1 - level) == (found.low > 1 or found.high < 1)


def test_the_same_share_is_no_evidence():
    assert newcombe_p(5, 10, 50, 100) == 1
    assert rate_ratio_p(0, 10, 0, 20) == 1


def test_many_pairs_come_out_as_each_alone():
    many = newcombe_p([5, 9, 0], [10, 10, 10], [1, 2, 0], [10, 10, 10])
    alone = [float(newcombe_p(k, 10, m, 10)) for k, m in ((5, 1), (9, 2), (0, 0))]
    assert many.tolist() == alone
