"""Worsenings per product-year: Poisson's own interval, wider where one decision changes many."""

from __future__ import annotations

import pytest

from compare.quality.event_rates import YEAR, EventRate, rate, ratio
from compare.quality.intervals import poisson_ratio, rate_ratio

TEN_YEARS = round(10 * YEAR)


def test_where_each_decision_changes_one_product_the_interval_is_poissons() -> None:
    found = rate((1, 1, 1, 1), TEN_YEARS)
    assert found
    expected = poisson_ratio(4, found.years)
    assert (found.events, found.cluster) == (4, 1)
    assert found.interval == expected


def test_ten_plans_changed_at_once_are_one_decision_and_no_ten_times_surer() -> None:
    at_once, apart = EventRate((10,), TEN_YEARS), EventRate((1,) * 10, TEN_YEARS)
    assert at_once.interval.estimate == pytest.approx(apart.interval.estimate)
    assert at_once.interval.low < apart.interval.low
    assert at_once.interval.high > apart.interval.high
    one = poisson_ratio(1, at_once.years / 10)
    assert at_once.interval.low == pytest.approx(one.low)
    assert at_once.interval.high == pytest.approx(one.high)


def test_no_event_is_a_rate_of_nought_with_an_upper_limit() -> None:
    found = EventRate((), TEN_YEARS)
    assert (found.interval.estimate, found.interval.low) == (0, 0)
    assert found.interval.high == pytest.approx(3.688879 / found.years, rel=1e-6)


def test_nothing_watched_is_no_rate() -> None:
    assert rate((1,), 0) is None
    with pytest.raises(ValueError, match="watched for a day"):
        EventRate((1,), 0)
    with pytest.raises(ValueError, match="watched for a day"):
        EventRate((0,), 5)


def test_one_rate_over_another_is_exact_and_absent_where_neither_saw_an_event() -> None:
    few, many = EventRate((1, 1), TEN_YEARS), EventRate((1,) * 20, TEN_YEARS)
    assert ratio(few, many) == rate_ratio(2, few.years, 20, many.years)
    assert ratio(EventRate((), 9), EventRate((), 9)) is None
