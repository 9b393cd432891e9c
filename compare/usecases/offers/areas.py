"""Whether a plan that is sold in some municipalities only is sold where this household lives."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from compare.values.offer import Availability


@dataclass(frozen=True, slots=True)
class Home:
    """Where a household lives, as far as it said.

    `neighbours` are the municipalities that share its postcode, empty where it gave no postcode or
    no directory is for that day.
    """

    municipality: str | None = None
    neighbours: frozenset[str] = frozenset()


def availability(now: Set[str], before: Set[str], home: Home) -> Availability:
    """Whether a plan is sold at `home`.

    `now` are the municipalities of the edition for the day asked about; `before` those of the last
    earlier edition, where the day has none of its own; both are empty where the plan is not limited.
    An old list only tells where the plan was sold: out of it nothing follows but `unknown`.
    """
    if now:
        return _inside(now, home)
    if before and _inside(before, home) is not Availability.YES:
        return Availability.UNKNOWN
    return Availability.YES


def _inside(places: Set[str], home: Home) -> Availability:
    near = frozenset({home.municipality}) if home.municipality else home.neighbours
    if near and near <= places:
        return Availability.YES
    return Availability.NO if near and not near & places else Availability.UNKNOWN
