"""What records of one page say of one thing in several ways, and what they leave out, is found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from scrapers.consistent import bags, contradictions, orphans
from scrapers.records import ProviderRecord, Record
from tests.scrapers.test_contract import FIGURE, PACK, PLAN, PRICE, TARIFF, TERM

PROVIDER = ProviderRecord("7", {"name": "A shop"}, "line 1")


@pytest.mark.parametrize(
    ("record", "other"),
    [
        (PROVIDER, replace(PROVIDER, attributes={"name": "B shop"})),
        (PLAN, replace(PLAN, attributes={"name": "Peas"})),
        (PRICE, replace(PRICE, amount=D(5))),
        (TARIFF, replace(TARIFF, components=[{"kind": "unpriced", "why": "x"}])),
        (PACK, replace(PACK, quantity=D(2))),
        (TERM, replace(TERM, heading="EXCESS", value=D(0))),
        (TERM, replace(TERM, value=None, unit=None, missing="not_stated")),
        (FIGURE, replace(FIGURE, numerator=D(3))),
    ],
)
def test_one_thing_said_in_two_ways_is_a_contradiction(record: Record, other: Record) -> None:
    assert list(contradictions([record, record])) == []
    (said,) = contradictions([record, other, record, other])
    assert "in 2 ways" in said


def test_other_factors_plans_and_days_are_other_things() -> None:
    assert list(contradictions([PRICE, replace(PRICE, factors={"region": "N"}, amount=D(5))])) == []
    assert list(contradictions([PACK, replace(PACK, plan="peas", amount=D(5))])) == []


def test_a_pack_without_a_plan_is_an_orphan() -> None:
    assert orphans([PLAN, PACK]) == []
    assert orphans([PLAN, replace(PACK, plan="peas")]) == ["peas"]


def test_a_bag_that_is_sold_each_is_no_piece() -> None:
    piece = replace(PACK, quantity=D(1), unit="piece")
    assert list(bags([PLAN, piece])) == []
    assert list(bags([replace(PLAN, attributes={"name": "Lemons 6 pack"}), piece])) == []
    (said,) = bags([replace(PLAN, attributes={"name": "Carrots 1kg"}), piece])
    assert "'Carrots 1kg'" in said
