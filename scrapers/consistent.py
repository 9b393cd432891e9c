"""Records of one page that cannot all be true, goods that nobody names, and bags that look like pieces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from scrapers.kit.pack_size import sizes
from scrapers.kit.text import fold
from scrapers.records import (
    FigureRecord,
    PackRecord,
    PlanRecord,
    PriceRecord,
    ProviderRecord,
    Record,
    TariffRecord,
    TermRecord,
    named,
)

Said = tuple[Hashable, object]  # of what, and what is said of it


def contradictions(records: Iterable[Record]) -> Iterator[str]:
    """In words, what is said of one thing in several ways: a run refuses all of them.

    Saying the same twice is no contradiction. The records are those of one capture.
    """
    said: dict[Hashable, list[tuple[object, Record]]] = defaultdict(list)
    for record in records:
        for of, value in _said(record):
            if all(value != before for before, _ in said[of]):
                said[of].append((value, record))
    for ways in said.values():
        if len(ways) > 1:
            (first, record), (other, again) = ways[:2]
            yield (
                f"{named(record)} is said in {len(ways)} ways: {_shown(first)} at {record.locator}, "
                f"{_shown(other)} at {again.locator}: give each thing a key of its own"
            )


def orphans(records: Iterable[Record]) -> list[str]:
    """The products that have a pack and no plan: nobody would know their names."""
    every = list(records)
    known = {(each.provider, each.plan) for each in every if isinstance(each, PlanRecord)}
    packs = [each for each in every if isinstance(each, PackRecord)]
    return [each.plan for each in packs if (each.provider, each.plan) not in known]


def bags(records: Iterable[Record]) -> Iterator[str]:
    """In words, packs of one piece whose name tells a weight or volume: "Carrots 1kg", "1 each"."""
    every = list(records)
    names = {
        (each.provider, each.plan): each.attributes.get("name", "")
        for each in every
        if isinstance(each, PlanRecord)
    }
    for each in every:
        if isinstance(each, PackRecord) and each.quantity == 1 and each.unit == "piece":
            name = names.get((each.provider, each.plan), "")
            if any(size.unit != "piece" for size in sizes(name)):
                yield f"{named(each)} is one piece, and its name tells a size: {name!r}. Read the name?"


def _said(record: Record) -> Iterator[Said]:
    match record:
        case PlanRecord():
            plan = ("plan", record.provider, record.plan)
            yield from (((*plan, name), text) for name, text in record.attributes.items())
        case ProviderRecord():
            times = ("provider", record.provider, record.valid_from, record.valid_to)
            yield from (((*times, name), text) for name, text in record.attributes.items())
        case PriceRecord():
            yield _priced(record), (record.amount, record.currency, record.per)
        case TariffRecord():
            yield _priced(record), (record.components, record.currency)
        case PackRecord():
            pack = record.amount, record.quantity, record.unit, record.missing
            yield ("pack", record.provider, record.plan), pack
        case TermRecord():
            term = ("term", record.provider, record.plan, fold(record.heading))
            yield term, (record.value, record.unit, record.missing)
        case FigureRecord():
            group = (record.measure, record.group, record.valid_from, record.valid_to, record.part)
            counts = record.value, record.missing, record.numerator, record.denominator
            yield ("figure", record.provider, *group), counts


def _priced(record: PriceRecord | TariffRecord) -> Hashable:
    return "price", record.provider, record.plan, tuple(sorted(record.factors.items()))


def _shown(value: Any) -> str:
    parts = value if isinstance(value, tuple) else (value,)
    return " ".join(str(part) for part in parts if part is not None)[:60]
