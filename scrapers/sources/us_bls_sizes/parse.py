"""How many items of the US price sample changed size, month by month, and prices without that.

Both workbooks have title rows above the heading. Counts stand by month in rows; the index has its
months across, a heading that starts with a line break, and names with trailing blanks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scrapers.errors import Ambiguous, Implausible
from scrapers.kit import sheet
from scrapers.kit.dates import day
from scrapers.kit.numbers import number
from scrapers.manifest import load
from scrapers.records import Capture, FigureRecord, ProviderRecord, Record, Refused

MANIFEST = load(Path(__file__).with_name("manifest.toml"))
SAMPLE = "cpi"
MONTH, COUNTS = "Month", ("Downsize Count", "Upsize Count")
ALL_ITEMS = "all items"
TITLE, SERIES = "Title", "Series"
SHEETS = ("Food at home", "Other selected categories")
INDEX = "R-CPI-SC"
NOTE = "Note:"


def parse(capture: Capture) -> Iterator[Record]:
    """The sample's name and every published number; a cell that is no number is `Refused`."""
    yield ProviderRecord(SAMPLE, {"name": "US consumer price sample"}, "title")
    read = {"counts": _counts, "index": _index}[MANIFEST.page(capture.page).reads]
    yield from read(capture)


def _counts(capture: Capture) -> Iterator[Record]:
    for at, (month, *counts) in sheet.rows(capture.body, "Sheet1", (MONTH, *COUNTS), heading=2):
        for measure, literal in zip(COUNTS, counts, strict=True):
            yield _figure(measure, ALL_ITEMS, date.fromisoformat(month), literal, f"row {at}")


def _index(capture: Capture) -> Iterator[Record]:
    for name in SHEETS:
        wanted = sheet.headings(capture.body, name, 3)
        months = [day(f"1 {text}", "d MMMM y") for text in wanted if text not in (TITLE, SERIES)]
        for at, cells in sheet.rows(capture.body, name, wanted, heading=3):
            row = dict(zip(wanted, cells, strict=True))
            category, series = row.pop(TITLE), row.pop(SERIES)
            if category.startswith(NOTE):
                continue
            group = f"{category} ({series})"
            for month, literal in zip(months, row.values(), strict=True):
                yield _figure(INDEX, group, month, literal, f"{name} row {at}")


def _figure(measure: str, group: str, month: date, literal: str, locator: str) -> Record:
    place = f"{locator}, {month:%Y-%m}"
    try:
        value = number(literal, MANIFEST.locale) if literal else None
        if value is not None and value < 0:
            raise Implausible(expected="no less than 0", found=literal, todo="ask the publisher")
    except (Ambiguous, Implausible) as error:
        return Refused.because(place, error)
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return FigureRecord(
        *(SAMPLE, measure, group, value, None, None, month, following, literal, place),
        missing=None if literal else "not_stated",
    )
