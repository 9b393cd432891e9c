"""Published measures of providers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from compare.store import times
from compare.store.models import Figure, Source
from compare.store.selectors import sources
from compare.store.selectors.known import known


class FigureRow(NamedTuple):
    """One provider's figure for one measure and period, with the place where it was read.

    Counts are None where none are published; `missing` says why there is no `value`.
    """

    id: int
    market: str
    provider: str
    measure: str
    group: str
    part: str
    value: Decimal | None
    missing: str
    numerator: Decimal | None
    denominator: Decimal | None
    valid_from: date
    valid_to: date | None
    known_from: datetime
    sha256: str
    locator: str
    literal: str
    source: str
    publish: str


COLUMNS = (
    "id",
    "source__market",
    "provider__key",
    "measure",
    "group",
    "part",
    "value",
    "missing",
    "numerator",
    "denominator",
    "valid_from",
    "valid_to",
    "known_from",
    "capture__sha256",
    "locator",
    "literal",
    "source__key",
    "source__publish",
)


def published(market: str, day: date, known_at: datetime | None) -> list[FigureRow]:
    """Every figure of a market that may be shown and whose period had begun by `day`, by period."""
    rows = _begun(day, known_at, market).order_by("valid_from", "provider__key", "part")
    return [FigureRow(*row) for row in rows.values_list(*COLUMNS)]


def listed(
    day: date,
    known_at: datetime | None,
    *,
    market: str | None = None,
    provider: str | None = None,
    measure: str | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[FigureRow]:
    """Figures in the order of their rows, for pages."""
    rows = _begun(day, known_at, market).filter(id__gt=after)
    if provider:
        rows = rows.filter(provider__key=provider)
    if measure:
        rows = rows.filter(measure=measure)
    return [FigureRow(*row) for row in rows.order_by("id").values_list(*COLUMNS)[:limit]]


def _begun(day: date, known_at: datetime | None, market: str | None) -> QuerySet[Figure]:
    rows = Figure.objects.filter(known(known_at), valid_from__lte=times.day_number(day))
    rows = rows.exclude(source__in=sources.hidden())
    if market:
        rows = rows.filter(source__in=Source.objects.filter(market=market).values("id"))
    return rows
