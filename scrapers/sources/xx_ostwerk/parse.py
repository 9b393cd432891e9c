"""Ostwerk Versicherung: a table of premiums for each excess, and one of what is insured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bs4 import Tag

from scrapers.errors import PageChanged
from scrapers.kit.html_table import grid, rows
from scrapers.kit.numbers import amount
from scrapers.kit.quantity import quantity
from scrapers.kit.select import many, one, page, words
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

OSTWERK, PLAN, LOCALE = "110", "HR-Basis", "de_DE"
CHOSEN = re.compile(r"Gewählte Selbstbeteiligung (\d+) XTS")
COLUMNS = ("Wohnung", "Gebiet", "Monatsbeitrag")
NONE = {
    "Wartezeit": "Tage",
    "Gebühren im Jahr": "XTS",
    "Aufschlag ab dem zweiten Jahr": "%",
}


def parse(capture: Capture) -> Iterator[Record]:
    """The one tariff, in its old coding."""
    root = page(capture.body, "windows-1252")
    name = words(one(root, "h1")).removeprefix("Ostwerk ")
    yield PlanRecord(OSTWERK, PLAN, {"name": name}, "h1")
    headings, tables = many(root, "h2"), many(root, "table.beitrag")
    for heading, table in zip(headings, tables, strict=True):
        yield from _prices(words(heading), table)
    for row in many(one(root, "table.leistungen"), "tr"):
        yield _term(words(one(row, "th")), words(one(row, "td")))


def _prices(heading: str, table: Tag) -> Iterator[PriceRecord]:
    chosen = CHOSEN.fullmatch(heading)
    if chosen is None:
        raise PageChanged(
            expected="'Gewählte Selbstbeteiligung …'", found=heading, todo="look at the page"
        )
    for at, (size, region, printed) in rows(grid(table), COLUMNS):
        factors = {"size": size, "region": region, "excess": chosen[1]}
        price = amount(printed, LOCALE, "XTS")
        locator = f"{heading!r} row {at}"
        yield PriceRecord(OSTWERK, PLAN, factors, price, "XTS", "month", printed, locator)


def _term(heading: str, printed: str) -> TermRecord:
    value, unit = quantity(printed, LOCALE)
    if printed == "keine" and heading in NONE:
        value, unit = Decimal(0), NONE[heading]
    locator = f"table.leistungen {heading!r}"
    return TermRecord(OSTWERK, PLAN, heading, value, unit, printed, locator)
