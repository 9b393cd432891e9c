"""Counts what a page gave: how many records of each kind, how well filled, and their amounts."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from scrapers import records
from scrapers.records import FigureRecord, Passed, Record, TariffRecord

KINDS: Mapping[type, str] = {
    records.ProviderRecord: "provider",
    records.PlanRecord: "plan",
    records.PriceRecord: "price",
    records.TariffRecord: "tariff",
    records.TermRecord: "term",
    records.FigureRecord: "figure",
    records.PlaceRecord: "place",
    records.AreaRecord: "area",
    records.PackRecord: "pack",
    records.DocumentRecord: "document",
}
MEASURED = ("price", "tariff", "figure", "pack")  # kinds with an amount
Statistics = Mapping[str, Mapping[str, str | int | None]]


@dataclass
class Census:
    """How many records of each kind a page has, and in how many of them a field is filled.

    `wanted` names the fields by kind; of the kinds in `measured` the amounts are kept. `passed` counts
    the rows that say nothing, by reason.
    """

    wanted: Mapping[str, tuple[str, ...]]
    measured: Collection[str] = MEASURED
    rows: Counter[str] = field(default_factory=Counter)
    filled: Counter[tuple[str, str]] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    amounts: dict[str, list[Decimal]] = field(default_factory=lambda: defaultdict(list))

    def pass_on(self, found: Iterable[Record]) -> Iterator[Record]:
        """The records that say something, all of them counted while they go by."""
        for record in found:
            if kind := KINDS.get(type(record)):
                self.rows[kind] += 1
                for name in self.wanted.get(kind, ()):
                    self.filled[kind, name] += is_filled(record, name)
                if kind in self.measured:
                    self.amounts[kind] += amounts(record)
            elif isinstance(record, Passed):
                self.passed[record.reason] += record.rows
                continue
            yield record

    @property
    def statistics(self) -> Statistics:
        """Rows and amounts of each kind."""
        return {kind: summed(rows, self.amounts.get(kind, ())) for kind, rows in self.rows.items()}


def summed(rows: int, found: Collection[Any], unit: int = 1) -> Mapping[str, str | int | None]:
    """How many rows, and the median, least and most of their amounts; None where there are none.

    Amounts are Decimal, or integers of which `unit` make one.
    """
    if not found:
        return {"rows": rows, "median": None, "least": None, "most": None}
    middle, least, most = (
        str(Decimal(amount) / unit) for amount in (statistics.median(found), min(found), max(found))
    )
    return {"rows": rows, "median": middle, "least": least, "most": most}


def is_filled(record: Record, name: str) -> bool:
    """Whether a record says something in a field, or in the attribute of that name."""
    if getattr(record, "missing", None) and name == "value":
        return False
    attributes = getattr(record, "attributes", None) or getattr(record, "codes", None) or {}
    return attributes.get(name, getattr(record, name, None)) not in (None, "")


def amounts(record: Record) -> list[Decimal]:
    """What the bounds of an expectation hold for: of a tariff the prices of all parts, as printed."""
    if isinstance(record, TariffRecord):
        return list(_prices(record.components))
    found = record.value if isinstance(record, FigureRecord) else getattr(record, "amount", None)
    return [] if found is None else [found]


def _prices(part: object) -> Iterator[Decimal]:
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name in ("amount", "price"):
                yield from _number(value)
            elif name == "blocks":
                yield from (price for _, printed in value for price in _number(printed))
            else:
                yield from _prices(value)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _prices(each)


def _number(printed: object) -> Iterator[Decimal]:
    """The number; nothing where it is none, which the reading of the tariff says."""
    try:
        yield Decimal(str(printed))
    except InvalidOperation:
        return
