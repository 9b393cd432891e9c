"""Every source reads its recorded pages as it says, and the real files wholly."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from scrapers import catalogue, recorded
from scrapers.catalogue import Source, load_source
from scrapers.net import folder
from scrapers.records import (
    Capture,
    Passed,
    PriceRecord,
    ProviderRecord,
    Record,
    Refused,
    kind,
)

KEYS = catalogue.keys()
PAGES = [(key, page) for key in KEYS for page in recorded.pages(load_source(key))]


def test_there_are_sources() -> None:
    assert {"ch_bag_premiums", "ch_bag_insurers", "ch_regions"} <= set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_source_has_recorded_pages_with_what_they_must_give(key: str) -> None:
    source = load_source(key)
    pages = recorded.pages(source)
    assert pages, f"{key} has no recorded pages"
    assert {recorded.expected(page) for page in pages} == set(
        (source.folder / "expected").glob("*")
    )


@pytest.mark.parametrize(("key", "page"), PAGES, ids=[f"{key}-{page.name}" for key, page in PAGES])
def test_a_recorded_page_gives_what_is_expected(key: str, page: Path) -> None:
    source = load_source(key)
    wanted = json.loads(recorded.expected(page).read_text(encoding="utf-8"))
    assert recorded.outcome(source, recorded.capture(source, page)) == wanted


@pytest.mark.parametrize("key", KEYS)
def test_a_source_reads_at_least_one_page_without_error(key: str) -> None:
    wanted = [
        json.loads(recorded.expected(page).read_text(encoding="utf-8"))
        for page in recorded.pages(load_source(key))
    ]
    assert any(outcome.get("records") for outcome in wanted) or all(
        outcome["error"] in ("Blocked", "Unreadable") for outcome in wanted
    )


@pytest.fixture
def swiss(shared_data: Path) -> Path:
    return shared_data / "swiss-health-premiums"


def real(key: str, where: Path) -> tuple[Source, dict[str, Capture]]:
    source = load_source(key)
    found = folder.captures(source, where, datetime(2026, 11, 20, tzinfo=UTC))
    return source, {capture.page: capture for capture in found}


def counted(records: list[Record]) -> Counter[str]:
    return Counter(kind(record) for record in records)


def check_expectations(source: Source, records: list[Record]) -> None:
    """What the manifest expects holds for a real file, wholly read."""
    for word, count in counted([r for r in records if not isinstance(r, Passed)]).items():
        expectation = source.manifest.expect[word]
        assert expectation.at_least <= count <= (expectation.at_most or count)
    amounts = [record.amount for record in records if isinstance(record, PriceRecord)]
    if amounts:
        bounds = source.manifest.expect["price"]
        assert bounds.value_at_least is not None
        assert bounds.value_at_most is not None
        assert bounds.value_at_least <= min(amounts) <= max(amounts) <= bounds.value_at_most


@pytest.mark.parametrize(
    ("page", "prices", "providers", "plans", "dearest"),
    [
        ("premiums-2020", 180_474, 48, 198, "890.1"),
        ("premiums-2021", 191_846, 48, 206, "970.2"),
        ("premiums-2026", 151_542, 31, 147, "913.8"),
    ],
)
def test_each_row_of_a_real_premium_file_becomes_one_price(
    swiss: Path, page: str, prices: int, providers: int, plans: int, dearest: str
) -> None:
    source, captures = real("ch_bag_premiums", swiss)
    records = list(source.parse(captures[page]))
    assert counted(records) == {"price": prices, "provider": providers, "plan": plans}
    check_expectations(source, records)
    read = [record for record in records if isinstance(record, PriceRecord)]
    assert max(record.amount for record in read) == Decimal(dearest)
    assert [record.locator for record in read] == [f"row {n}" for n in range(2, prices + 2)]


def test_each_row_of_the_real_catchment_file_is_a_limit_or_says_nothing(swiss: Path) -> None:
    source, captures = real("ch_bag_premiums", swiss)
    capture = captures["catchment-2020"]
    table = csv.DictReader(io.StringIO(gzip.decompress(capture.body).decode()))
    rows = Counter(
        (row["Eingeschränkt"], row["Gemeindecode"] != "NA", row["Versicherer"] != "NA")
        for row in table
    )
    assert sum(rows.values()) == 36_822
    assert rows == {
        ("Y", True, True): 6_075,  # a limit
        ("Y", False, True): 28_668,  # an empty slot of the wide sheet
        ("NA", True, False): 2_079,  # a municipality where nothing limited is sold
    }
    records = list(source.parse(capture))
    passed = {record.reason: record.rows for record in records if isinstance(record, Passed)}
    assert passed == {
        "empty slot of the wide sheet": 28_668,
        "municipality where no limited tariff is sold": 2_079,
    }
    assert counted(records)["area"] == 6_075
    assert counted(records)["area"] + sum(passed.values()) == 36_822
    check_expectations(source, records)


def test_each_real_place_is_read(swiss: Path) -> None:
    source, captures = real("ch_regions", swiss)
    records = list(source.parse(captures["places-2026"]))
    assert counted(records) == {"place": 5_483}
    check_expectations(source, records)


def test_the_real_register_has_34_insurers_for_households_and_5_for_daily_allowances(
    swiss: Path,
) -> None:
    source, captures = real("ch_bag_insurers", swiss)
    records = list(source.parse(captures["insurers-2026"]))
    daily = Counter(
        record.attributes["daily_allowance_only"]
        for record in records
        if isinstance(record, ProviderRecord)
    )
    assert daily == {"false": 34, "true": 5}
    check_expectations(source, records)
    assert not [record for record in records if isinstance(record, Refused)]
