"""Columns that a table of text has since its last recording, with some of their cells."""

from __future__ import annotations

import csv
import json
from itertools import islice
from typing import NamedTuple

from scrapers.kit.bytes import opened
from scrapers.kit.form import form
from scrapers.kit.text import clean
from scrapers.repair.marks import delimiter, marks

CELLS = 3


class Column(NamedTuple):
    """A heading that is new, and its first cells."""

    heading: str
    cells: list[str]

    def told(self) -> list[str]:
        """The line for the manifest; the reason is a person's."""
        return [
            f"new column {self.heading!r}, whose cells begin {', '.join(map(repr, self.cells))}: read "
            "it, or write under [ignore] of manifest.toml, with the reason:",
            f'    {json.dumps(self.heading, ensure_ascii=False)} = "…"',
        ]


def added(before: bytes, after: bytes) -> list[Column]:
    """The columns that came; none where one went, too: then it may be renamed."""
    if form(before) != "csv" or form(after) != "csv":
        return []
    had, has = ([mark.text for mark in marks(body)] for body in (before, after))
    if set(had) - set(has):
        return []
    with opened(after) as stream:
        mark = delimiter(stream.readline())
        rows = list(islice(csv.reader(stream, delimiter=mark), CELLS))
    return [
        Column(heading, [clean(row[at]) for row in rows if at < len(row)])
        for at, heading in enumerate(has)
        if heading not in had
    ]
