"""Values that are known only from the days on which somebody looked (domain 7).

A change lies between two sightings; a long time without any is a gap, never stability; and a value
last seen too long ago is stale. Nothing is interpolated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CensoredChange(Generic[T]):
    """A change after the last sighting of the old value, no later than the first of the new."""

    after: date
    no_later_than: date
    old: T
    new: T


@dataclass(frozen=True, slots=True)
class ObservedHistory(Generic[T]):
    """What the sightings of one value allow to say.

    `unobserved_gaps` are the stretches between sightings (first and last day seen) longer than
    allowed; `stale` says that the latest sighting is too old to be carried forward to today.
    """

    changes: tuple[CensoredChange[T], ...]
    unobserved_gaps: tuple[tuple[date, date], ...]
    last_seen: date
    stale: bool


def observed_history(
    observations: Sequence[tuple[date, T]], max_gap_days: int, today: date
) -> ObservedHistory[T]:
    """The history that sightings, in the order of their days, show.

    That a page is gone or a product no longer listed is a sighting too: give it as a value.

    Raises:
        ValueError: no sightings, days out of order or after today, or a negative gap.
    """
    _check(observations, max_gap_days, today)
    steps = list(pairwise(observations))
    last_seen = observations[-1][0]
    return ObservedHistory(
        changes=tuple(
            CensoredChange(seen, seen_next, old, new)
            for (seen, old), (seen_next, new) in steps
            if old != new
        ),
        unobserved_gaps=tuple(
            (seen, seen_next)
            for (seen, _), (seen_next, _) in steps
            if (seen_next - seen).days > max_gap_days
        ),
        last_seen=last_seen,
        stale=(today - last_seen).days > max_gap_days,
    )


def _check(observations: Sequence[tuple[date, object]], max_gap_days: int, today: date) -> None:
    if not observations:
        raise ValueError("expected at least one sighting, found none")
    if max_gap_days < 0:
        raise ValueError(f"expected a gap of zero days or more, found {max_gap_days}")
    days = [day for day, _ in observations]
    if days != sorted(days):
        raise ValueError("expected sightings in the order of their days")
    if days[-1] > today:
        raise ValueError(f"expected sightings up to {today}, found one on {days[-1]}")
