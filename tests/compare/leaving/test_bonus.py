"""The no-claims bonus and what losing years of it costs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.leaving.bonus import base_premium, bonus_loss, bonus_premium

D = Decimal
SCALE = [D(share) for share in ("0", "0.3", "0.4", "0.5", "0.6", "0.65")]


def test_a_claim_steps_two_years_back_and_costs_three_years() -> None:
    loss = bonus_loss(D(1000), SCALE, years=5, step_back=2, horizon=3)
    assert loss.premiums_after == (500, 400, 350)
    assert loss.premiums_without == (350, 350, 350)
    assert loss.total == 200


@given(st.integers(0, 12), st.integers(0, 6), st.integers(1, 6))
def test_losing_years_never_pays(years: int, step: int, horizon: int) -> None:
    loss = bonus_loss(D(1000), SCALE, years=years, step_back=step, horizon=horizon)
    assert loss.total >= 0
    assert bonus_loss(D(1000), SCALE, years=years, step_back=0, horizon=horizon).total == 0


def test_protection_keeps_the_years() -> None:
    loss = bonus_loss(D(1000), SCALE, years=5, step_back=2, horizon=3, protected=True)
    assert loss.total == 0


def test_more_years_than_the_scale_has_are_its_last_step() -> None:
    assert bonus_premium(D(1000), SCALE, 30) == 350


@given(st.decimals(1, 5000, places=2), st.integers(0, 9))
def test_the_base_premium_is_the_way_back(premium: Decimal, years: int) -> None:
    base = base_premium(premium, SCALE, years)
    assert abs(bonus_premium(base, SCALE, years) - premium) < D("1e-18")


def test_scales_and_years_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="scale of discounts between 0 and 1"):
        bonus_premium(D(1000), [], 1)
    with pytest.raises(ValueError, match="scale of discounts between 0 and 1"):
        bonus_premium(D(1000), [D(30)], 1)
    with pytest.raises(ValueError, match="years of at least 0"):
        bonus_premium(D(1000), SCALE, -1)
    with pytest.raises(ValueError, match="horizon >= 1 year"):
        bonus_loss(D(1000), SCALE, years=5, step_back=2, horizon=0)
    with pytest.raises(ValueError, match="below the whole premium"):
        base_premium(D(1000), [D(1)], 3)
