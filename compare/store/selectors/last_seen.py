"""When a price that is only observed was last shown: what goes stale, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import numpy as np

from compare.store import sightings, times
from compare.store.models import Capture, Cell
from compare.store.models.cell import joined
from compare.store.writers.kinds import KINDS, Kind
from compare.values.fact import PriceFact

Key = tuple[tuple[str, ...], int]
PRICE = KINDS[PriceFact]


class Offered(Protocol):
    """A row of a price or tariff, as far as it is looked up here."""

    @property
    def cell(self) -> tuple[str, ...]: ...
    @property
    def plan_id(self) -> int: ...
    @property
    def capture_id(self) -> int: ...


def of_offers(
    market: str, offers: Iterable[Offered], known_at: datetime | None, kind: Kind = PRICE
) -> dict[Key, datetime]:
    """For each offer, by cell and plan, when its page last showed it, as known at an instant.

    A published price holds to the end of its period whether it is shown again or not; for one that
    was only observed the market's `max_gap_days` count from this instant (domain 7).
    """
    by_capture: dict[int, list[Offered]] = defaultdict(list)
    for offer in offers:
        by_capture[offer.capture_id].append(offer)
    by_page: dict[tuple[int, str], list[Offered]] = defaultdict(list)
    for capture in Capture.objects.filter(id__in=by_capture).only("id", "source_id", "page"):
        by_page[capture.source_id, capture.page] += by_capture[capture.pk]
    found: dict[Key, datetime] = {}
    for (source, page), rows in by_page.items():
        found |= _on_page(source, page, _numbered(market, rows, kind), known_at)
    return found


def _numbered(market: str, offers: list[Offered], kind: Kind) -> dict[int, Key]:
    """The offers by the number of their series."""
    codes = {joined(offer.cell): offer.cell for offer in offers}
    rows = Cell.objects.filter(market=market, codes__in=codes).values_list("codes", "id")
    cells = {codes[text]: number for text, number in rows}
    series = [(cells[offer.cell], offer.plan_id) for offer in offers]
    keys = [(offer.cell, offer.plan_id) for offer in offers]
    return dict(zip(sightings.numbers(kind, series).tolist(), keys, strict=True))


def _on_page(
    source: int, page: str, wanted: dict[int, Key], known_at: datetime | None
) -> dict[Key, datetime]:
    """Goes back through the captures of a page until each series was met."""
    found: dict[Key, datetime] = {}
    captures = Capture.objects.filter(source=source, page=page).exclude(reader="")
    if known_at is not None:
        captures = captures.filter(fetched_at__lte=times.instant_number(known_at))
    for fetched_at, shown in captures.order_by("-fetched_at").values_list("fetched_at", "shown"):
        missing = np.array([number for number in wanted if wanted[number] not in found], np.uint64)
        if not missing.size:
            break
        for number in sightings.common(missing, sightings.decode(bytes(shown))).tolist():
            found[wanted[number]] = fetched_at
    return found
