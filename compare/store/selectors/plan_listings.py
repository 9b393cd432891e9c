"""From when to when each plan was listed by a source, and whether it is known to be listed no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from compare.store import sightings
from compare.store.models import Capture, PlanAttribute, Source
from compare.store.selectors.known import known
from compare.store.writers.kinds import KINDS
from compare.track.change import Evidence
from compare.track.successors import Listing, Sighting
from compare.values.fact import PlanFact

NAME = "name"
COLUMNS = (
    *("plan_id", "plan__provider_id", "plan__provider__key", "plan__key", "value"),
    *("valid_from", "valid_to", "capture__sha256", "locator"),
)


class Listed(NamedTuple):
    """A plan by the numbers of its rows, with its listing."""

    plan: int
    provider: int
    listing: Listing


class _Row(NamedTuple):
    plan: int
    provider: int
    seller: str
    key: str
    name: str
    valid_from: date
    valid_to: date | None
    sha256: str
    locator: str

    def sighted(self, day: date) -> Sighting:
        return Sighting(day, self.name, Evidence(self.sha256, self.locator))


@dataclass
class _Looks:
    """When a plan was last seen and on which page, and when each page was last read."""

    last: dict[int, tuple[date, str]] = field(default_factory=dict)
    read: dict[str, date] = field(default_factory=dict)


def of_source(
    source: Source, known_at: datetime | None, zone: ZoneInfo, providers: Collection[int] | None
) -> list[Listed]:
    """Every plan that a source names, or those of some providers.

    A published edition lists a plan to the end of its period, and a later one with the same provider
    is its absence. What was only observed is gone once its own page was read without it.
    """
    rows = PlanAttribute.objects.filter(known(known_at), source=source, key=NAME)
    if providers is not None:
        rows = rows.filter(plan__provider__in=list(providers))
    ordered = rows.order_by("plan_id", "valid_from").values_list(*COLUMNS)
    named = {
        plan: [_Row(*row) for row in some]
        for plan, some in groupby(ordered.iterator(chunk_size=5000), lambda row: row[0])
    }
    opened = [plan for plan, said in named.items() if said[-1].valid_to is None]
    looks = _looks(source, known_at, zone, opened)
    newest: dict[int, date] = defaultdict(lambda: date.min)
    for said in named.values():
        newest[said[-1].provider] = max(newest[said[-1].provider], said[-1].valid_from)
    return list(_listed(named, looks, newest))


def _listed(
    named: Mapping[int, list[_Row]], looks: _Looks, newest: Mapping[int, date]
) -> Iterator[Listed]:
    for plan, said in named.items():
        first, last = said[0], said[-1]
        if last.valid_to is not None:
            day = last.valid_to - timedelta(days=1)
            gone = newest[last.provider] > day
        elif plan in looks.last:
            day, page = looks.last[plan]
            gone = looks.read[page] > day
        else:
            day, gone = last.valid_from, False
        spoken = first.sighted(first.valid_from), last.sighted(day)
        yield Listed(plan, last.provider, Listing(last.seller, last.key, *spoken, gone))


def _looks(
    source: Source, known_at: datetime | None, zone: ZoneInfo, plans: Collection[int]
) -> _Looks:
    found = _Looks()
    if not plans:
        return found
    numbers = sightings.numbers(KINDS[PlanFact], [(plan, NAME) for plan in plans]).tolist()
    by_number = dict(zip(numbers, plans, strict=True))
    wanted = np.array(sorted(by_number), np.uint64)
    captures = Capture.objects.filter(source=source).exclude(reader="")
    if known_at is not None:
        captures = captures.filter(fetched_at__lte=known_at)
    ordered = captures.order_by("fetched_at", "id").values_list("fetched_at", "page", "shown")
    for fetched_at, page, shown in ordered.iterator(chunk_size=200):
        day = fetched_at.astimezone(zone).date()
        found.read[page] = day
        seen = sightings.common(wanted, sightings.decode(bytes(shown)))
        found.last |= {by_number[number]: (day, page) for number in seen.tolist()}
    return found
