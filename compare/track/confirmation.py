"""When an apparent change of size may be believed (domain 6.1): most of them are errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

APART = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A quantity of a product seen at its seller on a day, by one source."""

    day: date
    quantity: Decimal
    source: str


def is_confirmed(sightings: Sequence[Sighting], old: Decimal, new: Decimal) -> bool:
    """Whether the new quantity counts.

    It does when it was seen twice at least seven days apart, or by two sources, and the old one
    has not been seen since: a shop that sells both sizes has not shrunk anything.
    """
    seen = [sighting for sighting in sightings if sighting.quantity == new]
    if not seen:
        return False
    days = [sighting.day for sighting in seen]
    old_since = any(s.quantity == old and s.day >= min(days) for s in sightings)
    repeated = max(days) - min(days) >= APART
    independent = len({sighting.source for sighting in seen}) > 1
    return (repeated or independent) and not old_since
