"""Changes of the sizes of packs, out of what was stored of one source."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby

from compare.markets.loader import load
from compare.store.models import Plan, Source
from compare.store.selectors import packs, seen
from compare.store.selectors.packs import PackRow
from compare.store.writers.kinds import KINDS, Row
from compare.track.change import Evidence
from compare.track.families import Words, families
from compare.track.pack_changes import Product, Shelf, pack_changes
from compare.track.replaced import proposals
from compare.usecases.tracking.parts import Found, Tracked, part, parts
from compare.values.fact import PackFact, PlanFact
from compare.values.money import Money

KIND = "pack"
Family = tuple[int, Words]


def of_source(
    source: Source, known_at: datetime | None, plans: Collection[int] | None = None
) -> Tracked:
    """Every change of size that the sightings of one source show, and what may be replacements.

    `plans` are products that are tracked anew, each with all others of its shop and family, for one
    of them may have taken its place; None: all.
    """
    lines = _lines(source)
    family = _families(source, lines)
    if plans is not None:
        touched = {family.get(plan) for plan in plans} - {None}
        plans = {*plans, *(plan for plan, shared in family.items() if shared in touched)}
    together: dict[Family | int, list[Product]] = defaultdict(list)
    first: dict[Family | int, int] = {}
    for plan, product in _products(source, known_at, plans, lines):
        shared = family.get(plan, plan)
        together[shared].append(product)
        first.setdefault(shared, plan)
    found = []
    for shared, alike in together.items():
        told = [change for product in alike for change in pack_changes(product)]
        told += proposals(alike)
        found += [Found(part(KIND, first[shared]), change) for change in told]
    return Tracked(KIND, parts(KIND, plans), found)


def products(source: Source, known_at: datetime | None) -> list[Product]:
    """Every product of a source with its sightings."""
    return [product for _, product in _products(source, known_at, None, _lines(source))]


def _lines(source: Source) -> dict[int, Words]:
    """The words of the line of each product, by its number."""
    return {plan: frozenset(text.casefold().split()) for plan, text in packs.lines(source).items()}


def _families(source: Source, lines: Mapping[int, Words]) -> dict[int, Family]:
    """The shop of each product, and what stands for all lines of it that may be one product's."""
    shops = dict(Plan.objects.filter(market=source.market).values_list("id", "provider_id"))
    sold: dict[int, dict[int, Words]] = defaultdict(dict)
    for plan, words in lines.items():
        sold[shops[plan]][plan] = words
    found = {}
    for shop, named in sold.items():
        heads = families(named.values())
        found |= {plan: (shop, heads[words]) for plan, words in named.items()}
    return found


def _products(
    source: Source,
    known_at: datetime | None,
    plans: Collection[int] | None,
    lines: Mapping[int, Words],
) -> Iterator[tuple[int, Product]]:
    if plans is not None and not plans:
        return
    rows = packs.history(source, known_at, plans)
    held = {plan: list(some) for plan, some in groupby(rows, lambda row: row.plan_id)}
    if not held:  # most sources are of no goods
        return
    zone = load(source.market).zone
    packed: list[Row] = [(plan,) for plan in held]
    titled: list[Row] = [(plan, "name") for plan in held]
    days = seen.days(KINDS[PackFact], source.pk, packed, known_at, zone)
    named = seen.days(KINDS[PlanFact], source.pk, titled, known_at, zone)
    for plan, some in held.items():
        shelves = tuple(_shelves(some, days.get((plan,), []), source.key))
        if shelves:
            line = " ".join(sorted(lines.get(plan, ())))
            on = named.get((plan, "name"))
            listed = (on[0], on[-1]) if on else None
            yield plan, Product(some[0].provider, some[0].plan, line, shelves, listed)


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
                row.items,
            )
