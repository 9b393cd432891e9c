"""Each record that breaks the contract is refused in its place, with what to do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest

from compare.normalise.packs import UNITS as COMPARED
from compare.values.cause import Cause
from compare.values.missing import Missing
from compare.values.money import Per
from scrapers.contract import CAUSES, MISSING, PERIODS, UNITS, kept
from scrapers.errors import ParserBroken
from scrapers.manifest import Manifest, load
from scrapers.records import (
    DocumentRecord,
    FigureRecord,
    Invalid,
    PackRecord,
    Passed,
    PlanRecord,
    PriceRecord,
    Record,
    Refused,
    TariffRecord,
    TermRecord,
    kind,
)
from tests.scrapers.test_manifest import GOOD, written

PLAN = PlanRecord("7", "corn", {"name": "Corn"}, "tile 1")
PACK = PackRecord("7", "corn", D("4.19"), "EUR", D(1), "kg", "1kg 4.19", "tile 1")
PRICE = PriceRecord("7", "corn", {}, D("4.19"), "EUR", "month", "4.19", "row 1")
TARIFF = TariffRecord("7", "corn", {}, [{"kind": "fixed"}], "EUR", "80c", "row 1")
TERM = TermRecord("7", "corn", "Excess", D(250), "EUR", "250", "row 1")
FIGURE = FigureRecord(
    *("7", "upheld", "all", D("0.2"), D(2), D(10), date(2026, 1, 1), date(2026, 7, 1)), "2", "row 1"
)
DOCUMENT = DocumentRecord("7", "terms", "Hello", "provider", "terms", "line 1")
GOOD_ONES: list[Record] = [
    *(PLAN, PACK, PRICE, TARIFF, TERM, FIGURE, DOCUMENT),
    replace(PACK, quantity=None, unit=None, missing="not_stated"),
    replace(PACK, unit=None),
    replace(TERM, value=None, unit=None, missing="unlimited"),
    Refused("row 1", "a", "b", "c"),
    Passed("says nothing", 3, "row 1"),
]


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return load(written(tmp_path_factory.mktemp("source"), GOOD))


@pytest.mark.parametrize("record", GOOD_ONES, ids=repr)
def test_a_record_that_keeps_the_contract_passes(record: Record, manifest: Manifest) -> None:
    assert list(kept([record], manifest)) == [record]


@pytest.mark.parametrize(
    ("record", "changed", "expected", "found"),
    [
        (PACK, {"currency": "USD"}, "amounts in EUR", "'USD'"),
        (PACK, {"unit": "bottles"}, "unit to be one of kg", "'bottles'"),
        (PACK, {"amount": "$4.19"}, "amount as an exact number", r"str '\$4.19'"),
        (PACK, {"amount": 4.19}, "amount as an exact number", "float 4.19"),
        (PACK, {"amount": 4}, "amount as an exact number", "int 4"),
        (PACK, {"amount": D("NaN")}, "amount as an exact number", "NaN"),
        (PACK, {"amount": D(0)}, "above zero", "0"),
        (PACK, {"quantity": 1}, "quantity as an exact number", "int 1"),
        (PACK, {"quantity": D("NaN")}, "quantity as an exact number", "NaN"),
        (PACK, {"quantity": None}, "why it is missing", "None"),
        (PACK, {"quantity": D(0)}, "why it is missing", "0"),
        (PACK, {"missing": "not_stated"}, "a quantity or `missing`", "both"),
        (PACK, {"quantity": None, "missing": "bananas"}, "missing to be one of", "bananas"),
        (PACK, {"provider": "aldi"}, "provider '7'", "'aldi'"),
        (PLAN, {"provider": "aldi"}, "provider '7'", "'aldi'"),
        (PLAN, {"attributes": {"name": None}}, "name as printed", "None"),
        (PRICE, {"amount": "4.19"}, "exact number", "str"),
        (PRICE, {"per": "monthly"}, "per to be one of day", "monthly"),
        (PRICE, {"currency": "CHF"}, "amounts in EUR", "CHF"),
        (TARIFF, {"currency": "CHF"}, "amounts in EUR", "CHF"),
        (TARIFF, {"components": []}, "component", "none"),
        (TERM, {"value": 250}, "value as an exact number", "int 250"),
        (TERM, {"value": None}, "why it is missing", "neither"),
        (TERM, {"missing": "zero", "value": None}, "missing to be one of", "zero"),
        (FIGURE, {"numerator": 2}, "numerator as an exact number", "int 2"),
        (DOCUMENT, {"cause": "weather"}, "cause to be one of", "weather"),
    ],
)
def test_a_record_against_the_contract_is_refused_with_what_to_do(
    record: Any, changed: dict[str, object], expected: str, found: str, manifest: Manifest
) -> None:
    good = replace(PLAN, plan="before")
    before, refused = kept([good, replace(record, **changed)], manifest)
    assert before == good
    assert isinstance(refused, Invalid)
    assert kind(refused) == "invalid"
    assert expected in refused.expected
    assert kind(record) in refused.expected
    assert re.search(found, refused.found)
    assert refused.locator == record.locator
    assert refused.todo


def test_a_whole_number_of_a_json_document_is_told_how_to_become_exact(manifest: Manifest) -> None:
    (refused,) = kept([replace(PACK, amount=4)], manifest)  # type: ignore[arg-type]
    assert isinstance(refused, Invalid)
    assert "Decimal(" in refused.todo


def test_several_providers_and_currencies_are_left_to_a_manifest_that_names_none(
    tmp_path: Path,
) -> None:
    open_to_all = GOOD.replace('provider = "7"\n', "").replace('currency = "EUR"\n', "")
    manifest = load(written(tmp_path, open_to_all))
    other = replace(PACK, provider="8", currency="CHF")
    assert list(kept([PACK, other], manifest)) == [PACK, other]


def test_what_is_no_record_stops_the_page(manifest: Manifest) -> None:
    with pytest.raises(ParserBroken, match=r"str 'x'.*yield"):
        list(kept(["x"], manifest))  # type: ignore[list-item]


def test_the_words_are_those_that_a_market_reads() -> None:
    """Two layers name the same words: `scrapers` may not import those of `compare`."""
    assert set(MISSING) == set(Missing) - {Missing.NOT_COLLECTED}
    assert set(PERIODS) == set(Per)
    assert set(CAUSES) <= set(Cause)
    assert set(UNITS) == set(COMPARED)
