"""The cost of a contract month by month, and what moving brings."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cost.cashflow import CashFlow, cash_flow, net_benefit
from compare.cost.charges import Charges, Fee, Instalments, Path
from compare.cost.frequency import payments_per_year
from compare.cost.one_off import OneOff, cashback, exact_item
from compare.values.estimate import Estimate
from compare.values.money import Money, Per
from compare.values.offer import Price
from compare.values.trail import Step

D = Decimal
MICRO = D("0.000001")
PERS = st.sampled_from([per for per in Per if per is not Per.ONCE])
AMOUNTS = st.decimals(0, 20_000, places=3)
HORIZONS = st.integers(1, 60)


def price(amount: Decimal | int | str, per: Per = Per.YEAR, currency: str = "GBP") -> Price:
    return Price(Money(D(amount), currency), per)


def fee(amount: Decimal | int, per: Per = Per.ONCE, currency: str = "GBP") -> Fee:
    return Fee("admin", Money(D(amount), currency), per)


def hassle(low: int, central: int, high: int) -> OneOff:
    step = Step("hassle", {}, "hours x income x share", D(central))
    return OneOff("hassle", Estimate(D(low), D(central), D(high)), "GBP", step)


@given(AMOUNTS, PERS, AMOUNTS, st.integers(1, 36), HORIZONS, AMOUNTS, PERS)
def test_the_sum_of_the_months_is_the_closed_form(
    first: Decimal,
    per: Per,
    later: Decimal,
    price_months: int,
    horizon: int,
    monthly_fee: Decimal,
    fee_per: Per,
) -> None:
    charges = Charges(
        price(first, per),
        price_months=price_months,
        renewal=price(later, Per.MONTH),
        fees=(fee(monthly_fee, fee_per), fee(30)),
    )
    flow = cash_flow(charges, horizon)
    at_first, after = min(price_months, horizon), max(0, horizon - price_months)
    closed = (
        first * payments_per_year(per) * at_first / 12
        + later * after
        + monthly_fee * payments_per_year(fee_per) * horizon / 12
        + 30
    )
    assert abs(flow.total - closed) <= MICRO
    assert len(flow.months) == horizon


@given(AMOUNTS, PERS, HORIZONS)
def test_what_is_paid_less_the_unused_cover_is_what_the_cover_cost(
    amount: Decimal, per: Per, horizon: int
) -> None:
    flow = cash_flow(Charges(price(amount, per)), horizon)
    period = Fraction(12, payments_per_year(per))
    unused = -Fraction(horizon) % period
    assert abs(Fraction(flow.prepaid) - Fraction(amount) * unused / period) <= Fraction(2, 10**6)


def test_a_yearly_payer_does_not_look_dearer_in_the_first_month() -> None:
    yearly, monthly = (cash_flow(Charges(each), 12) for each in (price(600), price(50, Per.MONTH)))
    assert yearly.months == monthly.months
    assert yearly.paid == (600,) + (0,) * 11


def test_a_yearly_price_is_cut_at_a_horizon_of_half_a_year_and_the_rest_is_a_credit() -> None:
    flow = cash_flow(Charges(price(600)), 6)
    assert (flow.total, sum(flow.paid), flow.prepaid) == (300, 600, 300)


@given(AMOUNTS, st.decimals("0.01", 100, places=2), HORIZONS)
def test_costs_scale_with_the_unit_of_money(amount: Decimal, unit: Decimal, horizon: int) -> None:
    one = cash_flow(Charges(price(amount)), horizon).total
    other = cash_flow(Charges(price(amount * unit)), horizon).total
    assert abs(one * unit - other) <= MICRO * (unit + 1)


def test_an_introductory_price_wins_the_first_year_and_loses_over_three() -> None:
    stay = cash_flow(Charges(price(480)), 36)
    switch = cash_flow(Charges(price(360), renewal=price(540), fees=(fee(30),)), 36)
    assert net_benefit(stay, switch, 12).central == 90
    assert net_benefit(stay, switch).central == -30


def test_the_three_paths_differ_from_the_second_year_on_only() -> None:
    charges = Charges(price(360), fees=(fee(30),))
    flat = cash_flow(charges, 36, path=Path.FLAT)
    walk = cash_flow(charges, 36, path=Path.WALK, walk=D("0.25"))
    shop = cash_flow(charges, 36, path=Path.RESHOP, yearly_hassle=Estimate(D(10), D(20), D(40)))
    assert flat.total == 3 * 360 + 30
    assert walk.total == 360 + 2 * 450 + 30
    assert shop.total == 3 * (360 + 30) + 2 * 20
    assert flat.months[:12] == walk.months[:12] == shop.months[:12]
    assert (shop.range().low, shop.range().high) == (shop.total - 20, shop.total + 40)


def test_a_printed_renewal_price_goes_before_an_observed_gap() -> None:
    charges = Charges(price(360), renewal=price(400))
    walk = cash_flow(charges, 24, path=Path.WALK, walk=D(1))
    assert walk.total == 360 + 400


def test_reshopping_needs_its_hassle() -> None:
    with pytest.raises(ValueError, match="yearly hassle of re-shopping"):
        cash_flow(Charges(price(360)), 24, path=Path.RESHOP)


def test_a_running_contract_renews_within_the_horizon() -> None:
    flow = cash_flow(Charges(price(1200), price_months=4, renewal=price(2400)), 12)
    assert flow.months == (100,) * 4 + (200,) * 8


def test_instalments_cost_their_charge_and_the_rate_stands_beside_it() -> None:
    flow = cash_flow(Charges(price(600), instalments=Instalments(12, D(55))), 12)
    assert flow.total == 660
    assert flow.paid == (55,) * 12
    (step,) = [step for step in flow.trail if step.key == "instalments"]
    assert step.result == 60
    assert round(D(str(step.inputs["apr_percent"])), 2) == D("23.62")


def test_instalments_with_a_deposit_are_paid_when_they_are_due() -> None:
    parts = Instalments(10, D(50), deposit=D(100), first_at_month=2)
    flow = cash_flow(Charges(price(560), instalments=parts), 12)
    assert flow.paid == (100, 0, *(50,) * 10)
    assert flow.months == (50,) * 12


def test_a_later_price_is_paid_by_the_same_instalments_in_proportion() -> None:
    charges = Charges(price(600), renewal=price(1200), instalments=Instalments(12, D(55)))
    assert cash_flow(charges, 24).total == 660 + 1320


def test_instalments_owed_at_the_horizon_are_a_debt() -> None:
    parts = Instalments(1, D(1200), first_at_month=11)
    flow = cash_flow(Charges(price(1200), instalments=parts), 6)
    assert (flow.total, flow.prepaid) == (600, -600)


def test_a_cashback_counts_by_its_probability_and_leaves_a_range() -> None:
    flow = cash_flow(Charges(price(600)), 12, one_offs=[cashback(D(100), D("0.7"), "GBP")])
    assert flow.range() == Estimate(D(500), D(530), D(600))


def test_one_off_items_stand_in_the_first_month_and_in_the_range() -> None:
    flow = cash_flow(Charges(price(600)), 12, one_offs=[hassle(5, 10, 30)])
    assert flow.months[0] == 60
    assert flow.range() == Estimate(D(605), D(610), D(630))


def test_later_months_are_discounted_and_the_first_is_not() -> None:
    flow = cash_flow(Charges(price(12_000)), 36, rate=D("0.035"))
    expected = sum(1000 * D("1.035") ** (-D(month) / 12) for month in range(36))
    assert abs(flow.present_value - expected) < MICRO
    assert flow.range(1).central == 1000
    assert flow.total == 36_000


@given(AMOUNTS, AMOUNTS, st.integers(1, 36))
def test_what_moving_brings_is_the_mirror_of_what_staying_brings(
    one: Decimal, other: Decimal, months: int
) -> None:
    stay, move = (cash_flow(Charges(price(each)), months) for each in (one, other))
    assert net_benefit(stay, move) == -net_benefit(move, stay)
    assert net_benefit(stay, stay).central == 0


def test_the_trail_ends_with_the_total_and_names_every_part() -> None:
    charges = Charges(price(360), fees=(fee(30), fee(1, Per.MONTH)))
    item = exact_item("overlap", D(12), "GBP", "days paid twice", {}, None)
    flow = cash_flow(charges, 24, path=Path.WALK, walk=D("0.1"), one_offs=[item])
    keys = [step.key for step in flow.trail]
    assert keys == ["premium", "later_price", "fee_admin", "fee_admin", "overlap", "total"]
    assert flow.trail[-1].result == flow.total
    parts = [step.result for step in flow.trail[:-1] if step.key != "later_price"]
    assert sum(part for part in parts if isinstance(part, Decimal)) == flow.total


def test_the_trail_of_reshopping_adds_up_too() -> None:
    flow = cash_flow(
        Charges(price(360), fees=(fee(30),)),
        36,
        path=Path.RESHOP,
        yearly_hassle=Estimate.exactly(D(20)),
    )
    parts = [step.result for step in flow.trail if step.key not in ("later_price", "total")]
    assert sum(part for part in parts if isinstance(part, Decimal)) == flow.total


@pytest.mark.parametrize("horizon", [0, -1])
def test_a_horizon_of_no_month_is_refused(horizon: int) -> None:
    with pytest.raises(ValueError, match="expected a horizon of at least a month"):
        cash_flow(Charges(price(600)), horizon)


def test_two_currencies_are_refused_wherever_they_meet() -> None:
    with pytest.raises(ValueError, match="GBP with CHF"):
        Charges(price(600), fees=(fee(1, currency="CHF"),))
    with pytest.raises(ValueError, match="GBP with CHF"):
        Charges(price(600), renewal=price(600, currency="CHF"))
    with pytest.raises(ValueError, match="expected cashback in GBP, found it in CHF"):
        cash_flow(Charges(price(600)), 12, one_offs=[cashback(D(1), D(1), "CHF")])
    with pytest.raises(ValueError, match="cannot compare GBP with CHF"):
        net_benefit(flow_of(12), cash_flow(Charges(price(1, currency="CHF")), 12))


def flow_of(months: int, rate: str = "0") -> CashFlow:
    return cash_flow(Charges(price(600)), months, rate=D(rate))


def test_flows_of_two_horizons_or_rates_are_not_compared() -> None:
    with pytest.raises(ValueError, match="expected one horizon"):
        net_benefit(flow_of(12), flow_of(24))
    with pytest.raises(ValueError, match="one discount rate"):
        net_benefit(flow_of(12), flow_of(12, "0.03"))
    with pytest.raises(ValueError, match="expected 1 to 12 months, found 13"):
        net_benefit(flow_of(12), flow_of(12), 13)


@pytest.mark.parametrize("walk", ["-1", "-3", "NaN"])
def test_a_price_cannot_fall_by_all_of_itself(walk: str) -> None:
    with pytest.raises(ValueError, match="expected a walk above -1"):
        cash_flow(Charges(price(600)), 24, path=Path.WALK, walk=D(walk))


def test_a_price_paid_once_and_instalments_of_a_monthly_price_are_refused() -> None:
    with pytest.raises(ValueError, match="expected a recurring payment"):
        cash_flow(Charges(price(600, Per.ONCE)), 12)
    with pytest.raises(ValueError, match="expected a price per year above 0 to pay in parts"):
        Charges(price(50, Per.MONTH), instalments=Instalments(12, D(5)))
    with pytest.raises(ValueError, match="at least a month"):
        Charges(price(600), price_months=0)


@given(AMOUNTS, PERS, HORIZONS)
def test_the_sum_is_the_closed_form_rounded_half_up_to_a_millionth(
    amount: Decimal, per: Per, horizon: int
) -> None:
    closed = Fraction(amount) * payments_per_year(per) * horizon / 12
    flow = cash_flow(Charges(price(amount, per)), horizon)
    assert flow.total.scaleb(6) == floor(closed * 10**6 + Fraction(1, 2))


def test_reshopping_follows_the_length_of_the_first_price() -> None:
    charges = Charges(price(360), price_months=24, fees=(fee(30),))
    flow = cash_flow(charges, 60, path=Path.RESHOP, yearly_hassle=Estimate.exactly(D(20)))
    assert [month for month, cost in flow.one_offs if cost.central] == [0, 24, 48, 24, 48]
    assert flow.total == 5 * 360 + 3 * 30 + 2 * 20


def test_a_range_of_the_first_year_leaves_out_what_the_second_brings() -> None:
    flow = cash_flow(
        Charges(price(360)), 24, path=Path.RESHOP, yearly_hassle=Estimate(D(10), D(20), D(40))
    )
    assert flow.range(12) == Estimate.exactly(D(360))
    assert flow.range(13) == Estimate(D(400), D(410), D(430))
