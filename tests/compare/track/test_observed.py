from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.observed import CensoredChange, observed_history
from compare.values.missing import Missing

START = date(2026, 1, 1)


def on(day):
    return START + timedelta(days=day)


def history(*sightings, today=None, gap=31):
    days = [(on(day), value) for day, value in sightings]
    return observed_history(days, gap, on(sightings[-1][0] if today is None else today))


def test_a_change_lies_between_the_last_sight_of_the_old_and_the_first_of_the_new():
    assert history((0, 5), (7, 5), (14, 6), (21, 6)).changes == (
        CensoredChange(on(7), on(14), 5, 6),
    )


def test_a_gap_of_31_days_is_allowed_and_one_of_32_is_not():
    assert history((0, 5), (31, 5)).unobserved_gaps == ()
    assert history((0, 5), (32, 5)).unobserved_gaps == ((on(0), on(32)),)


def test_a_value_seen_31_days_ago_is_fresh_and_one_of_32_is_stale():
    assert not history((0, 5), today=31).stale
    assert history((0, 5), today=32).stale


def test_a_page_that_is_gone_is_a_sighting():
    found = history((0, Decimal(5)), (7, Missing.NOT_OFFERED))
    assert found.changes[0].new is Missing.NOT_OFFERED


def test_a_gap_with_the_same_value_behind_it_is_a_gap_and_no_change():
    found = history((0, 5), (90, 5))
    assert found.changes == ()
    assert found.unobserved_gaps


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: observed_history([], 31, START), "at least one"),
        (lambda: history((7, 5), (0, 5)), "order"),
        (lambda: history((7, 5), today=6), "up to"),
        (lambda: history((7, 5), gap=-1), "zero days or more"),
    ],
)
def test_impossible_sightings_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()


sightings = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 3)),
    min_size=1,
    max_size=12,
    unique_by=lambda s: s[0],
).map(sorted)


@given(sightings, st.integers(0, 60))
def test_looking_more_often_narrows_a_change_and_never_removes_it(seen, gap):
    found = history(*seen, gap=gap)
    for change in found.changes:
        middle = (change.after - START).days, (change.no_later_than - START).days
        extra = sum(middle) // 2
        if extra in {day for day, _ in seen}:
            continue
        again = history(*sorted([*seen, (extra, change.old)]), gap=gap)
        narrower = CensoredChange(on(extra), change.no_later_than, change.old, change.new)
        assert narrower in again.changes


@given(sightings)
def test_every_change_lies_between_two_neighbouring_sightings(seen):
    days = [on(day) for day, _ in seen]
    for change in history(*seen).changes:
        assert days.index(change.no_later_than) == days.index(change.after) + 1
        assert change.old != change.new
