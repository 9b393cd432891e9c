"""Upheld complaints of car insurers in New York, with the premiums that they are counted against.

Each row is one company in one filing year. The ratio is upheld complaints for each million dollars
of premium, as printed: it is kept as it is, also where the counts beside it say otherwise. A number
that the publisher prints twice in a year is kept apart: nobody says which row holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from scrapers.errors import Ambiguous, Implausible
from scrapers.kit.csv_table import rows
from scrapers.kit.numbers import number
from scrapers.manifest import load
from scrapers.records import Capture, FigureRecord, ProviderRecord, Record, Refused

MANIFEST = load(Path(__file__).with_name("manifest.toml"))
WANTED = (
    "NAIC",
    "Company Name",
    "Ratio",
    "Upheld Complaints",
    "Question of Fact Complaints",
    "Not Upheld Complaints",
    "Total Complaints",
    "Premiums Written (in Millions)",
    "Filing Year",
)
MEASURE, LINE = "Upheld Complaints", "private passenger auto"


class Filed(NamedTuple):
    """One company in one filing year."""

    at: str
    company: str
    name: str
    year: int
    ratio: Decimal
    upheld: Decimal
    premium: Decimal
    literal: str


def parse(capture: Capture) -> Iterator[Record]:
    """A figure for each row, then every company's names with the years that they were filed under."""
    filed: list[Filed] = []
    for at, cells in rows(capture.body, WANTED, MANIFEST.ignore):
        try:
            filed.append(_filed(f"row {at}", cells))
        except (Ambiguous, Implausible) as error:
            yield Refused.because(f"row {at}", error)
    yield from _figures(filed)
    yield from _names(filed)


def _filed(at: str, cells: tuple[str, ...]) -> Filed:
    company, name, ratio, upheld, open_, rejected, total, premium, year = cells
    if not (company.isascii() and company.isdecimal() and name.strip()):
        raise _implausible("a company's number and name", f"{company!r}, {name!r}")
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise _implausible("a filing year", repr(year))
    counts = [number(text, MANIFEST.locale) for text in (upheld, open_, rejected, total)]
    if any(count < 0 or count != int(count) for count in counts) or sum(counts[:3]) != counts[3]:
        raise _implausible(
            "whole counts that add up to the total", ", ".join((upheld, open_, rejected, total))
        )
    written, printed = number(premium, MANIFEST.locale), number(ratio, MANIFEST.locale)
    if written <= 0 or printed < 0:
        raise _implausible("a premium above zero and a ratio", f"{premium!r}, {ratio!r}")
    return Filed(at, company, name.strip(), int(year), printed, counts[0], written, ratio)


def _implausible(expected: str, found: str) -> Implausible:
    return Implausible(expected=expected, found=found, todo="ask the publisher")


def _figures(filed: Iterable[Filed]) -> Iterator[FigureRecord]:
    """One figure for each row; rows that share number and year are numbered in their order."""
    filed = list(filed)
    printed = Counter((row.company, row.year) for row in filed)
    seen: Counter[tuple[str, int]] = Counter()
    for row in filed:
        key = row.company, row.year
        seen[key] += 1
        yield FigureRecord(
            row.company,
            MEASURE,
            LINE,
            row.ratio,
            row.upheld,
            row.premium,
            date(row.year, 1, 1),
            date(row.year + 1, 1, 1),
            row.literal,
            row.at,
            part=f"{seen[key]} of {printed[key]}" if printed[key] > 1 else None,
        )


def _names(filed: Iterable[Filed]) -> Iterator[ProviderRecord]:
    """A name holds from the first year filed under it until another takes its place."""
    by_company: defaultdict[str, dict[int, Filed]] = defaultdict(dict)
    for row in filed:
        by_company[row.company].setdefault(row.year, row)
    for company, years in by_company.items():
        first: list[Filed] = []
        for year in sorted(years):
            if not first or years[year].name != first[-1].name:
                first.append(years[year])
        for row, after in zip(first, [*first[1:], None], strict=True):
            yield ProviderRecord(
                company,
                {"name": row.name},
                row.at,
                date(row.year, 1, 1),
                date(after.year, 1, 1) if after else None,
            )
