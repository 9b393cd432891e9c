from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cover.expected_benefit import (
    Exponential,
    LimitApplies,
    Losses,
    Peril,
    expected_benefit,
)
from compare.values.missing import Missing
from compare.values.terms import Restricted, Status

HALF = Decimal("0.5")
THEFT = Peril(
    "theft",
    Decimal("0.1"),
    Losses(((HALF, Decimal(1000)), (HALF, Decimal(12_000)))),
    status="theft",
    excess="excess",
    limit="limit",
)
WATER = Peril("water", Decimal("0.1"), Exponential(Decimal(1500)), excess="excess")
COVERED = {"theft": Status.COVERED, "excess": Decimal(500), "limit": Decimal(10_000)}


def test_a_claim_pays_the_loss_above_the_excess_up_to_the_limit():
    found = expected_benefit(COVERED, [THEFT])
    assert found.amount == Decimal("0.1") * (HALF * 500 + HALF * 10_000)


def test_a_limit_before_the_excess_pays_less_than_one_after():
    before = Peril(
        **{name: getattr(THEFT, name) for name in ("key", "frequency", "severity", "status")},
        excess="excess",
        limit="limit",
        limit_applies=LimitApplies.BEFORE_EXCESS,
    )
    found = expected_benefit(COVERED, [before])
    assert found.amount == Decimal("0.1") * (HALF * 500 + HALF * 9500)


def test_a_doubled_excess_costs_what_the_closed_form_says():
    low, high = ({"excess": Decimal(excess)} for excess in (250, 500))
    lost = expected_benefit(low, [WATER]).amount - expected_benefit(high, [WATER]).amount
    assert math.isclose(lost, 0.1 * 1500 * (math.exp(-250 / 1500) - math.exp(-500 / 1500)))
    assert round(lost, 2) == Decimal("19.49")  # domain D39


def test_the_customers_share_is_taken_off():
    peril = Peril("dental", Decimal(1), Losses(((Decimal(1), Decimal(200)),)), coinsurance="share")
    assert expected_benefit({"share": Decimal("0.25")}, [peril]).amount == 150
    with pytest.raises(ValueError, match="share"):
        expected_benefit({"share": Decimal(25)}, [peril])


@pytest.mark.parametrize("out", [Status.EXCLUDED, Missing.NOT_OFFERED])
def test_what_is_excluded_pays_nothing_whatever_its_limit(out):
    assert expected_benefit({"theft": out}, [THEFT]).amount == 0


def test_an_unlimited_cover_pays_everything_above_the_excess():
    found = expected_benefit({**COVERED, "limit": Missing.UNLIMITED}, [THEFT])
    assert found.amount == Decimal("0.1") * (HALF * 500 + HALF * 11_500)


@pytest.mark.parametrize(
    ("change", "unknown"),
    [
        ({"theft": Restricted("locked sheds")}, ("theft",)),
        ({"theft": Missing.NOT_STATED}, ("theft",)),
        ({"excess": Missing.NOT_COLLECTED}, ("excess",)),
        ({"limit": Missing.NOT_STATED, "excess": Missing.UNLIMITED}, ("excess", "limit")),
    ],
)
def test_an_unknown_attribute_makes_the_benefit_unknown_and_is_named(change, unknown):
    found = expected_benefit({**COVERED, **change}, [THEFT, WATER])
    assert found.amount is None
    assert found.unknown == unknown


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Exponential(Decimal(0)),
        lambda: Losses(((HALF, Decimal(1)),)),
        lambda: Losses(((Decimal(2), Decimal(1)), (Decimal(-1), Decimal(1)))),
        lambda: Losses(((Decimal(1), Decimal(-1)),)),
        lambda: Peril("x", Decimal(-1), Exponential(Decimal(1))),
        lambda: expected_benefit({}, []),
        lambda: expected_benefit({**COVERED, "excess": Decimal(-1)}, [THEFT]),
    ],
)
def test_an_impossible_scenario_is_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        wrong()


amounts = st.integers(0, 20_000).map(Decimal)


@given(amounts, amounts, amounts)
def test_more_excess_or_less_limit_never_pays_more(excess, more, limit):
    for peril in (THEFT, WATER):
        terms = {"theft": Status.COVERED, "excess": excess, "limit": limit}
        paid = expected_benefit(terms, [peril]).amount
        assert paid >= 0
        assert expected_benefit({**terms, "excess": excess + more}, [peril]).amount <= paid
        assert expected_benefit({**terms, "limit": limit + more}, [peril]).amount >= paid
