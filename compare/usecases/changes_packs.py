"""Changes of the sizes of packs, out of what was stored of one source."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from compare.markets.loader import load
from compare.store.models import Source
from compare.store.selectors import packs, seen
from compare.store.selectors.packs import PackRow
from compare.store.writers.kinds import KINDS
from compare.track.change import Change, Evidence
from compare.track.pack_changes import Product, Shelf, pack_changes
from compare.track.replaced import proposals
from compare.values.fact import PackFact
from compare.values.money import Money


def of_source(source: Source, known_at: datetime | None) -> list[Change]:
    """Every change of size that the sightings of one source show, and what may be replacements."""
    products = list(_products(source, known_at))
    found = [change for product in products for change in pack_changes(product)]
    return found + list(proposals(products))


def _products(source: Source, known_at: datetime | None) -> Iterator[Product]:
    rows = packs.history(source, known_at)
    held = {plan: list(some) for plan, some in groupby(rows, lambda row: row.plan_id)}
    lines, days = packs.lines(source), _days(source, list(held), known_at)
    for plan, some in held.items():
        shelves = tuple(_shelves(some, days[plan], source.key))
        if shelves:
            yield Product(some[0].provider, some[0].plan, lines.get(plan, "").casefold(), shelves)


def _days(source: Source, plans: list[int], known_at: datetime | None) -> dict[int, list[date]]:
    """The days on which each product was seen, in order."""
    zone = load(source.market).zone
    found: dict[int, list[date]] = defaultdict(list)
    series = [(plan,) for plan in plans]
    for fetched_at, shown in seen.by_capture(KINDS[PackFact], source.pk, series):
        if known_at is None or fetched_at <= known_at:
            day = fetched_at.astimezone(zone).date()
            for (plan,) in shown:
                found[plan].append(day)
    return found


def _shelves(rows: list[PackRow], days: list[date], source: str) -> Iterator[Shelf]:
    """What stood on the shelf on each day: the row whose validity had begun last."""
    starts = [row.valid_from for row in rows]
    for day in days:
        place = bisect_right(starts, day) - 1
        if place >= 0:
            row = rows[place]
            yield Shelf(
                day,
                Money.from_micros(row.micros, row.currency),
                row.quantity,
                row.unit or None,
                source,
                Evidence(row.sha256, row.locator),
            )
