"""Every stored value resolves to its capture, and its locator finds the literal text in the bytes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from compare.store import bodies
from compare.store.models import Capture
from compare.store.writers.kinds import KINDS
from compare.usecases.collecting.collect import collect
from scrapers import catalogue, records
from scrapers.kit.lines import lines
from scrapers.kit.text import fold

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BY_EYE = (
    "price",
    "term",
    "figure",
    "pack",
    "tariff",
)  # an attribute may be put together from several cells
TOGETHER = {("xx_glim", "term")}  # true and false, and a condition under a key of its own
ROW = re.compile(r"^row ([0-9]+)$")
SWISS = ("ch_regions", "ch_bag_insurers", "ch_bag_premiums", "ch_bag_supervision")


def every() -> Iterator[tuple[str, Any]]:
    """Every visible fact with its kind."""
    for kind in KINDS.values():
        rows = kind.model.objects.filter(retired_at=None)  # type: ignore[attr-defined]
        for row in rows.values_list("capture_id", "locator", "literal", "source__key").iterator():
            yield kind.name, row


def proven() -> dict[str, int]:
    """Hold each fact to its stored page; how many there were of each kind.

    A locator is the parser's own: the stored bytes, read again, must give a record at that very
    place with that very text.
    """
    pages: dict[int, set[tuple[str, str]]] = {}
    counted: dict[str, int] = {}
    for kind, (number, locator, literal, source) in every():
        if number not in pages:
            pages[number] = set(_places(source, Capture.objects.get(pk=number)))
        assert locator, (kind, source)
        assert (locator, literal) in pages[number], (kind, source, locator, literal)
        if kind in BY_EYE and (source, kind) not in TOGETHER:
            assert printed(number, source, locator, literal), (kind, source, locator, literal)
        counted[kind] = counted.get(kind, 0) + 1
    return counted


def printed(number: int, source: str, locator: str, literal: str) -> bool:
    """Whether the text stands in the stored page, as a reader without our parser finds it.

    `row 17` of a table is the line 17 of its text; elsewhere the text is looked for in the whole page.
    """
    text, rows = read_by_eye(number, source)
    row = ROW.search(locator)
    if rows and row:
        line = rows[int(row[1]) - 1]
        return literal in line or all(part in line for part in literal.split(" of "))
    return "".join(fold(literal).split()) in text


@lru_cache(maxsize=8)
def read_by_eye(number: int, source: str) -> tuple[str, list[str]]:
    """The page's text, and of a table of text its lines."""
    body = bodies.read(Capture.objects.get(pk=number).sha256)
    kind = catalogue.load_source(source).manifest.kind
    if kind == "csv":
        plain = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
        return "", plain.decode("utf-8-sig", "replace").splitlines()
    raw = body.decode("utf-8", "replace") + body.decode("cp1252", "replace")
    return "".join(fold(" ".join(lines(body, kind)) + raw).split()), []


def _places(source: str, row: Capture) -> Iterator[tuple[str, str]]:
    """Every place at which the stored page, read again, says something, with its text."""
    page = records.Capture(
        row.address, bodies.read(row.sha256), row.fetched_at, row.page, headers=row.headers
    )
    assert page.sha256 == row.sha256, "the stored bytes are those that were read"
    for record in catalogue.load_source(source).parse(page):
        if isinstance(record, (records.ProviderRecord, records.PlanRecord)):
            yield from ((record.locator, value) for value in record.attributes.values())
        elif isinstance(record, records.PlaceRecord):
            yield record.locator, record.postcode
        elif not isinstance(record, records.Passed):
            yield record.locator, getattr(record, "literal", "")


def test_every_value_of_the_invented_market_is_where_it_says(westmark: None) -> None:
    counted = proven()
    assert {"price", "term", "figure", "plan", "provider"} <= counted.keys()


@pytest.mark.xdist_group("swiss")
def test_every_value_of_the_swiss_files_is_where_it_says(shared_data: Path, tmp_path: Path) -> None:
    folder = tmp_path
    for file in (shared_data / "swiss-health-premiums").iterdir():
        if file.is_file() and "praemien" not in file.name:  # one year of premiums is enough
            (folder / file.name).symlink_to(file)
    for key in SWISS:
        collect(key, folder=folder, today=date(2026, 1, 2))
    counted = proven()
    assert counted["price"] > 100_000
    assert counted["figure"] > 1_000
