"""What a page should hold is judged from its records alone, for every kind with amounts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import get_args

import pytest

from scrapers.census import Census
from scrapers.expectations import page_problems, whole_problems
from scrapers.manifest import Expectation, RecordKind
from scrapers.records import Passed, Record, Refused, kind
from tests.scrapers.test_contract import FIGURE, PACK, PLAN, PRICE, TARIFF

PARTS = [
    {"kind": "fixed", "amount": "88.00", "per": "day"},
    {"kind": "time_of_use", "windows": [{"window": "peak", "price": "33.1"}]},
    {"kind": "conditional", "component": {"kind": "block", "blocks": [["10", "20"], [None, "90"]]}},
]


def said(records: list[Record], **bounds: object) -> list[str]:
    """The problems of a page, with bounds on the kind of its last record that is one."""
    wanted = {"at_least": 1, **bounds}
    last = next(
        (kind(each) for each in records[::-1] if kind(each) in get_args(RecordKind)), "pack"
    )
    expect = {last: Expectation(**wanted)}  # type: ignore[arg-type]
    census = Census({word: tuple(each.fill) for word, each in expect.items()})
    list(census.pass_on(records))
    refused = [each for each in records if isinstance(each, Refused)]
    found = page_problems(expect, census, census.statistics, refused)
    return [f"expected {expected}, found {there}" for expected, there, _ in found]


def test_a_page_as_expected_has_no_problem() -> None:
    assert said([PLAN, PACK], at_most=1, value_at_least=D(4), value_at_most=D(5)) == []


@pytest.mark.parametrize(
    ("record", "amount"),
    [
        (PACK, "4.19"),
        (PRICE, "4.19"),
        (FIGURE, "0.2"),
        (replace(TARIFF, components=PARTS), "20"),
    ],
)
def test_a_range_holds_for_every_kind_with_amounts(record: Record, amount: str) -> None:
    (low,) = said([record], value_at_least=D(amount) + 1)
    assert low.endswith(f"found {amount}")
    assert len(said([record], value_at_most=D(amount) / 2)) == 1
    assert said([record], value_at_least=D(amount)) == []


def test_of_a_tariff_the_dearest_part_counts_too() -> None:
    (high,) = said([replace(TARIFF, components=PARTS)], value_at_most=D(89))
    assert high == "expected no tariff above 89, found 90"


def test_counts_fill_and_refusals_are_judged() -> None:
    assert said([PACK], at_least=100) == ["expected at least 100 rows of pack, found 1"]
    assert said([PACK, PACK], at_most=1) == ["expected at most 1 rows of pack, found 2"]
    (empty,) = said([replace(PACK, items=None)], fill={"items": D("0.5")})
    assert empty == "expected items filled in 50% of pack rows, found 0.0%"
    (refused,) = said([Refused("tile 2", "a price", "nothing", "look"), PACK])
    assert "first at tile 2: expected a price, found nothing" in refused
    assert said([Passed("says nothing", 1, "row 1")]) == ["expected at least one row, found none"]


def test_a_wanted_kind_that_stands_on_no_page_is_missed() -> None:
    expect = {"pack": Expectation(at_least=1), "plan": Expectation(at_least=0)}
    (problem,) = whole_problems(expect, {"price"})
    assert problem[0] == "at least 1 rows of pack"
    assert list(whole_problems(expect, {"pack"})) == []
