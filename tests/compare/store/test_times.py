"""Days and instants become integers and come back the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.store import times


@given(st.dates(max_value=date.max - timedelta(days=1)))
def test_a_day_comes_back(day: date) -> None:
    assert times.day_of(times.day_number(day)) == day


def test_an_open_end_lies_after_every_day() -> None:
    assert times.day_of(times.day_number(None)) is None
    assert times.day_number(None) > times.day_number(date(2999, 12, 31))


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_to_the_microsecond(instant: datetime) -> None:
    assert times.instant_of(times.instant_number(instant)) == instant


def test_the_same_instant_in_two_zones_is_one_number() -> None:
    zurich = datetime(2020, 9, 22, tzinfo=timezone(timedelta(hours=2)))

    assert times.instant_number(zurich) == times.instant_number(
        datetime(2020, 9, 21, 22, tzinfo=UTC)
    )


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="expected an instant with a zone"):
        times.instant_number(datetime(2020, 9, 22))
