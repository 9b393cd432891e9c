"""On which captures a series was seen: what was observed, day by day, without a row per sighting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from compare.store import sightings
from compare.store.models import Capture
from compare.store.writers.kinds import Kind, Row


def by_capture(
    kind: Kind, source: int, series: Sequence[Row]
) -> Iterator[tuple[datetime, list[Row]]]:
    """For each visible capture of a source when it was fetched and which of the series it showed.

    The captures come in the order of their fetching. `series` are the leading columns of rows: a
    plan's number for packs, cell and plan for prices.
    """
    known: Mapping[int, Row] = dict(
        zip(sightings.numbers(kind, series).tolist(), series, strict=True)
    )
    wanted = np.array(sorted(known), np.uint64)
    captures = Capture.objects.filter(source=source).exclude(reader="")
    for fetched_at, shown in captures.order_by("fetched_at", "id").values_list(
        "fetched_at", "shown"
    ):
        found = sightings.common(wanted, sightings.decode(bytes(shown)))
        yield fetched_at, [known[number] for number in found.tolist()]


def days(
    kind: Kind, source: int, series: Sequence[Row], known_at: datetime | None, zone: ZoneInfo
) -> dict[Row, list[date]]:
    """The market's days on which each series was seen, in order; one never seen has no entry."""
    found: dict[Row, list[date]] = defaultdict(list)
    for fetched_at, shown in by_capture(kind, source, series) if series else ():
        if known_at is None or fetched_at <= known_at:
            day = fetched_at.astimezone(zone).date()
            for one in shown:
                found[one].append(day)
    return dict(found)
