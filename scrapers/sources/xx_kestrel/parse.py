"""Kestrel Cover: a matrix on its side, and values that hide in footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from scrapers.errors import PageChanged
from scrapers.kit.html_table import grid
from scrapers.kit.numbers import number
from scrapers.kit.quantity import quantity
from scrapers.kit.select import attribute, many, one, page, words
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

KESTREL, PLAN, LOCALE = "109", "K200", "en_GB"
CAPTION = "XTS per month, by home, voluntary excess and region"
UNITS = {
    "Contents": "XTS",
    "Water": "XTS",
    "Bike": "XTS",
    "Liability": "XTS",
    "Compulsory excess": "XTS",
    "Phone hours / week": "hours a week",
    "Waiting days": "days",
    "Notice, months": "month",
    "Fees": "XTS",
    "Renewal rise, %": "%",
}
NOTES = re.compile(
    r"a\) Liability is (.+)\.|b\) Flood: (.+)\.|c\) You always pay the first (\d+) yourself\."
)


def parse(capture: Capture) -> Iterator[Record]:
    """The matrix, then the lines below it with their notes."""
    root = page(capture.body)
    yield PlanRecord(KESTREL, PLAN, {"name": "Kestrel 200"}, "h1")
    yield from _prices(one(root, "table#matrix"))
    for line in many(root, "p.kv"):
        yield _term(root, line)


def _prices(table: Tag) -> Iterator[PriceRecord]:
    """The first two rows say for which home and excess, the first column where."""
    if words(one(table, "caption")) != CAPTION:
        raise PageChanged(expected=CAPTION, found=words(table)[:80], todo="look at the page")
    lines = grid(table)
    if len(lines) < 3:
        raise PageChanged(
            expected="a matrix of prices", found=f"{len(lines)} rows", todo="look at it"
        )
    (_, *sizes), (_, *excesses), *rows = lines
    for region, *amounts in rows:
        for size, excess, amount in zip(sizes, excesses, amounts, strict=True):
            factors = {"size": size, "region": region, "excess": excess}
            locator = f"#matrix row {region} column {size} {excess}"
            price = number(amount, LOCALE)
            yield PriceRecord(KESTREL, PLAN, factors, price, "XTS", "month", amount, locator)


def _term(root: BeautifulSoup, line: Tag) -> TermRecord:
    value_part = one(line, "span")
    printed = words(value_part)
    heading = words(line).removesuffix(printed).strip()
    locator = f"p.kv {heading!r}"
    if link := value_part.select_one("a[href]"):
        note = attribute(link, "href").removeprefix("#")
        printed, locator = _note(root, note), f"aside#{note}"
    value, _ = quantity(printed, LOCALE)
    unit = None if isinstance(value, str) else UNITS.get(heading)
    return TermRecord(KESTREL, PLAN, heading, value, unit, printed, locator)


def _note(root: BeautifulSoup, note: str) -> str:
    text = words(one(root, f"aside#{note}"))
    found = NOTES.fullmatch(text)
    if found is None:
        raise PageChanged(
            expected=f"a note like {NOTES.pattern!r}", found=repr(text), todo="read the note"
        )
    return next(group for group in found.groups() if group is not None)
