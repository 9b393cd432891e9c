from __future__ import annotations

from decimal import Decimal

import pytest

from compare.quality.index import complaint_index

MILLION = Decimal(1_000_000)


def test_the_index_is_observed_over_expected_and_keeps_both():
    found = complaint_index(120, 8000, 40 * MILLION, 2000 * MILLION)
    assert (found.observed, found.expected, found.interval.estimate) == (120, 160.0, 0.75)
    assert found.interval.low < 0.75 < found.interval.high


def test_no_complaint_is_not_no_risk():
    found = complaint_index(0, 100, Decimal(2), Decimal(100))
    assert found.interval.estimate == found.interval.low == 0
    assert found.interval.high > 1.8


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((9, 8, Decimal(1), Decimal(2)), "from 0 to 8"),
        ((-1, 8, Decimal(1), Decimal(2)), "from 0 to 8"),
        ((0, 0, Decimal(1), Decimal(2)), "no index"),
        ((1, 8, Decimal(0), Decimal(2)), "above 0"),
        ((1, 8, Decimal(3), Decimal(2)), "up to 2"),
    ],
)
def test_an_impossible_share_is_refused(counts, words):
    with pytest.raises(ValueError, match=words):
        complaint_index(*counts)
