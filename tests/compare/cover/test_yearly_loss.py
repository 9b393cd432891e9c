"""What a changed term costs a year, all else as it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compare.cover.expected_benefit import Exponential, Peril
from compare.cover.yearly_loss import yearly_loss
from compare.values.missing import Missing
from compare.values.terms import Terms, TermValue

D = Decimal
WATER = Peril("water", D("0.1"), Exponential(D(1000)), excess="excess", limit="limit")
THEFT = Peril("theft", D("0.5"), Exponential(D(300)), limit="theft_limit")
TERMS: Terms = {"excess": D(250), "limit": Missing.UNLIMITED, "theft_limit": D(500)}


def test_a_higher_excess_costs_what_the_cover_pays_less() -> None:
    loss = yearly_loss(TERMS, "excess", D(250), D(500), (WATER, THEFT))
    wanted = D("0.1") * 1000 * ((D(-1) / 4).exp() - (D(-1) / 2).exp())
    assert loss is not None
    assert loss == pytest.approx(wanted)


def test_an_improvement_is_a_negative_loss() -> None:
    loss = yearly_loss(TERMS, "theft_limit", D(500), D(900), (WATER, THEFT))
    assert loss is not None
    assert loss < 0


@pytest.mark.parametrize("key", ["phone_hours", "waiting"])
def test_a_term_on_which_no_payment_turns_has_no_price(key: str) -> None:
    assert yearly_loss(TERMS, key, D(1), D(2), (WATER, THEFT)) is None


def test_what_another_unknown_term_decides_cannot_be_priced() -> None:
    unknown: dict[str, TermValue] = {"excess": D(250), "limit": Missing.NOT_STATED}
    assert yearly_loss(unknown, "excess", D(250), D(500), (WATER,)) is None
