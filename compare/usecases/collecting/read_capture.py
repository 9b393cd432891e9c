"""Reads one stored capture: bytes to records, records to facts, facts to a sheet, all counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from compare.markets import loader as markets
from compare.markets.learned import with_words
from compare.normalise.facts import normalise
from compare.normalise.origin import Origin
from compare.store import bodies
from compare.store.models import Capture
from compare.store.writers.kinds import KINDS
from compare.store.writers.sheet import Sheet
from compare.usecases.reviewing.queue import Gate, Waiting, released_words
from compare.values.fact import DocumentFact, Fact, FigureFact
from compare.values.money import MICROS
from scrapers import catalogue, records
from scrapers.census import Census, Statistics, summed
from scrapers.records import Refused

OnRows = Callable[[str, int], None]
TICK = 5_000
OF_RECORDS = ("pack", "tariff")  # measured as they come; prices and figures from the sheet


@dataclass
class Read:
    """What one capture says; `waiting` is what a person has to release before it counts."""

    sheet: Sheet
    census: Census
    refused: list[Refused]
    waiting: list[Waiting] = field(default_factory=list)

    @cached_property
    def statistics(self) -> Statistics:
        """Rows and amounts of each kind: what the next run of this page is judged against."""
        return {kind: self._statistics(kind, rows) for kind, rows in self.census.rows.items()}

    def _statistics(self, kind: str, rows: int) -> Mapping[str, str | int | None]:
        """Prices are counted in micros: a page may have 200,000 of them."""
        found = [row for frame in self.sheet.rows[kind].values() for row in frame]
        if kind == "price":
            return summed(rows, [row[2] for row in found], MICROS)
        if kind == "figure":
            place = KINDS[FigureFact].value.start
            return summed(rows, [Decimal(row[place]) for row in found if row[place] is not None])
        return summed(rows, self.census.amounts.get(kind, ()))


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
    filled = {kind: names for kind, names in wanted.items() if kind != "price"}
    census = Census(filled, measured=OF_RECORDS)
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
