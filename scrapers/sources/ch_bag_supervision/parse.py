"""What the supervision publishes of each health insurer and year: people, premiums, benefits, reserves.

A workbook has a sheet for each year, in four layouts since 1996. Headings spread over five rows; the
row below them names each column by a code, and the code says what it is. Amounts come in millions of
francs, until 1999 in francs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from scrapers.errors import Implausible, PageChanged
from scrapers.kit.sheet import sheets
from scrapers.manifest import load
from scrapers.records import Capture, FigureRecord, ProviderRecord, Record, Refused

MANIFEST = load(Path(__file__).with_name("manifest.toml"))
LINE = "compulsory health insurance"
HEADING_ROWS = 12  # the codes stand in one of the first rows
NOT_STATED = ("", "-")
MILLION = Decimal(1_000_000)


class Layout(NamedTuple):
    """The columns of some years: by measure the code, what is known and not read, the unit."""

    wanted: dict[str, str]
    ignored: frozenset[str]
    unit: Decimal = Decimal(1)


SINCE_2006 = Layout(
    {
        "insured": "1",
        "premiums": "3A",
        "benefits": "5A",
        "administration share": "6A",
        "reserves": "9A",
        "reserve share": "9C",
    },
    frozenset(
        [
            "0",
            "2",
            "3B",
            "4A",
            "4B",
            "4C",
            "5B",
            "6B",
            "6C",
            "7",
            "8A",
            "8B",
            "9B",
            "10",
            "11",
            "11A",
            "11B",
            "11C",
            "12A",
            "12B",
            "13A",
            "13B",
            "14",
            "15",
        ]
    ),
)
SINCE_2004 = Layout(
    {**SINCE_2006.wanted, "premiums": "3"},
    frozenset(
        ["0", "2", "4A", "4B", "4C", "5B", "6B", "7", "8A", "8B", "9B", "10", "11A", "11B", "11C"]
    ),
)
SINCE_2002 = Layout(
    {
        "insured": "1",
        "premiums": "3",
        "benefits": "5",
        "administration share": "6 A",
        "reserves": "9",
        "reserve share": "9 / 3",
    },
    frozenset(("2", "4", "5 / 1", "6 B", "7", "8", "8 / 1", "9 / 1", "10")),
)
SINCE_2000 = Layout(
    {**SINCE_2002.wanted, "administration share": "6"},
    frozenset(("2", "4", "5 / 1", "6 / 1", "7", "8", "8 / 1", "9 / 1")),
)
SINCE_1996 = Layout(
    {
        "insured": "1",
        "premiums": "3",
        "benefits": "5",
        "administration share": "7",
        "reserve share": "9",
    },
    frozenset(("2", "4", "6", "8")),
    unit=1 / MILLION,
)
LAYOUTS = {2006: SINCE_2006, 2004: SINCE_2004, 2002: SINCE_2002, 2000: SINCE_2000, 1996: SINCE_1996}
IN_FRANCS = ("premiums", "benefits", "reserves")
UNSTATED_IN = {2012: {"9C"}, 2013: {"9C"}}  # the columns are there, but empty and without a code


def parse(capture: Capture) -> Iterator[Record]:
    """The figures of each insurer and year, and the name under which it was listed in that year."""
    for sheet, rows in sheets(capture.body):
        if sheet.isdecimal() and len(sheet) == 4:
            yield from _year(int(sheet), rows)
        elif sheet != "info" and not sheet.endswith("_i"):
            raise PageChanged(
                expected="a sheet for each year, `info`, and notes (`2018_i`)",
                found=repr(sheet),
                todo="look at the new sheet",
            )


def _year(year: int, rows: Iterator[tuple[int, tuple[str, ...]]]) -> Iterator[Record]:
    layout = next(found for since, found in LAYOUTS.items() if year >= since)
    places = _places(year, layout, rows)
    name_at = min(places.values()) - 1
    valid = date(year, 1, 1), date(year + 1, 1, 1)
    for at, cells in rows:
        number = cells[0] if cells else ""
        if not number.isdecimal() or len(number) > 4:
            continue  # the total, and notes below the table
        locator = f"sheet {year} row {at}"
        name = cells[name_at]
        try:
            figures = [
                _figure(number, measure, cells, place, layout, valid, locator)
                for measure, place in places.items()
            ]
            if not name:
                raise _implausible("an insurer's name", "nothing")
        except Implausible as error:
            yield Refused.because(locator, error)
            continue
        yield ProviderRecord(number, {"name": name}, locator, *valid)
        yield from figures


def _places(
    year: int, layout: Layout, rows: Iterator[tuple[int, tuple[str, ...]]]
) -> dict[str, int]:
    """Where each measure stands, by the row of codes.

    Raises:
        PageChanged: no such row, a code is missing, or a new one is there.
    """
    absent = UNSTATED_IN.get(year, set())
    wanted = {measure: code for measure, code in layout.wanted.items() if code not in absent}
    for at, cells in rows:
        codes = [cell for cell in cells if cell]
        if wanted.keys() and set(wanted.values()) <= set(codes):
            new = set(codes) - set(wanted.values()) - layout.ignored
            if new:
                raise PageChanged(
                    expected=f"only known columns on sheet {year}",
                    found=", ".join(sorted(new)),
                    todo="read the new column, or name it among the ignored ones in the parser",
                )
            return {measure: cells.index(code) for measure, code in wanted.items()}
        if at >= HEADING_ROWS:
            break
    raise PageChanged(
        expected=f"a row with the codes {', '.join(wanted.values())} on sheet {year}",
        found=f"none in the first {HEADING_ROWS} rows",
        todo="look at the sheet: was a column renamed?",
    )


def _value(cells: tuple[str, ...], place: int, measure: str, layout: Layout) -> Decimal | None:
    """The cell's number in the measure's unit; None where it is empty.

    A share may be printed in percent, with the sign in the next cell.
    """
    printed = cells[place] if place < len(cells) else ""
    if printed in NOT_STATED:
        return None
    try:
        value = Decimal(printed)
    except InvalidOperation:
        raise _implausible(f"a number for {measure}", repr(printed)) from None
    if measure == "insured" and value < 0:
        raise _implausible("a number of insured of at least 0", printed)
    if cells[place + 1 : place + 2] == ("%",):
        return value / 100
    return value * layout.unit if measure in IN_FRANCS else value


def _figure(
    number: str,
    measure: str,
    cells: tuple[str, ...],
    place: int,
    layout: Layout,
    valid: tuple[date, date],
    locator: str,
) -> FigureRecord:
    value = _value(cells, place, measure, layout)
    literal = cells[place] if place < len(cells) else ""
    missing = "not_stated" if value is None else None
    return FigureRecord(number, measure, LINE, value, None, None, *valid, literal, locator, missing)


def _implausible(expected: str, found: str) -> Implausible:
    return Implausible(expected=expected, found=found, todo="ask the publisher")
