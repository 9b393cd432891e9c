"""How each source is doing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from compare.store.models import Decision, MarketVersion, Run, Source, WorkList


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
    """All sources that may be shown, or those of a market, by market and key."""
    rows = Source.objects.filter(shown=True).order_by("market", "key")
    if market:
        rows = rows.filter(market=market)
    return [SourceRow(*row) for row in rows.values_list(*SourceRow._fields)]


def hidden() -> list[int]:
    """The row numbers of the sources whose licence nobody knows: no face shows what they say."""
    return list(Source.objects.filter(shown=False).values_list("id", flat=True))


def facts(market: str) -> int:
    """How many facts of a market are held."""
    return facts_of([market]).get(market, 0)


def facts_of(markets: Iterable[str]) -> dict[str, int]:
    """How many facts of each of some markets are held; one of which nothing is has no entry."""
    held = MarketVersion.objects.filter(market__in=list(markets))
    return dict(held.values_list("market", "facts"))


def last_event() -> datetime | None:
    """When a run, a reviewer or the work list last changed what is said of sources; None: never."""
    times = (
        Run.objects.aggregate(at=Max("finished_at"))["at"],
        Decision.objects.aggregate(at=Max("at"))["at"],
        WorkList.objects.aggregate(at=Max("made_at"))["at"],
    )
    return max(filter(None, times), default=None)
