"""Published quality measures of providers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from compare.store.models import Figure, Source


class FigureRow(NamedTuple):
    """One provider's figure for one measure and period; counts are None where none are published."""

    provider: str
    measure: str
    group: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    valid_from: date
    valid_to: date | None
    known_from: datetime


def latest(market: str, day: date, known_at: datetime | None) -> list[FigureRow]:
    """Of each measure and group the last period that had begun by `day`, for every provider."""
    sources = Source.objects.filter(market=market)
    rows = Figure.objects.filter(_known(known_at), source__in=sources, valid_from__lte=day)
    columns = rows.values_list(
        "provider__key",
        "measure",
        "group",
        "value",
        "numerator",
        "denominator",
        "valid_from",
        "valid_to",
        "known_from",
    )
    every = [FigureRow(*row) for row in columns]
    last: dict[tuple[str, str], date] = {}
    for row in every:
        key = (row.measure, row.group)
        last[key] = max(last.get(key, row.valid_from), row.valid_from)
    return [row for row in every if row.valid_from == last[row.measure, row.group]]


def _known(known_at: datetime | None) -> Q:
    if known_at is None:
        return Q(known_until=None, retired_at=None)
    ended = Q(known_until=None) | Q(known_until__gt=known_at)
    return Q(known_from__lte=known_at, retired_at=None) & ended
