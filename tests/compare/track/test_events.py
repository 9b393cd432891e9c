from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.events import (
    DOWN,
    UP,
    EventType,
    Excuse,
    Severity,
    Worsening,
    magnitude,
    severity,
)
from compare.values.terms import Restricted, Status

E, R, C = Status.EXCLUDED, Status.RESTRICTED, Status.COVERED


def event(kind=EventType.EXCESS_UP, old=250, new=500, impact=None, price=500, **more):
    sides = [Decimal(side) if isinstance(side, int) else side for side in (old, new)]
    money = None if impact is None else Decimal(str(impact))
    return Worsening(kind, *sides, annual_impact=money, annual_price=Decimal(price), **more)


def status(old, new, **more):
    return Worsening(EventType.COVER_STATUS, old, new, **more)


@pytest.mark.parametrize(
    ("worsening", "expected"),
    [
        (event(), 1),
        (event(EventType.LIMIT_DOWN, 20_000, 15_000), Decimal("0.25")),
        (event(EventType.EXCESS_UP, 0, 100), None),
        (Worsening(EventType.FEE_ADDED, None, Decimal(35)), None),
        (Worsening(EventType.TERM_WORSENED), None),
        (Worsening(EventType.CHANNEL_REMOVED), None),
        (status(C, R), Decimal("0.5")),
        (status(C, Restricted("locked sheds")), Decimal("0.5")),
        (status(C, E), 1),
    ],
)
def test_the_size_follows_the_type(worsening, expected):
    assert magnitude(worsening) == expected


@pytest.mark.parametrize(
    ("worsening", "expected"),
    [
        (event(impact="25.00"), Severity.MAJOR),
        (event(impact="24.99"), Severity.MODERATE),
        (event(impact="5.00"), Severity.MODERATE),
        (event(impact="4.99"), Severity.MINOR),
        (event(impact=0), Severity.MINOR),
        (event(), Severity.UNRATED),
        (status(C, R), Severity.MODERATE),
        (status(C, E), Severity.MODERATE),
        (status(C, E, essential=True), Severity.MAJOR),
        (status(R, E, essential=True), Severity.MAJOR),
        (status(C, R, essential=True), Severity.MODERATE),
    ],
)
def test_each_grade_begins_where_the_domain_page_says(worsening, expected):
    assert severity(worsening) is expected


def test_without_an_estimate_nothing_is_minor():
    unrated = [severity(Worsening(kind)) for kind in EventType if kind != "cover_status"]
    assert set(unrated) == {Severity.UNRATED}


@pytest.mark.parametrize("excuse", Excuse)
def test_what_is_not_the_providers_act_is_no_signal(excuse):
    assert not event(excuse=excuse).is_signal
    assert event().is_signal


numbers = st.integers(1, 10_000).map(Decimal)


@given(st.sampled_from(sorted(UP | DOWN)), numbers, numbers)
def test_a_size_is_positive_and_a_fall_is_at_most_everything(kind, low, more):
    old, new = (low, low + more) if kind in UP else (low + more, low)
    size = magnitude(Worsening(kind, old, new))
    assert size > 0
    assert kind in UP or size < 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: magnitude(event(old=500, new=250)),
        lambda: magnitude(event(old=250, new=250)),
        lambda: magnitude(event(EventType.LIMIT_DOWN, 1, 2)),
        lambda: magnitude(event(old=C)),
        lambda: magnitude(event(old=-1)),
        lambda: magnitude(status(R, C)),
        lambda: magnitude(status(C, Decimal(1))),
        lambda: severity(status(E, C)),
        lambda: severity(event(impact=-1)),
        lambda: severity(event(impact=1, price=0)),
    ],
)
def test_a_worsening_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        wrong()
