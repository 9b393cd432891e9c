"""Tables in a page, with their spans written out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bs4 import Tag

from scrapers.errors import PageChanged
from scrapers.kit.csv_table import check_headings
from scrapers.kit.names import Name, resolved
from scrapers.kit.select import attribute, words

WIDEST = 200  # columns, and rows that one cell may span: no honest table has more
Grid = tuple[tuple[str, ...], ...]


def grid(table: Tag) -> Grid:
    """The texts of a table's cells, row by row; a cell that spans several places stands in each.

    A table within a cell is text of that cell.
    """
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    filled: dict[tuple[int, int], str] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (at, column) in filled:
                column += 1
            deep, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            text = words(cell)
            filled |= {
                (at + down, column + right): text
                for down in range(min(deep, len(rows) - at))
                for right in range(wide)
            }
            column += wide
    width = 1 + max((column for _, column in filled), default=-1)
    return tuple(
        tuple(filled.get((at, column), "") for column in range(width)) for at in range(len(rows))
    )


def rows(
    table: Grid, wanted: Sequence[Name], ignored: Collection[str] = (), *, heading: int = 1
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The wanted cells of each row below the heading row, with the row's number from 1.

    Raises:
        PageChanged: a column is missing or new, a heading stands twice, or no row is left.
    """
    if len(table) <= heading:
        raise PageChanged(
            expected=f"rows below the heading in row {heading}",
            found=f"{len(table)} rows",
            todo="look at the page",
        )
    head = table[heading - 1]
    names = resolved(wanted, head)
    check_headings(head, names, ignored)
    places = [head.index(name) for name in names]
    for number, row in enumerate(table[heading:], heading + 1):
        yield number, tuple(row[place] for place in places)


def turned(table: Grid) -> Grid:
    """Rows as columns: for a table whose headings stand in its first column."""
    return tuple(zip(*table, strict=True))


def _span(cell: Tag, name: str) -> int:
    written = attribute(cell, name).strip() if cell.has_attr(name) else "1"
    span = int(written) if written.isascii() and written.isdecimal() else 1
    if span > WIDEST:
        raise PageChanged(
            expected=f"a {name} of at most {WIDEST}", found=written, todo="look at the page"
        )
    return span or WIDEST  # rowspan 0 means: to the end of the table
