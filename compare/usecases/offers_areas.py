"""Whether a plan that is sold in some municipalities only is sold where this household lives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compare.values.offer import Availability


@dataclass(frozen=True, slots=True)
class Limit:
    """One municipality (with a postcode in it) where a limited plan is sold, within some codes."""

    municipality: str
    postcode: str
    within: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Home:
    """Where a household lives, as far as it said.

    `neighbours` are the municipalities that share its postcode, empty where no directory was known.
    """

    codes: Mapping[str, str]
    municipality: str | None = None
    postcode: str | None = None
    neighbours: frozenset[str] = frozenset()


def availability(now: Iterable[Limit], before: Iterable[Limit], home: Home) -> Availability:
    """Whether a plan is sold at `home`.

    `now` are the limits of the edition for the day asked about; `before` those of the last earlier
    edition, where the day has none of its own. An old list only tells where the plan was sold: out
    of it nothing follows but `unknown`.
    """
    here = [limit for limit in now if _applies(limit, home)]
    if here:
        return _inside(here, home)
    earlier = [limit for limit in before if _applies(limit, home)]
    if earlier and _inside(earlier, home) is not Availability.YES:
        return Availability.UNKNOWN
    return Availability.YES


def _applies(limit: Limit, home: Home) -> bool:
    return all(home.codes.get(key) == code for key, code in limit.within.items())


def _inside(limits: list[Limit], home: Home) -> Availability:
    places = {limit.municipality for limit in limits}
    if home.municipality is not None:
        return Availability.YES if home.municipality in places else Availability.NO
    if home.postcode is None:
        return Availability.UNKNOWN
    if home.neighbours and home.neighbours <= places:
        return Availability.YES
    if home.neighbours and not home.neighbours & places:
        return Availability.NO
    return Availability.UNKNOWN
