"""Complaints that the ombudsman took up and resolved, by business and product group.

The workbook has two sheets. Headings lie in two and three rows with merged cells, averages are
written inside them as sentences, and one is misleading: "Total % Change" is the share of all
resolved cases that were upheld. Of fewer than thirty closed cases no share is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from scrapers.errors import Implausible, PageChanged
from scrapers.kit.sheet import sheets
from scrapers.manifest import load
from scrapers.records import Capture, FigureRecord, ProviderRecord, Record, Refused

MANIFEST = load(Path(__file__).with_name("manifest.toml"))
PRODUCTS = (
    "Banking & Credit",
    "Mortgages & Home Finance",
    "General Insurance / Pure Protection",
    "PPI",
    "Investments",
    "Decumulation Life & Pensions",
)
ALL = "all products"
NEW, RESOLVED = "New cases", "Resolved cases"
HEADINGS = {
    NEW: (
        ("Business Name", "Business Group", "Total New Cases", "New Cases"),
        ("", "", "", *PRODUCTS),
    ),
    RESOLVED: (
        ("Business Name", "Business Group", "Total % Change", "Total*"),
        ("", "", "", "", *PRODUCTS[:4], "", *PRODUCTS[4:]),
        ("", "", "Average", "Proactively", *["Average"] * 4, "Plevin total", *["Average"] * 2),
    ),
}
NEW_GROUPS = {2: ALL, **{3 + place: name for place, name in enumerate(PRODUCTS)}}
RESOLVED_GROUPS = {
    2: ALL,
    **{4 + place: name for place, name in enumerate(PRODUCTS[:4])},
    **{9 + place: name for place, name in enumerate(PRODUCTS[4:])},
}
PLEVIN = 8  # a column that once held a kind of case; it must stay empty
NO_GROUP, TOTALS = "No Group", "Grand Total"
Rows = Iterator[tuple[int, tuple[str, ...]]]


def parse(capture: Capture) -> Iterator[Record]:
    """New cases and the share upheld of the resolved ones, then the businesses with their groups."""
    edition = MANIFEST.page(capture.page).edition
    assert edition is not None
    assert edition.valid_to is not None
    valid = edition.valid_from, edition.valid_to
    named: dict[str, ProviderRecord] = {}
    seen = set()
    for sheet, rows in sheets(capture.body):
        if sheet not in HEADINGS:
            raise PageChanged(
                expected=f"the sheets {NEW!r} and {RESOLVED!r}",
                found=repr(sheet),
                todo="look at the new sheet",
            )
        seen.add(sheet)
        _check_headings(sheet, rows)
        yield from _businesses(sheet, rows, valid, named)
    if missing := set(HEADINGS) - seen:
        raise PageChanged(
            expected=f"a sheet {missing.pop()!r}", found="none", todo="name the sheet in the parser"
        )
    yield from named.values()


def _check_headings(sheet: str, rows: Rows) -> None:
    """Each heading stands where it is expected; of a sentence only its beginning is compared."""
    for wanted in HEADINGS[sheet]:
        at, cells = next(rows, (0, ()))
        for place, heading in enumerate(wanted):
            found = cells[place] if place < len(cells) else ""
            if not found.startswith(heading) or (found and not heading):
                raise PageChanged(
                    expected=f"{heading or 'no heading'!r} in column {place + 1} of row {at}",
                    found=repr(found),
                    todo=f"look at the headings of {sheet!r}",
                )


def _businesses(
    sheet: str, rows: Rows, valid: tuple[date, date], named: dict[str, ProviderRecord]
) -> Iterator[Record]:
    groups = NEW_GROUPS if sheet == NEW else RESOLVED_GROUPS
    for at, cells in rows:
        name, group = (*cells, "", "")[:2]
        if not name or name == TOTALS or (name.startswith("*") and not any(cells[1:])):
            continue  # an empty line, the sum, the footnote
        locator = f"sheet {sheet} row {at}"
        number = key(name)
        try:
            if sheet == RESOLVED and any(cells[PLEVIN : PLEVIN + 1]):
                raise _implausible("nothing in the column without a heading", cells[PLEVIN])
            figures = list(_figures(number, cells, groups, sheet, valid, locator))
        except Implausible as error:
            yield Refused.because(locator, error)
            continue
        attributes = {"name": name} if group in ("", NO_GROUP) else {"name": name, "group": group}
        named.setdefault(number, ProviderRecord(number, attributes, locator, *valid))
        yield from figures


def key(name: str) -> str:
    """A key made of the name: the file has no register number.

    >>> key("Zurich Insurance PLC")
    'zurich-insurance-plc'
    """
    return re.sub("[^a-z0-9]+", "-", name.casefold()).strip("-")


def _figures(
    number: str,
    cells: tuple[str, ...],
    groups: dict[int, str],
    sheet: str,
    valid: tuple[date, date],
    locator: str,
) -> Iterator[FigureRecord]:
    """A figure for each product group of the business.

    An empty share is held back (fewer than thirty cases closed) or of a group that the business
    does not have: the sheet does not tell which, and both are not stated. An empty count is none.
    """
    for place, group in groups.items():
        printed = cells[place] if place < len(cells) else ""
        if not printed and sheet == NEW:
            continue
        value = _value(printed, sheet) if printed else None
        yield FigureRecord(
            number,
            sheet,
            group,
            value,
            None,
            None,
            *valid,
            printed,
            locator,
            None if printed else "not_stated",
        )


def _value(printed: str, sheet: str) -> Decimal:
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?(e-[0-9]+)?", printed):
        raise _implausible("a number", repr(printed))
    value = Decimal(printed)
    if sheet == RESOLVED and value > 1:
        raise _implausible("a share from 0 to 1", printed)
    return value


def _implausible(expected: str, found: str) -> Implausible:
    return Implausible(expected=expected, found=found, todo="ask the publisher")
