"""Periods added up: standardised, never counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.quality.figures import Figure, Kind, Measure
from compare.quality.pooling import Period, pooled, repeats

RATE = Measure("upheld", Kind.RATE, "complaints", "millions of premium", higher_is_better=False)
SHARE = Measure("accepted", Kind.PROPORTION, "accepted", "claims", higher_is_better=True)


def period(label: str, measure: Measure = RATE, **counts: tuple[int, float]) -> Period:
    return tuple(Figure(name, measure, k, n, "", label) for name, (k, n) in counts.items())


def test_a_provider_that_was_large_in_a_bad_year_of_the_market_is_not_worse_for_it() -> None:
    """Both have the market's own rate in each year: 0.1 in the bad one, 0.01 in the good one."""
    bad = period("1", early=(90, 900), late=(10, 100))
    good = period("2", early=(1, 100), late=(9, 900))

    early, late = pooled([bad, good])

    assert (early.numerator, late.numerator) == (91, 19)
    assert early.interval.estimate == pytest.approx(1.0)
    assert late.interval.estimate == pytest.approx(1.0)


def test_the_index_of_the_whole_market_is_one() -> None:
    figures = pooled([period("1", a=(3, 40), b=(9, 20)), period("2", b=(2, 35), c=(5, 90))])

    assert [figure.provider for figure in figures] == ["a", "b", "c"]
    assert sum(f.numerator for f in figures) == pytest.approx(sum(f.denominator for f in figures))
    assert {figure.period for figure in figures} == {"1 … 2"}


def test_shares_are_added_up_as_they_are() -> None:
    (one,) = pooled([period("1", SHARE, a=(30, 40)), period("2", SHARE, a=(10, 60))])

    assert (one.numerator, one.denominator, one.measure) == (40, 100, SHARE)


def test_one_period_stays_as_it_was_published() -> None:
    only = period("1", a=(3, 40), b=(9, 20))

    assert pooled([only]) == only
    assert pooled([only, period("2", a=(0, 44), b=(0, 10))]) == only, "no event at all: no rate"


def test_nothing_published_is_nothing_pooled() -> None:
    assert pooled([]) == ()


def test_a_period_with_the_counts_of_another_repeats_it() -> None:
    first = period("2015", a=(3, 40), b=(9, 20))
    again = period("2016", b=(9, 20), a=(3, 40))
    other = period("2017", a=(3, 40), b=(9, 20.5))

    assert repeats([first, again, other]) == {"2016": "2015"}


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("abcd"),
            st.tuples(st.integers(1, 50), st.floats(0.5, 500)),
            min_size=1,
        ),
        min_size=2,
        max_size=4,
    )
)
def test_pooling_loses_no_event_and_expects_as_many(
    years: list[dict[str, tuple[int, float]]],
) -> None:
    figures = pooled([period(str(at), **counts) for at, counts in enumerate(years)])

    events = sum(k for counts in years for k, _ in counts.values())
    assert sum(figure.numerator for figure in figures) == events
    assert sum(figure.denominator for figure in figures) == pytest.approx(events)
