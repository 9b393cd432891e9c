"""The weeks of a year in which a publisher is expected to publish anew (`[[seasons]]`)."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field, model_validator

from scrapers.reading import Strict

CADENCE = r"^\d+ (hours|days|weeks|months|years)$"
DAY = r"^\d\d-\d\d$"
LEAP_YEAR = 2000


class Season(Strict):
    """From one day of the year to another, both included; it may run over the new year.

    In it the source is read at `cadence`. The first changed run of a season waits for a person's
    look, unless the pages' own editions say that they are this season's.
    """

    begins: str = Field(pattern=DAY, description="month and day, as 09-15")
    ends: str = Field(pattern=DAY, description="month and day, as 11-30; the day is included")
    cadence: str = Field(pattern=CADENCE)
    why: str = Field(min_length=1, description="what is published then")

    @model_validator(mode="after")
    def _days_exist(self) -> Season:
        for text in (self.begins, self.ends):
            try:
                _day(text, LEAP_YEAR)
            except ValueError as error:
                raise ValueError(f"a day of the year as 09-15, found {text}") from error
        return self

    def began(self, day: date) -> date | None:
        """The first day of the season that `day` lies in; None outside of it."""
        for year in (day.year, day.year - 1):
            begins, ends = _day(self.begins, year), _day(self.ends, year)
            if ends < begins:
                ends = _day(self.ends, year + 1)
            if begins <= day <= ends:
                return begins
        return None

    def next_beginning(self, day: date) -> date:
        """The first day of the next season after `day`."""
        this_year = _day(self.begins, day.year)
        return this_year if this_year > day else _day(self.begins, day.year + 1)


def _day(text: str, year: int) -> date:
    """A day of a year; 29 February is 28 February where there is none."""
    month, number = map(int, text.split("-"))
    if (month, number) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, number)


class Seasonal(Strict):
    """What a manifest says of how often its pages are read."""

    cadence: str = Field(pattern=CADENCE)
    season: str | None = Field(None, description="in words: when the publisher publishes anew")
    seasons: tuple[Season, ...] = ()

    def season_on(self, day: date) -> tuple[Season, date] | None:
        """The season of a day with its first day; None outside of every season."""
        for season in self.seasons:
            if began := season.began(day):
                return season, began
        return None

    def cadence_on(self, day: date) -> str:
        """How often the source is read on a day."""
        found = self.season_on(day)
        return found[0].cadence if found else self.cadence

    def next_season(self, day: date) -> date | None:
        """When the next season begins after a day; None where there is none."""
        return min((season.next_beginning(day) for season in self.seasons), default=None)
