"""Tariffs of several components against a year's usage."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cost.tariff import Usage, Use, tariff_cost
from compare.values.money import Per
from compare.values.tariff import (
    Block,
    Component,
    Conditional,
    Fixed,
    PerUnit,
    Season,
    TimeOfUse,
)

D = Decimal
WINTER = frozenset({1, 2, 12})


def usage(*uses: Use, **conditions: bool) -> Usage:
    return Usage(uses, conditions)


def yearly(*components: Component, used: Usage) -> Decimal | None:
    return tariff_cost(components, used, "GBP").yearly


def test_a_standing_charge_and_a_unit_price() -> None:
    used = usage(Use("kWh", D(2700)))
    cost = tariff_cost([Fixed(D("15.5"), Per.MONTH), PerUnit(D("0.24865"), "kWh")], used, "GBP")
    assert cost.yearly == 186 + D("671.355")
    assert [step.key for step in cost.steps] == ["fixed", "per_unit"]
    assert sum(D(str(step.result)) for step in cost.steps) == cost.yearly


BLOCKS = Block("kWh", ((D(1000), D("0.30")), (D(2000), D("0.20")), (None, D("0.10"))))


@pytest.mark.parametrize(
    ("used", "cost"), [("0", "0"), ("1000", "300"), ("1500", "400"), ("2500", "550")]
)
def test_each_block_has_its_own_price(used: str, cost: str) -> None:
    assert yearly(BLOCKS, used=usage(Use("kWh", D(used)))) == D(cost)


@given(st.decimals(0, 5000, places=3))
def test_blocks_of_one_price_are_a_unit_price(used: Decimal) -> None:
    same = Block("kWh", ((D(1000), D("0.3")), (None, D("0.3"))))
    assert yearly(same, used=usage(Use("kWh", used))) == D("0.3") * used


def test_monthly_blocks_begin_anew_each_month() -> None:
    monthly = Block("GB", ((D(10), D(0)), (None, D(2))), Per.MONTH)
    used = usage(Use("GB", D(14), month=1), Use("GB", D(9), month=2), Use("GB", D(11), month=3))
    assert yearly(monthly, used=used) == 4 * 2 + 1 * 2


def test_time_of_use_prices_each_window() -> None:
    tariff = TimeOfUse("kWh", {"peak": D("0.40"), "night": D("0.10")})
    used = usage(Use("kWh", D(100), window="peak"), Use("kWh", D(300), window="night"))
    assert yearly(tariff, used=used) == 70


def test_a_season_holds_in_its_months() -> None:
    winter = Season(WINTER, PerUnit(D("0.30"), "kWh"))
    rest = Season(frozenset(range(3, 12)), PerUnit(D("0.20"), "kWh"))
    used = usage(*(Use("kWh", D(100), month=month) for month in range(1, 13)))
    assert yearly(winter, rest, used=used) == 90 + 180
    assert yearly(Season(WINTER, Fixed(D(10), Per.MONTH)), used=used) == 30


def test_a_discount_counts_for_those_who_meet_its_condition() -> None:
    discount = Conditional("direct_debit", Fixed(D(-24), Per.YEAR))
    assert yearly(discount, used=usage(direct_debit=True)) == -24
    assert yearly(discount, used=usage(direct_debit=False)) == 0


@pytest.mark.parametrize(
    ("component", "used", "missing"),
    [
        (PerUnit(D(1), "kWh"), usage(), "usage in kWh"),
        (
            TimeOfUse("kWh", {"peak": D(1)}),
            usage(Use("kWh", D(1))),
            "usage in kWh by time of use",
        ),
        (
            TimeOfUse("kWh", {"peak": D(1)}),
            usage(Use("kWh", D(1), window="night")),
            "a price for night",
        ),
        (Season(WINTER, PerUnit(D(1), "kWh")), usage(Use("kWh", D(1))), "usage in kWh by month"),
        (
            Block("kWh", ((None, D(1)),), Per.MONTH),
            usage(Use("kWh", D(1))),
            "usage in kWh by month",
        ),
        (Conditional("app", Fixed(D(-1), Per.MONTH)), usage(), "whether app is met"),
    ],
)
def test_what_is_not_known_is_named_and_never_guessed(
    component: Component, used: Usage, missing: str
) -> None:
    cost = tariff_cost([Fixed(D(10), Per.MONTH), component], used, "GBP")
    assert cost.yearly is None
    assert cost.missing == (missing,)
    assert [step.result for step in cost.steps] == [120, None]


@given(st.lists(st.decimals(0, 500, places=2), min_size=12, max_size=12))
def test_a_year_split_into_seasons_of_one_price_costs_the_same(months: list[Decimal]) -> None:
    used = usage(*(Use("kWh", each, month=m) for m, each in enumerate(months, 1)))
    price = PerUnit(D("0.25"), "kWh")
    split = (Season(WINTER, price), Season(frozenset(range(3, 12)), price))
    assert yearly(*split, used=used) == yearly(price, used=used)


def test_tariffs_and_usage_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="only the last is open"):
        Block("kWh", ((D(10), D(1)),))
    with pytest.raises(ValueError, match="blocks that rise from 0"):
        Block("kWh", ((D(10), D(1)), (D(5), D(1)), (None, D(1))))
    with pytest.raises(ValueError, match="blocks per year, quarter, month or day"):
        Block("kWh", ((None, D(1)),), Per.WEEK)
    with pytest.raises(ValueError, match="months between 1 and 12"):
        Season(frozenset({13}), Fixed(D(1), Per.MONTH))
    with pytest.raises(ValueError, match="expected usage of at least 0, found -1 kWh"):
        usage(Use("kWh", D(-1)))
    with pytest.raises(ValueError, match="expected a month between 1 and 12, found 0"):
        usage(Use("kWh", D(1), month=0))
