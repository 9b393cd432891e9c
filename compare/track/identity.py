"""What makes a change the same change: its name for ever, whatever else is learnt of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

from compare.track.change import Change

LENGTH = 16  # bytes: 32 hexadecimal digits


def named(source: str, market: str, changes: Iterable[Change]) -> list[tuple[str, Change]]:
    """Each change with its key.

    The same change is one of the same field of the same subject, no later than the same day, told
    by the same source; a document may state two alike in one clause, which are counted. How sure it
    is, how grave, and since when the old value was last seen may change without another key.
    """
    times: Counter[str] = Counter()
    found = []
    for change in changes:
        plain = _hash(source, market, *_what(change), change.no_later_than.isoformat())
        key = plain if not times[plain] else _hash(plain, str(times[plain]))
        times[plain] += 1
        found.append((key, change))
    return found


def alike(market: str, change: Change) -> str:
    """What two sources share that tell one change, whenever each of them saw it."""
    return _hash(market, *_what(change), change.old, change.new)


def is_one(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two changes that are alike may be one: (after, no later than) of each overlap."""
    return one[0] < other[1] and other[0] < one[1]


def _what(change: Change) -> tuple[str, ...]:
    field, _, _ = change.field.partition(" (")  # a price's middle cell is told behind it
    if change.kind.startswith("price_"):
        return change.provider, change.subject, field, change.unit or ""
    said = change.old, change.new, change.unit or "", change.context or ""
    return change.provider, change.subject, field, *said


def _hash(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=LENGTH).hexdigest()
