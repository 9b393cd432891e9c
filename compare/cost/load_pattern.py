"""When a household uses what it uses: a year's amount spread over months, days and hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from compare.values.tariff import MINUTES, MONTHS, Hours

ZERO = Decimal(0)
DAYS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
WEEKDAYS = range(5)
EVERY_HOUR = Hours(frozenset(range(7)), 0, MINUTES)


def days_in(months: Iterable[int]) -> int:
    """The days of some months in a year of 365."""
    return sum(DAYS[month] for month in months)


@dataclass(frozen=True, slots=True)
class LoadPattern:
    """How use lies in a year: only the proportions count.

    `months` is the use on a day of each month, beside the other months; `weekday` and `weekend` the
    use in each hour of a day. Within an hour, and over the days of a kind in a month, use is even;
    a public holiday is the day of the week on which it falls.
    """

    months: tuple[Decimal, ...]
    weekday: tuple[Decimal, ...]
    weekend: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        for name, row, length in (
            ("months", self.months, 12),
            ("weekday", self.weekday, 24),
            ("weekend", self.weekend, 24),
        ):
            if len(row) != length or min(row) < 0 or sum(row) == 0:
                raise ValueError(f"expected {length} proportions in {name}, found {len(row)}")

    def of_months(self, months: Iterable[int]) -> Decimal:
        """The share of the year's use that falls into some months."""
        every = sum((self._month(month) for month in MONTHS), ZERO)
        return sum((self._month(month) for month in months), ZERO) / every

    def of_hours(self, hours: tuple[Hours, ...]) -> Decimal:
        """The share of any month's use that falls into some hours of the week."""
        return _share_of_hours(self, hours)

    def in_hours(self, hours: Iterable[Hours]) -> Decimal:
        """The proportions of a week that fall into some hours."""
        return sum((self._in_range(day, *span) for day, span in _spans(hours)), ZERO)

    def _month(self, month: int) -> Decimal:
        return self.months[month - 1] * DAYS[month]

    def _day(self, day: int) -> tuple[Decimal, ...]:
        return self.weekday if day in WEEKDAYS else self.weekend

    def _in_range(self, day: int, start: int, end: int) -> Decimal:
        shares = self._day(day)
        return sum(
            (
                shares[hour] * max(0, min(end, 60 * (hour + 1)) - max(start, 60 * hour)) / 60
                for hour in range(24)
            ),
            ZERO,
        )


def _spans(hours: Iterable[Hours]) -> list[tuple[int, tuple[int, int]]]:
    return [(day, span) for each in hours for day in each.days for span in each.ranges]


@lru_cache(maxsize=4096)
def _share_of_hours(pattern: LoadPattern, hours: tuple[Hours, ...]) -> Decimal:
    return pattern.in_hours(hours) / pattern.in_hours((EVERY_HOUR,))


@lru_cache(maxsize=4096)
def covered(hours: tuple[Hours, ...]) -> tuple[int, int]:
    """How many minutes of a week some hours name, and how many they name again."""
    named = again = reached = 0
    for start, end in sorted(
        (day * MINUTES + start, day * MINUTES + end) for day, (start, end) in _spans(hours)
    ):
        begin = min(max(start, reached), end)
        again += begin - start
        named += end - begin
        reached = max(reached, end)
    return named, again
