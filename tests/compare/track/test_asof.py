from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.asof import SourceRank, ValueChange, Version, as_of, changes
from compare.values.span import Span

START = date(2025, 1, 1)
FIRST = datetime(2024, 1, 1)


def on(day):
    return START + timedelta(days=day)


def at(hour):
    return FIRST + timedelta(hours=hour)


def version(value, start, end, known_from=0, known_until=None, **more):
    until = None if known_until is None else at(known_until)
    span = Span(on(start), None if end is None else on(end))
    return Version(value, span, at(known_from), until, **more)


def test_a_value_holds_from_its_first_day_to_the_day_before_its_end():
    row = version(1, 0, 10)
    assert as_of([row], on(0), at(0)) is row
    assert as_of([row], on(9), at(0)) is row
    assert as_of([row], on(10), at(0)) is None
    assert as_of([row], on(-1), at(0)) is None


def test_a_value_is_known_from_its_instant_until_it_is_superseded():
    row = version(1, 0, None, 5, 8)
    assert [as_of([row], on(0), at(hour)) is row for hour in (4, 5, 7, 8)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("believed", "later"),
    [
        (SourceRank.OWN_CONTRACT, SourceRank.REGULATOR_FILING),
        (SourceRank.REGULATOR_FILING, SourceRank.PROVIDER_DOCUMENT),
        (SourceRank.PROVIDER_DOCUMENT, SourceRank.COMPARISON_SITE),
    ],
)
def test_the_closer_source_is_believed_before_a_later_one(believed, later):
    close = version(1, 0, None, 0, rank=believed)
    assert as_of([close, version(2, 0, None, 9, rank=later)], on(0), at(9)) is close


def test_of_equal_sources_the_latest_known_is_believed():
    assert as_of([version(2, 0, None, 9), version(1, 0, None, 0)], on(0), at(9)).value == 2


def test_a_new_validity_is_a_change():
    rows = [version(250, 0, 100), version(500, 100, None)]
    assert changes(rows, at(0)) == (ValueChange(on(100), 250, 500),)


def test_the_same_value_in_a_new_period_is_no_change():
    assert changes([version(250, 0, 100), version(250, 100, 200)], at(0)) == ()


def test_days_without_a_value_are_neither_a_loss_nor_stability():
    rows = [version(250, 0, 100), version(500, 200, None)]
    assert changes(rows, at(0)) == ()


def test_a_correction_takes_back_the_change_that_it_undoes():
    rows = [version(250, 0, 100), version(500, 100, None, 0, 5), version(250, 100, None, 5)]
    assert changes(rows, at(4)) == (ValueChange(on(100), 250, 500),)
    assert changes(rows, at(5)) == ()


def test_knowledge_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="expected an end after"):
        version(1, 0, None, 5, 5)


@st.composite
def histories(draw):
    """A value for each of some consecutive periods, all known from the start."""
    lengths = draw(st.lists(st.integers(1, 30), min_size=1, max_size=6))
    rows, day = [], 0
    for length in lengths:
        rows.append(version(draw(st.integers(1, 3)), day, day + length))
        day += length
    return rows


@given(histories(), st.data())
def test_a_correction_of_one_validity_makes_no_change_on_any_other_day(rows, data):
    place = data.draw(st.integers(0, len(rows) - 1))
    wrong = rows[place]
    corrected = [
        *rows[:place],
        replace(wrong, known_until=at(5)),
        replace(wrong, value=data.draw(st.integers(4, 6)), known_from=at(5)),
        *rows[place + 1 :],
    ]
    assert changes(corrected, at(4)) == changes(rows, at(4))
    borders = {wrong.valid.start, wrong.valid.end}
    others = [change for change in changes(rows, at(4)) if change.day not in borders]
    still = [change for change in changes(corrected, at(5)) if change.day not in borders]
    assert still == others


@given(st.integers(1, 3), st.lists(st.integers(1, 9), max_size=6))
def test_correcting_a_single_period_never_yields_a_change(first, values):
    rows = [version(first, 0, None, 0, 1)]
    for hour, value in enumerate(values, start=1):
        rows.append(version(value, 0, None, hour, hour + 1))
    for hour in range(len(values) + 2):
        assert changes(rows, at(hour)) == ()


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, random):
    there = changes(rows, at(0))
    random.shuffle(rows)
    assert changes(rows, at(0)) == there


@given(histories(), st.integers(0, 200))
def test_knowing_more_later_leaves_what_was_known_then(rows, day):
    later = [*rows, version(99, 0, None, 10, rank=SourceRank.OWN_CONTRACT)]
    assert as_of(later, on(day), at(9)) == as_of(rows, on(day), at(9))
