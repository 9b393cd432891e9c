"""The annual percentage rate, of flows and of instalments."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cost.apr import apr, instalment_credit

D = Decimal


@given(
    st.decimals(100, 5000, places=2),
    st.integers(1, 24),
    st.decimals("0.5", 3, places=3),
    st.integers(1, 12),
)
def test_discounting_the_repayments_at_the_rate_gives_the_loan(
    loan: Decimal, count: int, markup: Decimal, first: int
) -> None:
    repaid = loan * markup / count
    flows = [(D(0), loan), *((D(first + k) / 12, -repaid) for k in range(count))]
    growth = 1 + apr(flows) / 100
    balance = sum(amount * growth**-years for years, amount in flows)
    assert abs(balance) < loan * D("0.000001")


def test_repaying_what_was_drawn_is_a_rate_of_zero() -> None:
    assert apr([(D(0), D(600)), (D(1), D(-600))]) == 0


def test_repaying_less_than_was_drawn_is_a_negative_rate() -> None:
    assert apr([(D(0), D(600)), (D(1), D(-540))]) == D(-10)


@given(st.decimals(1, 1000, places=2))
def test_the_rate_does_not_depend_on_the_unit_of_money(unit: Decimal) -> None:
    flows = [(D(0), D(1000)), (D(1), D(-600)), (D(2), D(-600))]
    assert abs(apr([(t, a * unit) for t, a in flows]) - apr(flows)) <= D("0.000001")


@pytest.mark.parametrize(
    "flows",
    [
        [],
        [(D(0), D(1000))],
        [(D(0), D(-1000)), (D(1), D(1100))],
        [(D(0), D(1000)), (D(1), D(-2300)), (D(2), D(1320))],
    ],
)
def test_flows_that_no_single_rate_explains_are_refused(
    flows: list[tuple[Decimal, Decimal]],
) -> None:
    with pytest.raises(ValueError, match=r"expected drawdowns .* followed by repayments"):
        apr(flows)


def test_a_rate_beyond_all_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="some yearly rate explains"):
        apr([(D(0), D(1)), (D("0.01"), D(-1000))])


def test_a_flow_before_the_first_drawdown_is_refused() -> None:
    with pytest.raises(ValueError, match="years >= 0"):
        apr([(D(-1), D(1000)), (D(1), D(-1100))])


def test_a_flat_ten_per_cent_charge_is_a_rate_of_more_than_twenty_three() -> None:
    credit = instalment_credit(D(600), 12, D(55))
    assert credit.charge == 60
    assert round(credit.apr_percent or D(0), 2) == D("23.62")


def test_a_deposit_is_no_part_of_the_loan_but_of_the_charge() -> None:
    credit = instalment_credit(D(600), 10, D(52), deposit=D(120), first_at_month=1)
    assert credit.charge == 40
    flows = [(D(0), D(480)), *((D(k) / 12, D(-52)) for k in range(1, 11))]
    assert credit.apr_percent == apr(flows)


def test_everything_paid_on_day_0_is_no_loan() -> None:
    credit = instalment_credit(D(600), 1, D(600))
    assert (credit.charge, credit.apr_percent) == (0, None)


@pytest.mark.parametrize(
    ("count", "amount", "deposit", "first"),
    [
        (0, "50", "0", 0),
        (12, "0", "0", 0),
        (12, "50", "700", 0),
        (12, "50", "-1", 0),
        (12, "5", "0", -1),
    ],
)
def test_instalments_that_cannot_be_are_refused(
    count: int, amount: str, deposit: str, first: int
) -> None:
    with pytest.raises(ValueError, match="expected"):
        instalment_credit(D(600), count, D(amount), deposit=D(deposit), first_at_month=first)
