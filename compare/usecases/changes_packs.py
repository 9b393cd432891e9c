"""Changes of the sizes of packs, out of what was stored of one source."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import groupby

from compare.markets.loader import load
from compare.store.models import Plan, Source
from compare.store.selectors import packs, seen
from compare.store.selectors.packs import PackRow
from compare.store.writers.kinds import KINDS
from compare.track.change import Evidence
from compare.track.pack_changes import Product, Shelf, pack_changes
from compare.track.replaced import proposals
from compare.usecases.changes_parts import Found, Tracked, part, parts
from compare.values.fact import PackFact
from compare.values.money import Money

KIND = "pack"
Line = tuple[int | str, ...]


def of_source(
    source: Source, known_at: datetime | None, plans: Collection[int] | None = None
) -> Tracked:
    """Every change of size that the sightings of one source show, and what may be replacements.

    `plans` are products that are tracked anew, each with all others of its shop and line, for one of
    them may have taken its place; None: all.
    """
    lines = _lines(source)
    if plans is not None:
        touched = {lines.get(plan, (plan,)) for plan in plans}
        lines = {plan: line for plan, line in lines.items() if line in touched}
        plans = {*plans, *lines}
    together: dict[Line, list[Product]] = defaultdict(list)
    first: dict[Line, int] = {}
    for plan, product in _products(source, known_at, plans, lines):
        line = lines.get(plan, (plan,))
        together[line].append(product)
        first.setdefault(line, plan)
    found = []
    for line, alike in together.items():
        told = [change for product in alike for change in pack_changes(product)]
        told += proposals(alike)
        found += [Found(part(KIND, first[line]), change) for change in told]
    return Tracked(KIND, parts(KIND, plans), found)


def products(source: Source, known_at: datetime | None) -> list[Product]:
    """Every product of a source with its sightings."""
    return [product for _, product in _products(source, known_at, None, _lines(source))]


def _lines(source: Source) -> dict[int, Line]:
    """The shop and the words of the line of each product, by its number, in their order."""
    shops = dict(Plan.objects.filter(market=source.market).values_list("id", "provider_id"))
    named = packs.lines(source)
    return {plan: (shops[plan], *sorted(set(named[plan].casefold().split()))) for plan in named}


def _products(
    source: Source,
    known_at: datetime | None,
    plans: Collection[int] | None,
    lines: dict[int, Line],
) -> Iterator[tuple[int, Product]]:
    if plans is not None and not plans:
        return
    rows = packs.history(source, known_at, plans)
    held = {plan: list(some) for plan, some in groupby(rows, lambda row: row.plan_id)}
    days = _days(source, list(held), known_at)
    for plan, some in held.items():
        shelves = tuple(_shelves(some, days[plan], source.key))
        if shelves:
            line = " ".join(map(str, lines.get(plan, (plan,))[1:]))
            yield plan, Product(some[0].provider, some[0].plan, line, shelves)


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
