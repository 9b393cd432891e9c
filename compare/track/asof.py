"""What was true on a day, as known at an instant (domain 7).

Differences are taken along the days of validity at one instant of knowledge: a correction, which
changes knowledge and not validity, makes no change, and takes back the changes that it undoes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Generic, TypeVar

from compare.values.span import Span

T = TypeVar("T")


class SourceRank(IntEnum):
    """Which source is believed where several speak: the higher one."""

    COMPARISON_SITE = 0
    PROVIDER_DOCUMENT = 1
    REGULATOR_FILING = 2
    OWN_CONTRACT = 3


@dataclass(frozen=True, slots=True)
class Version(Generic[T]):
    """One statement about one attribute of one subject.

    `valid` is when it holds at the provider; `known_from` and `known_until` bound when it could be
    known, None until now. All instants are of one kind (all with a zone, or all without).

    Raises:
        ValueError: `known_until` is not after `known_from`.
    """

    value: T
    valid: Span
    known_from: datetime
    known_until: datetime | None = None
    rank: SourceRank = SourceRank.PROVIDER_DOCUMENT

    def __post_init__(self) -> None:
        if self.known_until is not None and self.known_until <= self.known_from:
            raise ValueError(f"expected an end after {self.known_from}, found {self.known_until}")

    def is_known(self, known_at: datetime) -> bool:
        """Whether it was believed at that instant."""
        return self.known_from <= known_at and (
            self.known_until is None or known_at < self.known_until
        )


@dataclass(frozen=True, slots=True)
class ValueChange(Generic[T]):
    """On `day` the old value stopped and the new one started to hold."""

    day: date
    old: T
    new: T


def as_of(versions: Sequence[Version[T]], valid_at: date, known_at: datetime) -> Version[T] | None:
    """The version that held on a day as known at an instant; None where nobody knew any.

    Among several the highest source rank counts, then the latest known, then the latest listed.
    """
    found = [v for v in versions if valid_at in v.valid and v.is_known(known_at)]
    if not found:
        return None
    return max(reversed(found), key=lambda version: (version.rank, version.known_from))


def changes(versions: Sequence[Version[T]], known_at: datetime) -> tuple[ValueChange[T], ...]:
    """The changes along the days of validity, as known at one instant.

    Where a stretch of days has no value, nothing is said about it: neither the loss nor the return
    of a value is a change, and a gap with another value behind it is left to observations.
    """
    known = [version for version in versions if version.is_known(known_at)]
    starts = {version.valid.start for version in known}
    ends = {version.valid.end for version in known if version.valid.end is not None}
    found: list[ValueChange[T]] = []
    before: Version[T] | None = None
    for day in sorted(starts | ends):
        now = as_of(known, day, known_at)
        if before is not None and now is not None and now.value != before.value:
            found.append(ValueChange(day, before.value, now.value))
        before = now
    return tuple(found)
