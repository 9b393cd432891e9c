"""Discounts outside the compared price that end with the contract (domain 1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from compare.cost.one_off import OneOff, exact_item
from compare.decide.ways_out import WaysOut
from compare.leaving.contract import Contract


def with_lost_discounts(ways: WaysOut, contract: Contract, months: int) -> WaysOut:
    """Every way out with what a household loses elsewhere by taking it, over the horizon.

    A bundle's discount is lost on a second policy that stays; a loyalty reward is not paid any more.
    Both are yearly amounts of the contract, None where the household did not say: then nothing is
    counted. Negotiating keeps them.
    """
    lost = tuple(_lost(contract, months))
    return replace(
        ways,
        open=tuple(
            replace(way, costs=(*way.costs, *lost)) if way.departure else way for way in ways.open
        ),
    )


def _lost(contract: Contract, months: int) -> Iterator[OneOff]:
    stated = (("bundle_lost", contract.bundle_discount), ("loyalty_lost", contract.loyalty_reward))
    for key, yearly in stated:
        if yearly is not None:
            yield exact_item(
                key,
                yearly.amount * Decimal(months) / 12,
                yearly.currency,
                "yearly x months of the horizon / 12",
                {"yearly": yearly.amount, "months": months},
                "domain 1.4",
            )
