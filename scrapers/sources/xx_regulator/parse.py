"""The supervision's register and its counts of complaints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from scrapers.kit.csv_table import rows
from scrapers.manifest import load as load_manifest
from scrapers.records import Capture, FigureRecord, ProviderRecord, Record

MANIFEST = load_manifest(Path(__file__).with_name("manifest.toml"))
REGISTER = ("Register no.", "Name", "Group", "Line of business")
COUNTS = ("Register no.", "Line of business", "Year", "Complaints", "Contracts")
NO_GROUP = "none"
PER = Decimal(1000)


def parse(capture: Capture) -> Iterator[Record]:
    """Providers from the register, figures from the counts."""
    return _providers(capture.body) if capture.page == "register" else _figures(capture.body)


def _providers(body: bytes) -> Iterator[ProviderRecord]:
    """`group` is left out where the register says that there is none."""
    for row, (number, name, group, line) in rows(body, REGISTER, MANIFEST.ignore, delimiter=";"):
        attributes = {"name": name, "line_of_business": line}
        if group != NO_GROUP:
            attributes["group"] = group
        yield ProviderRecord(number, attributes, f"row {row}")


def _figures(body: bytes) -> Iterator[FigureRecord]:
    """Complaints for each thousand contracts, with both counts."""
    ignored = {*MANIFEST.ignore, "Name"}
    for row, (number, line, year, complaints, contracts) in rows(
        body, COUNTS, ignored, delimiter=";"
    ):
        numerator, denominator = Decimal(complaints), Decimal(contracts)
        yield FigureRecord(
            number,
            "Complaints",
            line,
            numerator / denominator * PER,
            numerator,
            denominator,
            date(int(year), 1, 1),
            date(int(year) + 1, 1, 1),
            f"{complaints};{contracts}",
            f"row {row}",
        )
