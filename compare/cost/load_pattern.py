"""When a household uses what it uses: a year's amount spread over months, days and hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare.values.tariff import MONTHS, Hours

ZERO = Decimal(0)
DAYS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
WEEKDAYS, WEEKEND = range(5), range(5, 7)


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

    def of_hours(self, hours: Sequence[Hours]) -> Decimal:
        """The share of any month's use that falls into some hours of the week."""
        week = sum((sum(self._day(day), ZERO) for day in range(7)), ZERO)
        inside = sum((self._in_range(day, *span) for day, span in _spans(hours)), ZERO)
        return inside / week

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


def _spans(hours: Sequence[Hours]) -> list[tuple[int, tuple[int, int]]]:
    return [(day, span) for each in hours for day in each.days for span in each.ranges]


def covered(hours: Iterable[Hours]) -> tuple[int, int]:
    """How many minutes of a week some hours name, and how many of them twice or more."""
    times = [0] * (7 * 24 * 60)
    for day, (start, end) in _spans(list(hours)):
        for minute in range(day * 1440 + start, day * 1440 + end):
            times[minute] += 1
    return sum(count > 0 for count in times), sum(count > 1 for count in times)
