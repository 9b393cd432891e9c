"""What hours are worth, and how long a saving must last."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cost.break_even import break_even_months
from compare.cost.time_cost import hassle
from compare.values.estimate import Estimate

D = Decimal
SHARE = Estimate(D("0.35"), D("0.5"), D("0.60"))


def test_hours_and_share_widen_the_range_together() -> None:
    found = hassle(Estimate(D(1), D("2.5"), D(5)), D(18), SHARE)
    assert found == Estimate(D("6.3"), D("22.5"), D(54))


def test_somebody_may_value_an_hour_at_nothing() -> None:
    assert hassle(Estimate.exactly(D(3)), D(0), SHARE) == Estimate.exactly(D(0))


@pytest.mark.parametrize(("hours", "income"), [("-1", "18"), ("1", "-18")])
def test_negative_hours_and_incomes_are_refused(hours: str, income: str) -> None:
    with pytest.raises(ValueError, match="of at least 0"):
        hassle(Estimate.exactly(D(hours)), D(income), SHARE)


@given(st.decimals("0.01", 1000, places=2), st.decimals("0.01", 1000, places=2))
def test_after_the_break_even_months_the_saving_has_paid_for_the_move(
    once: Decimal, saving: Decimal
) -> None:
    months = break_even_months(once, saving)
    assert months is not None
    assert abs(months * saving - once) < D("1e-18")


def test_without_a_saving_a_move_that_costs_never_pays_back() -> None:
    assert break_even_months(D(30), D(0)) is None
    assert break_even_months(D(30), D(-5)) is None
    assert break_even_months(D(0), D(-5)) == 0
