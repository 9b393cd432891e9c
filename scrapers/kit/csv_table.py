"""Tables of text with a heading row (csv, tsv), read as a stream.

A column is wanted, ignored by name, or an error: nothing is dropped in silence.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from operator import itemgetter

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.bytes import LIMIT, opened
from scrapers.kit.names import Name, resolved
from scrapers.kit.text import clean

Row = tuple[str, ...]


def rows(
    body: bytes,
    wanted: Mapping[str, Name] | Sequence[Name],
    ignored: Collection[str] = (),
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    limit: int = LIMIT,
) -> Iterator[tuple[int, Row]]:
    """The wanted cells of each row, in the order of `wanted`, with the row's number.

    The heading is row 1, so the number is what a spreadsheet shows. Blank lines are passed over.

    Args:
        wanted: printed headings (at least two), or a mapping from our name to the printed heading;
            a heading that had several names in its time is a tuple of them.
        ignored: printed headings that are known and not read.

    Raises:
        PageChanged: a column is missing or new, a row has another number of cells, or there is none.
        Unreadable: cut-off archive, another coding, or no table of text at all.
    """
    headings = tuple(wanted.values()) if isinstance(wanted, Mapping) else tuple(wanted)
    with opened(body, encoding, limit) as stream:
        try:
            yield from _cells(csv.reader(stream, delimiter=delimiter), headings, ignored)
        except csv.Error as error:
            raise Unreadable(
                expected="a table of text", found=str(error), todo="look at the file"
            ) from error


def _cells(
    table: Iterator[list[str]], wanted: Sequence[Name], ignored: Collection[str]
) -> Iterator[tuple[int, Row]]:
    heading = tuple(clean(cell) for cell in next(table, []))
    pick = _picker(heading, wanted, ignored)
    width, empty = len(heading), True
    for number, row in enumerate(table, 2):
        if len(row) != width:
            if not row:
                continue
            raise PageChanged(
                expected=f"{width} cells in row {number}",
                found=str(len(row)),
                todo="is the delimiter another, or the file cut off?",
            )
        empty = False
        yield number, pick(row)
    if empty:
        raise PageChanged(expected="rows below the heading", found="none", todo="fetch it again")


def _picker(
    heading: Row, wanted: Sequence[Name], ignored: Collection[str]
) -> Callable[[list[str]], Row]:
    names = resolved(wanted, heading)
    check_headings(heading, names, ignored)
    return itemgetter(*(heading.index(name) for name in names))


def check_headings(
    heading: Sequence[str], wanted: Collection[str], ignored: Collection[str]
) -> None:
    """Each heading is wanted or ignored, each wanted one is there, and none stands twice.

    Raises:
        PageChanged: otherwise, with what to do.
    """
    twice = sorted({name for name in heading if heading.count(name) > 1})
    missing = sorted(set(wanted) - set(heading))
    new = sorted(set(heading) - set(wanted) - set(ignored))
    if not heading or not any(heading):
        raise PageChanged(expected="a heading row", found="an empty file", todo="fetch it again")
    if missing:
        raise PageChanged(
            expected=f"the column(s) {', '.join(map(repr, missing))}",
            found=", ".join(map(repr, new or heading)),
            todo="if a column was renamed, say so in the parser; is the delimiter another?",
        )
    if new or twice:
        raise PageChanged(
            expected="only known columns, each once",
            found=", ".join(map(repr, new or twice)),
            todo="read the new column, or name it in [ignore] of the manifest with the reason",
        )
