"""Days and instants as the integers that the tables hold.

A day is counted from 1970-01-01; the end of an open validity is the last day that Python knows.
An instant is microseconds since 1970-01-01T00:00Z.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

EPOCH = date(1970, 1, 1)
EPOCH_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)
OPEN = (date.max - EPOCH).days
MICROSECOND = timedelta(microseconds=1)


def day_number(day: date | None) -> int:
    """The day as an integer; None (no end) as OPEN."""
    return OPEN if day is None else (day - EPOCH).days


def day_of(number: int) -> date | None:
    """The day behind an integer; None where it is OPEN."""
    return None if number == OPEN else EPOCH + timedelta(days=number)


def instant_number(instant: datetime) -> int:
    """The instant as an integer.

    Raises:
        ValueError: the instant has no zone.
    """
    if instant.tzinfo is None:
        raise ValueError(f"expected an instant with a zone, found {instant}: add one, as in +00:00")
    return (instant - EPOCH_INSTANT) // MICROSECOND


def instant_of(number: int) -> datetime:
    """The instant behind an integer, in UTC."""
    return EPOCH_INSTANT + number * MICROSECOND
