"""What each series said over time: the rows of a kind as known at one instant, oldest first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from compare.store.models import Source
from compare.store.selectors.known import known
from compare.store.writers.kinds import Kind, Row


class Held(NamedTuple):
    """One validity of a series: `value` as its columns hold it, what its frame adds, and evidence."""

    value: Row
    shared: Row
    valid_from: date
    valid_to: date | None
    sha256: str
    locator: str


FEW = 2_000  # numbers that are named one by one; with more of them all rows are read


def of_source(
    kind: Kind,
    source: Source,
    known_at: datetime | None,
    *,
    least: int = 2,
    wanted: Collection[int] | None = None,
) -> Iterator[tuple[Row, list[Held]]]:
    """Each series of a source that said `least` things or more, with all that it said.

    `wanted` bounds whose values are read: plans or providers by their numbers; None: all.
    """
    place = kind.subject[0]
    width, own, shared = kind.width, len(kind.own), len(kind.shared)
    columns = [*kind.series, *kind.own, *kind.shared]
    columns += ["valid_from", "valid_to", "capture__sha256", "locator"]
    rows = kind.model.objects.filter(known(known_at), source=source)  # type: ignore[attr-defined]
    if wanted is not None and len(wanted) < FEW:
        rows = rows.filter(**{f"{kind.series[place]}__in": list(wanted)})
    if least > 1:
        rows = rows.filter(**{f"{kind.series[0]}__in": _several(kind, rows, least)})
    ordered = rows.order_by(*kind.series, "valid_from").values_list(*columns)
    for series, some in groupby(ordered.iterator(chunk_size=5000), itemgetter(*range(width))):
        held = [
            Held(row[width : width + own], row[width + own : width + own + shared], *row[-4:])
            for row in some
        ]
        named = series if isinstance(series, tuple) else (series,)
        if len(held) >= least and (wanted is None or named[place] in wanted):
            yield named, held


def _several(kind: Kind, rows: QuerySet[Any], least: int) -> QuerySet[Any]:
    """The first column of the series that have so many rows: most of a market never changed."""
    counted = rows.values(*kind.series).annotate(said=Count("id")).filter(said__gte=least)
    return counted.values(kind.series[0])
