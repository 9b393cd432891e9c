"""Calendar months between days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last; `months` may be negative."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(start: date, end: date) -> int:
    """Full months from `start` to `end`.

    Raises:
        ValueError: `end` is before `start`.
    """
    if end < start:
        raise ValueError(f"expected a day from {start} on, found {end}")
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if add_months(start, months) > end else months


@dataclass(frozen=True, slots=True)
class Months:
    """A length of time: `whole` months, and `days` of a month that has `of` days."""

    whole: int = 0
    days: int = 0
    of: int = 30

    def __bool__(self) -> bool:
        return bool(self.whole or self.days)

    @property
    def exact(self) -> Decimal:
        """The length in months."""
        return self.whole + Decimal(self.days) / self.of


def elapsed(start: date, end: date) -> Months:
    """From `start` to `end`, the rest in days of the month it is in; nothing once it is reached."""
    if end <= start:
        return Months()
    whole = whole_months(start, end)
    reached, following = add_months(start, whole), add_months(start, whole + 1)
    return Months(whole, (end - reached).days, (following - reached).days)


def months_between(start: date, end: date) -> Decimal:
    """Full months, and the rest as a share of the month it is in; 0 once `end` is reached."""
    return elapsed(start, end).exact
