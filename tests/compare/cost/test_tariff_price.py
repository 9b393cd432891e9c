"""A tariff's year with and without what is conditional, and what cannot be computed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from compare.cost.load_pattern import LoadPattern
from compare.cost.tariff import Usage, Use
from compare.cost.tariff_price import price_of
from compare.values.money import Per
from compare.values.rule import DatedRule
from compare.values.tariff import (
    Block,
    Component,
    Conditional,
    Fixed,
    Gross,
    Hours,
    IfUsed,
    PerUnit,
    Season,
    Share,
    Tariff,
    Tax,
    TimeOfUse,
    Unpriced,
)
from compare.values.tariff_text import components_of, text_of

D = Decimal
GST = DatedRule("tax", D("0.10"), date(2000, 7, 1), "GST Act s 9-70")
ONE = (D(1),)
EVEN = LoadPattern(ONE * 12, ONE * 24, ONE * 24)
WEEK = frozenset(range(7))
NIGHT = TimeOfUse(
    "usage",
    {"night": D("0.10"), "day": D("0.30")},
    {"night": (Hours(WEEK, 22 * 60, 7 * 60),), "day": (Hours(WEEK, 7 * 60, 22 * 60),)},
)


def priced(*components: Component, usage: Usage | None = None, tax: DatedRule | None = GST):  # type: ignore[no-untyped-def]
    used = usage or Usage((Use("usage", D(2400)),), patterns={"usage": EVEN})
    return price_of(Tariff("AUD", Tax.EXCLUDED, components), used, tax)


def test_shares_are_taken_before_tax_of_what_everybody_pays() -> None:
    found = priced(
        Fixed(D(1), Per.DAY),
        PerUnit(D("0.25"), "usage"),
        Conditional("on_time", Share("all", D("-0.02"))),
        Conditional("online", Share("usage", D("-0.05"))),
        Gross(Fixed(D(60), Per.YEAR)),
    )
    assert found.unconditional == D("1121.50")  # (365 + 600) x 1.1 + 60
    assert found.conditional == D("1067.27")  # (965 - 19.30 - 30) x 1.1 + 60
    assert found.yearly == found.unconditional
    assert found.met == {"on_time": False, "online": False}


def test_hours_over_midnight_take_their_part_of_an_even_year() -> None:
    assert priced(NIGHT).yearly == D("594.00")  # (9 x 0.10 + 15 x 0.30) / 24 x 2400 x 1.1


def test_hours_that_leave_a_part_of_the_week_open_price_nothing() -> None:
    gap = TimeOfUse("usage", {"day": D(1)}, {"day": (Hours(WEEK, 420, 1320),)})
    found = priced(gap)
    assert found.yearly is None
    assert "3780 minutes" in found.missing[0]


def test_a_block_a_day_is_filled_evenly() -> None:
    block = Block("usage", ((D(5), D("0.20")), (None, D("0.40"))), Per.DAY)
    assert priced(block).yearly == D("654.50")  # 1825 x 0.20 + 575 x 0.40, x 1.1


def test_seasons_split_a_year_by_its_pattern() -> None:
    winter, rest = frozenset({6, 7, 8}), frozenset(range(1, 13)) - {6, 7, 8}
    both = (Season(winter, PerUnit(D(1), "usage")), Season(rest, PerUnit(D(2), "usage")))
    wanted = (D(92) * 1 + D(273) * 2) / 365 * 2400 * D("1.1")
    assert priced(*both).yearly == round(wanted, 2)


def test_a_second_meter_costs_those_who_have_one() -> None:
    meter = (IfUsed("heat", Fixed(D("0.05"), Per.DAY)), IfUsed("heat", PerUnit(D("0.1"), "heat")))
    used = (Use("usage", D(1000)), Use("heat", D(0)))
    none = priced(PerUnit(D(1), "usage"), *meter, usage=Usage(used))
    some = priced(PerUnit(D(1), "usage"), *meter, usage=Usage((used[0], Use("heat", D(1000)))))
    assert (none.yearly, some.yearly) == (D("1100.00"), D("1230.08"))


def test_interest_is_income() -> None:
    found = price_of(
        Tariff("AUD", Tax.NONE, (Fixed(D(5), Per.MONTH), PerUnit(D("-0.04"), "balance"))),
        Usage((Use("balance", D(10_000)),)),
        None,
    )
    assert found.yearly == -340


def test_what_cannot_be_computed_is_named() -> None:
    assert priced(Unpriced("a demand charge")).missing == ("a demand charge",)
    assert priced(Fixed(D(1), Per.DAY)).missing == ("a price for usage",)
    assert priced(PerUnit(D(1), "usage"), tax=None).missing == (
        "the rate of the tax that the prices are stated without",
    )


amounts = st.decimals(0, 9, places=4)
simple = st.one_of(
    st.builds(Fixed, amounts, st.sampled_from([Per.DAY, Per.MONTH, Per.YEAR])),
    st.builds(PerUnit, amounts, st.just("usage")),
    st.builds(Share, st.sampled_from(["all", "usage", "fixed"]), amounts),
    st.builds(Unpriced, st.text(max_size=20)),
    st.just(NIGHT),
)
nested = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds(Season, st.frozensets(st.integers(1, 12), min_size=1), inner),
        st.builds(Conditional, st.just("on_time"), inner),
        st.builds(IfUsed, st.just("usage"), inner),
        st.builds(Gross, inner),
    ),
    max_leaves=3,
)


@given(st.lists(nested, max_size=5))
def test_a_tariff_comes_back_from_its_text(components: list[Component]) -> None:
    text = text_of(components)
    assert components_of(text) == tuple(components)
    assert text_of(components_of(text)) == text
