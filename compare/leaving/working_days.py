"""Working days of a country and its parts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

WEEKEND = 5


@lru_cache(maxsize=64)
def _holidays(country: str | None, subdivision: str | None) -> tuple[holidays.HolidayBase, ...]:
    """The holidays of a place; of every part of the country where the part is not known.

    Of no country there are none.
    """
    if country is None:
        return ()
    try:
        national = holidays.country_holidays(country, subdiv=subdivision)
    except NotImplementedError:
        raise ValueError(
            "expected an ISO 3166 country and one of its subdivisions, "
            f"found {country!r} and {subdivision!r}"
        ) from None
    if subdivision is not None:
        return (national,)
    parts = (holidays.country_holidays(country, subdiv=part) for part in national.subdivisions)
    return (national, *parts)


def is_working_day(day: date, country: str | None, subdivision: str | None = None) -> bool:
    """Whether a letter can be expected to arrive on that day.

    Without a subdivision a day counts only if it is a holiday nowhere in the country: too early is
    harmless, too late is not.

    Raises:
        ValueError: the country or subdivision is unknown.
    """
    return day.weekday() < WEEKEND and not any(
        day in calendar for calendar in _holidays(country, subdivision)
    )


def last_working_day_until(day: date, country: str | None, subdivision: str | None = None) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day, country, subdivision):
        day -= timedelta(days=1)
    return day


def add_working_days(day: date, count: int, country: str, subdivision: str | None = None) -> date:
    """The `count`-th working day after `day`, which is day 0.

    Raises:
        ValueError: a negative count, or the place is unknown.
    """
    if count < 0:
        raise ValueError(f"expected at least 0 working days, found {count}")
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day, country, subdivision):
            day += timedelta(days=1)
    return day
