"""What the customer pays when something happens, by each market's rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cost.out_of_pocket import (
    LimitApplies,
    largest_swiss_discount,
    out_of_pocket,
    property_claim,
    swiss,
    swiss_break_even,
    us,
)

D = Decimal
COSTS = st.decimals(0, 100_000, places=2)
RATE, CAP = D("0.10"), D(700)
FRANCHISES = st.sampled_from([D(f) for f in (300, 500, 1000, 1500, 2000, 2500)])


@given(COSTS, FRANCHISES)
def test_the_swiss_worst_case_is_franchise_plus_cap(costs: Decimal, franchise: Decimal) -> None:
    paid = swiss(costs, franchise=franchise, rate=RATE, cap=CAP)
    assert min(costs, franchise) <= paid <= min(costs, franchise + CAP)


@given(COSTS, COSTS, FRANCHISES)
def test_higher_costs_are_never_cheaper(one: Decimal, other: Decimal, franchise: Decimal) -> None:
    low, high = sorted((one, other))
    assert swiss(low, franchise=franchise, rate=RATE, cap=CAP) <= swiss(
        high, franchise=franchise, rate=RATE, cap=CAP
    )


def test_the_swiss_cap_bounds_the_coinsurance_and_the_us_maximum_everything() -> None:
    assert swiss(D(8000), franchise=D(2500), rate=RATE, cap=CAP) == 3050
    assert swiss(D(90_000), franchise=D(2500), rate=RATE, cap=CAP) == 3200
    for costs in (D(20_000), D(90_000)):
        assert us(costs, deductible=D(1300), coinsurance=D("0.2"), maximum=D(4400)) == 4400


@given(COSTS, st.decimals(0, 10_000, places=2), st.decimals(0, 50_000, places=2))
def test_payout_and_own_share_are_the_whole_loss(
    loss: Decimal, excess: Decimal, limit: Decimal
) -> None:
    for applies in LimitApplies:
        claim = property_claim(loss, excess=excess, limit=limit, limit_applies=applies)
        assert claim.payout + claim.out_of_pocket == loss
        assert 0 <= claim.payout <= min(loss, limit)


@given(COSTS, st.decimals(0, 10_000, places=2), st.decimals(0, 50_000, places=2))
def test_a_limit_after_the_excess_never_pays_less(
    loss: Decimal, excess: Decimal, limit: Decimal
) -> None:
    after, before = (
        property_claim(loss, excess=excess, limit=limit, limit_applies=applies).payout
        for applies in (LimitApplies.AFTER_EXCESS, LimitApplies.BEFORE_EXCESS)
    )
    assert after >= before


def test_a_limit_that_does_not_exist_pays_all_above_the_excess() -> None:
    assert property_claim(D(900_000), excess=D(500), limit=None).payout == 899_500


def test_underinsurance_reduces_the_loss_and_full_insurance_does_not() -> None:
    sums = {"limit": D(40_000), "excess": D(250)}
    under = property_claim(D(9000), sum_insured=D(40_000), value_at_risk=D(60_000), **sums)
    full = property_claim(D(9000), sum_insured=D(60_000), value_at_risk=D(60_000), **sums)
    assert (under.payout, under.out_of_pocket) == (5750, 3250)
    assert full.payout == 8750


def test_a_market_names_its_rule() -> None:
    swiss_rule = {"deductible": D(300), "coinsurance_rate": RATE, "coinsurance_cap": CAP}
    assert out_of_pocket("ch", swiss_rule, D(8000)) == 1000
    assert out_of_pocket("excess", {"excess": D(250)}, D(1000)) == 250
    assert out_of_pocket("excess", {"excess": D(250), "limit": D(500)}, D(1000)) == 500


def test_an_unknown_rule_and_a_missing_parameter_are_named() -> None:
    with pytest.raises(ValueError, match=r"expected an out-of-pocket rule .* found 'de'"):
        out_of_pocket("de", {}, D(1))
    with pytest.raises(ValueError, match="expected the parameter 'coinsurance_cap' for rule ch"):
        out_of_pocket("ch", {"deductible": D(300), "coinsurance_rate": RATE}, D(1))


def test_the_largest_legal_discounts() -> None:
    found = [largest_swiss_discount(D(f), D(300), D("0.70")) for f in (300, 500, 2500)]
    assert found == [0, 140, 1540]
    with pytest.raises(ValueError, match="expected a franchise of at least 300, found 100"):
        largest_swiss_discount(D(100), D(300), D("0.70"))


@given(FRANCHISES, FRANCHISES, st.decimals(0, 3000, places=2))
def test_at_the_break_even_costs_both_franchises_come_to_the_same(
    one: Decimal, other: Decimal, saving: Decimal
) -> None:
    low, high = sorted((one, other))
    costs = swiss_break_even(low=low, high=high, premium_saving=saving, rate=RATE, cap=CAP)

    def difference(at: Decimal) -> Decimal:
        return swiss(at, franchise=high, rate=RATE, cap=CAP) - swiss(
            at, franchise=low, rate=RATE, cap=CAP
        )

    if costs is None:
        assert saving > difference(D(10_000_000))
    else:
        assert abs(difference(costs) - saving) < D("1e-20")
        assert all(difference(costs * share / 10) <= saving for share in range(10))


def test_a_saving_above_every_difference_never_breaks_even() -> None:
    never = swiss_break_even(
        low=D(300), high=D(2500), premium_saving=D("2200.01"), rate=RATE, cap=CAP
    )
    assert never is None
    with pytest.raises(ValueError, match="expected low <= high and a saving >= 0"):
        swiss_break_even(low=D(300), high=D(500), premium_saving=D(-1), rate=RATE, cap=CAP)


@pytest.mark.parametrize(
    ("costs", "franchise", "rate"),
    [("-1", "300", "0.1"), ("1", "-300", "0.1"), ("1", "300", "1.1"), ("NaN", "300", "0.1")],
)
def test_amounts_and_shares_out_of_range_are_refused(costs: str, franchise: str, rate: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        swiss(D(costs), franchise=D(franchise), rate=D(rate), cap=CAP)


def test_average_needs_both_sums() -> None:
    with pytest.raises(ValueError, match="sum insured and value at risk together"):
        property_claim(D(1), excess=D(0), limit=None, sum_insured=D(1))
