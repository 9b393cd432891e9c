"""Reads one stored capture: bytes to records, records to facts, facts to a sheet, all counted."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from compare.markets import loader as markets
from compare.markets.learned import with_words
from compare.normalise.facts import normalise
from compare.normalise.origin import Origin
from compare.store import bodies
from compare.store.models import Capture
from compare.store.writers.kinds import KINDS
from compare.store.writers.sheet import Sheet
from compare.usecases.review_queue import Gate, Waiting, released_words
from compare.values.fact import DocumentFact, Fact, FigureFact
from compare.values.money import MICROS
from scrapers import catalogue, records
from scrapers.records import Passed, Record, Refused

OnRows = Callable[[str, int], None]
TICK = 5_000
NAMES: dict[type, str] = {
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


@dataclass
class Census:
    """How many records of each kind a page has, and in how many of them a field is filled.

    `passed` counts the rows that say nothing, by reason.
    """

    wanted: dict[str, tuple[str, ...]]
    rows: Counter[str] = field(default_factory=Counter)
    filled: Counter[tuple[str, str]] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)

    def pass_on(self, found: Iterable[Record]) -> Iterator[Record]:
        """The records that say something, all of them counted while they go by."""
        for record in found:
            if isinstance(record, Passed):
                self.passed[record.reason] += record.rows
                continue
            if not isinstance(record, Refused):
                kind = NAMES[type(record)]
                self.rows[kind] += 1
                for name in self.wanted.get(kind, ()):
                    self.filled[kind, name] += is_filled(record, name)
            yield record


def is_filled(record: Record, name: str) -> bool:
    """Whether a record says something in a field, or in the attribute of that name."""
    if getattr(record, "missing", None) and name == "value":
        return False
    attributes = getattr(record, "attributes", None) or getattr(record, "codes", None) or {}
    return attributes.get(name, getattr(record, name, None)) not in (None, "")


@dataclass
class Read:
    """What one capture says; `waiting` is what a person has to release before it counts."""

    sheet: Sheet
    census: Census
    refused: list[Refused]
    waiting: list[Waiting] = field(default_factory=list)

    @cached_property
    def statistics(self) -> dict[str, dict[str, str | int | None]]:
        """Rows and amounts of each kind: what the next run of this page is judged against."""
        return {kind: self._statistics(kind, rows) for kind, rows in self.census.rows.items()}

    def _statistics(self, kind: str, rows: int) -> dict[str, str | int | None]:
        amounts, unit = self._amounts(kind)
        if not amounts:
            return {"rows": rows, "median": None, "least": None, "most": None}
        middle, least, most = statistics.median(amounts), min(amounts), max(amounts)
        return {
            "rows": rows,
            "median": str(Decimal(middle) / unit),
            "least": str(Decimal(least) / unit),
            "most": str(Decimal(most) / unit),
        }

    def _amounts(self, kind: str) -> tuple[list[Any], int]:
        """Prices in micros, figures as they are, and what to divide them by."""
        rows = [row for frame in self.sheet.rows[kind].values() for row in frame]
        if kind == "price":
            return [row[2] for row in rows], MICROS
        if kind == "figure":
            place = KINDS[FigureFact].value.start
            return [Decimal(row[place]) for row in rows if row[place] is not None], 1
        return [], 1


def read_capture(capture: Capture, source: catalogue.Source, on_rows: OnRows | None = None) -> Read:
    """Read a stored capture with today's parser and market definition.

    Raises:
        ScrapeError: the page is not as its parser expects it.
        bodies.Damaged: the stored bytes are lost.
    """
    market = markets.load(source.manifest.market)
    market = with_words(market, source.key, released_words(source.key))
    evidence = records.Capture(
        address=capture.address,
        body=bodies.read(capture.sha256),
        fetched_at=capture.fetched_at,
        page=capture.page,
        status=capture.status,
        headers=capture.headers,
        fetcher=capture.fetcher,
        robots=capture.robots,
        sha256=capture.sha256,
    )
    zone = ZoneInfo(market.market.zone)
    origin = Origin.of(source.key, source.manifest, evidence, zone)
    wanted = {kind: tuple(bounds.fill) for kind, bounds in source.manifest.expect.items()}
    # A price without an amount cannot be: the parser refuses the row.
    census = Census({kind: names for kind, names in wanted.items() if kind != "price"})
    sheet, gate = Sheet(capture.pk, capture.page), Gate(source, capture.page)
    refused: list[Refused] = []
    found = normalise(census.pass_on(source.parse(evidence)), origin, market)
    facts = _understood(found, refused, lambda rows: on_rows and on_rows(capture.page, rows))
    sheet.add_all(gate.passed(facts))
    return Read(sheet, census, refused, gate.waiting)


def _understood(
    found: Iterable[Fact | Refused], refused: list[Refused], tick: Callable[[int], object]
) -> Iterator[Fact]:
    """The facts alone; what was refused is set aside."""
    rows = 0
    for rows, item in enumerate(found, 1):
        if rows % TICK == 0:
            tick(rows)
        if isinstance(item, Refused):
            refused.append(item)
            continue
        if isinstance(item, DocumentFact):
            bodies.keep(item.text.encode(), item.sha256)
        yield item
    tick(rows)
