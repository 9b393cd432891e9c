"""A price that was only observed goes stale; one published for a period does not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compare.usecases.answering.answer import answer
from compare.usecases.asking.question import read
from compare.usecases.collecting.collect import collect
from compare.usecases.offers.eligible import offers
from tests.compare.usecases import own_source

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = "zz_prices"
MANIFEST = f"""{own_source.MANIFEST}
[[pages]]
key = "prices"
files = ["prices.json"]
"""
PARSER = """
import json
from decimal import Decimal
from scrapers.records import PlanRecord, PriceRecord
def parse(capture):
    for number, amount in json.loads(capture.body).items():
        yield PlanRecord(number, "BASE", {"name": "Grund", "model": "TAR-BASE"}, f"$.{number}")
        factors = {
            "canton": "GE", "region": "0", "age_class": "AKL-ERW", "accident": "MIT-UNF",
            "deductible": "300",
        }
        yield PriceRecord(
            number, "BASE", factors, Decimal(amount), "CHF", "month", amount, f"$.{number}"
        )
"""


@pytest.fixture(autouse=True)
def _source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own_source.written(tmp_path / "sources", SOURCE, MANIFEST, PARSER)
    monkeypatch.setenv("SOURCES_DIRS", str(folder.parent))


def see(tmp_path: Path, day: date, **prices: str) -> None:
    """What the page shows on a day: number and premium."""
    folder = tmp_path / str(day)
    folder.mkdir()
    shown = {number.removeprefix("n"): amount for number, amount in prices.items()}
    (folder / "prices.json").write_text(json.dumps(shown), encoding="utf-8")
    assert collect(SOURCE, folder=folder, today=day).state == "stored"


def asked(today: str, **more: Any) -> dict[str, Any]:
    question = {
        "market": "ch-health",
        "today": today,
        "start": today,
        "household": {"canton": "GE"},
        "persons": [{"age_class": "adult", "accident": True}],
        "wanted": {"deductible": [300]},
    }
    return {**question, **more}


def found(today: str) -> dict[str, Any]:
    return offers(read(asked(today), date(2027, 1, 1))).to_dict()


def test_an_observed_price_is_offered_until_it_is_too_old(tmp_path: Path) -> None:
    see(tmp_path, date(2026, 1, 5), n1="400")
    assert len(found("2026-02-04")["offers"]) == 1
    late = found("2026-03-01")
    assert late["offers"] == []
    assert [item["reason"] for item in late["left_out"]] == ["stale"]


def test_seeing_the_same_page_again_keeps_its_prices_fresh(tmp_path: Path) -> None:
    see(tmp_path, date(2026, 1, 5), n1="400")
    see(tmp_path, date(2026, 2, 5), n1="400")
    assert len(found("2026-03-01")["offers"]) == 1


def test_an_offer_that_left_the_page_goes_stale_alone(tmp_path: Path) -> None:
    see(tmp_path, date(2026, 1, 5), n1="400", n2="390")
    see(tmp_path, date(2026, 2, 5), n2="390")
    assert [offer["provider"] for offer in found("2026-03-01")["offers"]] == ["bag-2"]


def test_a_present_contract_with_a_stale_price_has_no_verdict(tmp_path: Path) -> None:
    see(tmp_path, date(2026, 1, 5), n1="400", n2="300")
    see(tmp_path, date(2026, 2, 5), n2="300")
    present = {"provider": "bag-1", "plan": "BASE", "factors": {"deductible": 300}}
    document = answer(read(asked("2026-03-01", present=present), date(2027, 1, 1)))
    assert (document["verdict"], document["reason"]) == ("NOT_ENOUGH_DATA", "missing_or_stale")


def test_the_age_of_an_answer_counts_from_when_its_prices_were_last_seen(tmp_path: Path) -> None:
    see(tmp_path, date(2026, 1, 5), n1="400", n2="300", n3="200")
    see(tmp_path, date(2026, 2, 5), n1="400", n2="300")
    present = {"provider": "bag-1", "plan": "BASE", "factors": {"deductible": 300}}
    document = answer(read(asked("2026-03-01", present=present), date(2027, 1, 1)))
    assert document["oldest_fact"] == "2026-02-05"
