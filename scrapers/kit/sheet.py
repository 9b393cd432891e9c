"""Sheets of a workbook (xlsx), read as a stream; values as text, exactly as stored."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import repeat
from typing import Any

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.csv_table import check_headings
from scrapers.kit.names import Name, resolved
from scrapers.kit.text import clean

UNPACKED = 500_000_000  # bytes of the workbook's parts when unpacked


def rows(
    body: bytes,
    sheet: str,
    wanted: Sequence[Name],
    ignored: Collection[str] = (),
    *,
    heading: int | tuple[int, int] = 1,
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The wanted cells of each row below the heading, with the row's number in the sheet.

    `heading` is the row of the headings, or the first and last where they spread over several: then
    a column's heading are its words from top to bottom, a merged cell standing over all it covers.
    Rows without any text are passed over.

    Raises:
        Unreadable: no workbook, cut off, or one that unpacks to too much.
        PageChanged: no such sheet, a column is missing or new, or no row is left.
    """
    first, last = (heading, heading) if isinstance(heading, int) else heading
    with _opened(body) as book:
        table = _sheet(book, sheet).iter_rows(values_only=True)
        above = [[printed(value) for value in next(table, ())] for _ in range(last)]
        names = _headings(above[first - 1 :])
        called = resolved(wanted, names)
        check_headings([name for name in names if name], called, ignored)
        places = [names.index(name) for name in called]
        empty = True
        for number, row in enumerate(table, last + 1):
            if any(value is not None for value in row):
                empty = False
                cells = (*row, *repeat(None, len(names) - len(row)))  # empty ends are left out
                yield number, tuple(printed(cells[place]) for place in places)
    if empty:
        raise PageChanged(
            expected=f"rows below row {last} of {sheet!r}", found="none", todo="look at the sheet"
        )


def sheets(body: bytes) -> Iterator[tuple[str, Iterator[tuple[int, tuple[str, ...]]]]]:
    """Every sheet by its name with all its rows, for workbooks whose sheets differ in shape.

    Each row comes with its number in the sheet; read a sheet's rows before asking for the next.

    Raises:
        Unreadable: as `rows`.
    """
    with _opened(body) as book:
        for name in book.sheetnames:
            yield name, _as_text(_sheet(book, name))


def _as_text(sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, tuple(map(printed, row))


def headings(body: bytes, sheet: str, heading: int = 1) -> tuple[str, ...]:
    """The headings of a sheet, where they are values themselves (a month in each column).

    Raises:
        Unreadable, PageChanged: as `rows`.
    """
    with _opened(body) as book:
        table = _sheet(book, sheet).iter_rows(min_row=heading, max_row=heading, values_only=True)
        return tuple(filter(None, (printed(value) for value in next(table, ()))))


def printed(value: object) -> str:
    """A cell's value as text: numbers as stored, days as ISO dates, an empty cell as nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return clean(str(value))


def _headings(lines: list[list[str]]) -> list[str]:
    """Column by column, the words of all heading rows; but for the last row, a gap repeats its left."""
    width = max(map(len, lines), default=0)
    columns: list[list[str]] = [[] for _ in range(width)]
    for depth, line in enumerate(lines, 1):
        left = ""
        for column in range(width):
            word = line[column] if column < len(line) else ""
            left = word or (left if depth < len(lines) else "")
            if left and left not in columns[column]:
                columns[column].append(left)
    return [" / ".join(parts) for parts in columns]


@contextmanager
def _opened(body: bytes) -> Iterator[Any]:
    import openpyxl  # takes its time: only who reads a workbook waits for it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size > UNPACKED:
            raise Unreadable(
                expected=f"a workbook of at most {UNPACKED} bytes unpacked",
                found=str(size),
                todo="is this a file made to fill the memory?",
            )
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise Unreadable(
            expected="a workbook (xlsx)", found=str(error)[:200], todo="fetch it again"
        ) from error
    try:
        yield book
    finally:
        book.close()


def _sheet(book: Any, name: str) -> Any:
    if name not in book.sheetnames:
        raise PageChanged(
            expected=f"a sheet {name!r}",
            found=", ".join(map(repr, book.sheetnames))[:300],
            todo="name the sheet in the parser",
        )
    sheet = book[name]
    sheet.reset_dimensions()  # publishers' files often claim a wrong size
    return sheet
