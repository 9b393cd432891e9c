"""How each source is doing."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from compare.store.models import MarketVersion, Source


class SourceRow(NamedTuple):
    """A source with its state and the instant of its last good run (None: never)."""

    key: str
    name: str
    publisher: str
    market: str
    licence: str
    publish: str
    cadence: str
    state: str
    message: str
    good_at: datetime | None


def everyone(market: str | None = None) -> list[SourceRow]:
    """All sources, or those of a market, by market and key."""
    rows = Source.objects.order_by("market", "key")
    if market:
        rows = rows.filter(market=market)
    return [SourceRow(*row) for row in rows.values_list(*SourceRow._fields)]


def facts(market: str) -> int:
    """How many facts of a market are held."""
    held = MarketVersion.objects.filter(market=market).values_list("facts", flat=True)
    return held.first() or 0
