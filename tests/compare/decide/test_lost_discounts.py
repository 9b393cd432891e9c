"""A discount that ends with the contract is a cost of leaving, though it is in no compared price."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from compare.decide.answer import answer
from compare.decide.person_answer import PersonAnswer
from compare.decide.verdict import ActionKind, VerdictKind
from compare.leaving.contract import contract_from
from tests.compare.decide import build

D = Decimal


def asked(**contract: str) -> PersonAnswer:
    offers = [build.offer("b", "400"), build.offer("mine", "600")]
    held: dict[str, Any] = dict(contract)
    return answer(build.situation(build.person(offers[1], offers, contract=held))).people[0]


def test_a_bundle_and_a_reward_for_staying_are_lost_by_leaving() -> None:
    found = asked(bundle_discount="60", loyalty_reward="30")

    assert found.chosen is not None
    assert found.chosen.net_benefit.central == 600 - 400 - 60 - 30
    lost = {step.key: step.result for step in found.chosen.cash_flow.trail if "_lost" in step.key}
    assert lost == {"bundle_lost": D(60), "loyalty_lost": D(30)}


def test_a_bundle_worth_more_than_the_saving_keeps_the_household_where_it_is() -> None:
    assert asked(bundle_discount="320").verdict.kind is VerdictKind.STAY


def test_what_a_household_does_not_say_is_not_counted() -> None:
    assert asked().chosen is not None
    assert asked().chosen.net_benefit.central == 200  # type: ignore[union-attr]


def test_negotiating_keeps_every_discount() -> None:
    found = asked(bundle_discount="60")

    own = [way for way in found.ways.open if way.kind is ActionKind.NEGOTIATE]
    assert [way.costs for way in own] == [()]


def test_a_negative_discount_is_refused() -> None:
    with pytest.raises(ValueError, match="bundle_discount"):
        contract_from({"bundle_discount": "-5"}, "CHF")
