"""A run holds a shelf back for what `check` would say of it too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from compare.store.models import Pack
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport

pytestmark = pytest.mark.django_db(transaction=True)

MANIFEST = """
name = "A shelf"
publisher = "A shop"
market = "xx-groceries"
kind = "csv"
publish = "hash"
cadence = "1 days"
register = "wm"
provider = "shop"
locale = "en_GB"
currency = "XTS"
[licence]
name = "none"
reference = "https://nobody.example"
[[pages]]
key = "home"
files = ["*.csv"]
[expect.pack]
at_least = 1
value_at_least = "0.50"
value_at_most = "50"
"""
PARSER = """
from scrapers.kit.csv_table import rows
from scrapers.kit.numbers import number
from scrapers.records import PackRecord, PlanRecord

def parse(capture):
    for at, (key, price, unit) in rows(capture.body, ("key", "price", "unit")):
        yield PlanRecord("shop", key, {"name": key}, f"row {at}")
        yield PackRecord("shop", key, number(price, "en_GB"), "XTS", number("1", "en_GB"), unit, price, f"row {at}")
"""


@pytest.fixture(autouse=True)
def _shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sources" / "zz_shelf"
    folder.mkdir(parents=True)
    (folder / "manifest.toml").write_text(MANIFEST)
    (folder / "parse.py").write_text(PARSER)
    monkeypatch.setenv("SOURCES_DIRS", str(folder.parent))


def collected(tmp_path: Path, *rows: str) -> CollectReport:
    (tmp_path / "shelf.csv").write_text("\n".join(["key,price,unit", *rows, ""]))
    return collect("zz_shelf", folder=tmp_path, today=date(2026, 7, 10))


def test_a_pack_within_its_bounds_is_stored(tmp_path: Path) -> None:
    assert collected(tmp_path, "corn,4.19,kg").source_state == "ok"
    assert Pack.objects.count() == 1


def test_a_pack_dearer_than_the_manifest_allows_holds_the_run_back(tmp_path: Path) -> None:
    report = collected(tmp_path, "corn,419,kg")
    assert report.source_state == "held_back"
    assert "no pack above 50" in report.message
    assert not Pack.objects.exists()


def test_a_record_against_the_contract_is_refused_by_a_run_as_by_a_check(tmp_path: Path) -> None:
    report = collected(tmp_path, "corn,4.19,bottles")
    assert report.source_state == "held_back"
    assert "unit to be one of kg" in report.message
    assert not Pack.objects.exists()
