"""The real Swiss files, whole: every row accounted for, once, the same on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.compare.store import separate

pytestmark = [pytest.mark.slow, pytest.mark.servers, pytest.mark.xdist_group("real files")]
SOURCE = "ch_bag_premiums"
PRICES = {"premiums-2020": 180_474, "premiums-2021": 191_846, "premiums-2026": 151_542}
CATCHMENT_ROWS = 36_822  # of which 6,075 are limits
MEGABYTES = 500


@pytest.fixture(scope="module")
def loads(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[dict[str, Any]]]:
    """For each database what two loads of the same files, in two processes, found."""
    folder = shared_data / "swiss-health-premiums"
    found = {}
    for vendor in ("sqlite", "postgresql"):
        with separate.store(vendor, tmp_path_factory.mktemp(vendor)) as environment:
            days = ("2026-01-05", "2026-01-06")
            found[vendor] = [separate.collected(environment, SOURCE, folder, day) for day in days]
    return found


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_every_row_of_the_three_files_is_accounted_for(
    vendor: str, loads: dict[str, list[dict[str, Any]]]
) -> None:
    first = loads[vendor][0]
    report = first["report"]
    read = {page["page"]: page["rows"].get("price", 0) for page in report["pages"]}

    assert report["state"] == "stored"
    assert {page: rows for page, rows in read.items() if rows} == PRICES
    assert report["refused_count"] == 0
    areas = next(page for page in report["pages"] if page["page"] == "catchment-2020")
    assert areas["rows"]["area"] + sum(areas["passed"].values()) == CATCHMENT_ROWS
    assert first["rows"]["price"] == sum(PRICES.values()) == 523_862
    assert sum(first["rows"].values()) == report["outcomes"]["new"]
    assert first["megabytes"] < MEGABYTES


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_a_second_load_adds_no_row(vendor: str, loads: dict[str, list[dict[str, Any]]]) -> None:
    first, second = loads[vendor]

    assert second["rows"] == first["rows"]
    assert second["versions"] == first["versions"]
    assert sum(second["report"]["outcomes"].values()) == 0
    stands = {page["page"]: page["standing"] for page in second["report"]["pages"]}
    assert stands == {page["page"]: page["rows"] for page in first["report"]["pages"]}
    assert {page["outcome"] for page in second["report"]["pages"]} == {"unchanged"}


def test_both_databases_come_to_the_same_version(
    loads: dict[str, list[dict[str, Any]]],
) -> None:
    assert loads["sqlite"][0]["versions"] == loads["postgresql"][0]["versions"]
