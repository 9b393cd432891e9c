"""Seasons are days of the year, both included, over the new year too."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from scrapers.seasons import Season


def season(begins: str, ends: str) -> Season:
    return Season(begins=begins, ends=ends, cadence="1 days", why="new prices")


@pytest.mark.parametrize(
    ("begins", "ends", "day", "began"),
    [
        ("09-15", "11-30", "2026-09-14", None),
        ("09-15", "11-30", "2026-09-15", "2026-09-15"),
        ("09-15", "11-30", "2026-11-30", "2026-09-15"),
        ("09-15", "11-30", "2026-12-01", None),
        ("12-15", "01-31", "2026-12-31", "2026-12-15"),
        ("12-15", "01-31", "2027-01-31", "2026-12-15"),
        ("12-15", "01-31", "2027-02-01", None),
        ("02-29", "03-31", "2027-02-28", "2027-02-28"),
        ("02-29", "03-31", "2028-02-28", None),
    ],
)
def test_a_day_lies_in_the_season_that_began_before_it(
    begins: str, ends: str, day: str, began: str | None
) -> None:
    found = season(begins, ends).began(date.fromisoformat(day))
    assert found == (began and date.fromisoformat(began))


def test_the_next_season_begins_after_the_day() -> None:
    autumn = season("09-15", "11-30")
    assert autumn.next_beginning(date(2026, 9, 14)) == date(2026, 9, 15)
    assert autumn.next_beginning(date(2026, 9, 15)) == date(2027, 9, 15)


@pytest.mark.parametrize(
    ("begins", "ends"), [("02-30", "03-01"), ("13-01", "01-01"), ("1-1", "2-2")]
)
def test_a_day_that_is_in_no_year_is_refused(begins: str, ends: str) -> None:
    with pytest.raises(ValidationError):
        season(begins, ends)
