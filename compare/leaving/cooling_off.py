"""The days in which a new contract can be undone (domain 1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class CoolingOff:
    """The days [first_day, last_day], both included, on which the contract can be undone."""

    first_day: date
    last_day: date

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def is_boundary(self, day: date) -> bool:
        """Whether it is the last day or the one before: then a slow letter is too late."""
        return day in self and day >= self.last_day - timedelta(days=1)


def cooling_off(concluded: date, terms_received: date, days: int) -> CoolingOff:
    """The window of `days` from the later of conclusion and receipt of the terms, which is day 0.

    Raises:
        ValueError: fewer than 0 days.
    """
    if days < 0:
        raise ValueError(f"expected a cooling-off of at least 0 days, found {days}")
    return CoolingOff(concluded, max(concluded, terms_received) + timedelta(days=days))
