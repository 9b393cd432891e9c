"""Charges that a balance or deposits waive, tiers that price a whole balance, lines that cost nothing."""

from decimal import Decimal as D

import pytest

from compare.cost.tariff import Usage, Use, tariff_cost
from compare.cost.tariff_price import price_of
from compare.values.money import Per
from compare.values.tariff import (
    Block,
    Component,
    Direction,
    Fixed,
    Listed,
    PerUnit,
    Tariff,
    Tax,
    Waived,
)
from compare.values.tariff_text import components_of, text_of

FEE = Fixed(D(4), Per.MONTH)
WAIVED = Waived(FEE, (("deposits", D(2000)), ("balance", D(50000))), "fee_waiver")
TIERS = Block("balance", ((D(500), D("-0.001")), (None, D("-0.02"))), whole=True)
LINE = Listed(Direction.PAID, "Cheque book", D(35), "amount", ("each",))


def year(*components: Component, balance: int = 0, deposits: int = 0, **met: bool) -> D | None:
    uses = (Use("balance", D(balance)), Use("deposits", D(deposits), told=True))
    return tariff_cost(components, Usage(uses, met), "AUD").yearly


@pytest.mark.parametrize(
    ("balance", "deposits", "met", "cost"),
    [
        (0, 0, False, 48),
        (0, 1999, False, 48),
        (0, 2000, False, 0),
        (50000, 0, False, 0),
        (0, 0, True, 0),
    ],
)
def test_any_of_what_waives_a_charge_is_enough(
    balance: int, deposits: int, met: bool, cost: int
) -> None:
    assert year(WAIVED, balance=balance, deposits=deposits, fee_waiver=met) == cost


@pytest.mark.parametrize(
    ("balance", "cost"), [("0", "0"), ("499.99", "-0.49999"), ("500", "-10"), ("1000", "-20")]
)
def test_the_tier_that_a_balance_lies_in_prices_all_of_it(balance: str, cost: str) -> None:
    found = tariff_cost([TIERS], Usage((Use("balance", D(balance)),)), "AUD")
    assert found.yearly == D(cost)


def test_a_listed_line_is_no_part_of_a_year_and_no_step() -> None:
    found = tariff_cost([FEE, LINE], Usage(()), "AUD")
    assert (found.yearly, len(found.steps)) == (48, 1)


def test_what_is_only_told_needs_no_price() -> None:
    tariff = Tariff("AUD", Tax.NONE, (PerUnit(D("-0.01"), "balance"),))
    uses = (Use("balance", D(1000)), Use("deposits", D(50), told=True))
    assert price_of(tariff, Usage(uses), None).yearly == D("-10.00")
    asked = (Use("balance", D(1000)), Use("deposits", D(50)))
    assert price_of(tariff, Usage(asked), None).missing == ("a price for deposits",)


def test_the_waiver_of_a_fee_is_part_of_what_is_conditional() -> None:
    tariff = Tariff("AUD", Tax.NONE, (Waived(FEE, (), "fee_waiver"),))
    found = price_of(tariff, Usage((), {"fee_waiver": True}), None)
    assert (found.yearly, found.unconditional, found.conditional) == (0, 48, 0)


def test_new_components_are_what_their_text_says() -> None:
    every = (WAIVED, TIERS, LINE)
    assert components_of(text_of(every)) == every


def test_a_waiver_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="waives"):
        Waived(FEE)
