"""What comes back of a premium, what is owed, and which moment is the better one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.leaving.refund import Method, RefundTerms, TableRow, refund, retained_percent
from compare.leaving.settlement import settlement
from compare.leaving.timing import now_or_renewal

D = Decimal
PREMIUMS = st.decimals(0, 50_000, places=2)
TERMS = st.sampled_from([30, 365, 366])
TABLE = (
    TableRow(0, 54, D(25)),
    TableRow(55, 55, D(26)),
    TableRow(75, 75, D(31)),
    TableRow(150, 218, D(52)),
    TableRow(219, 219, D(69)),
)
METHODS = st.sampled_from(
    [
        RefundTerms(Method.PRO_RATA),
        RefundTerms(Method.SHORT_RATE, share=D("0.9")),
        RefundTerms(Method.NONE),
    ]
)


@given(PREMIUMS, TERMS, METHODS, st.data())
def test_a_refund_lies_between_nothing_and_the_premium(
    premium: Decimal, term: int, terms: RefundTerms, data: st.DataObject
) -> None:
    days = data.draw(st.integers(0, term))
    found = refund(premium, term, days, terms)
    assert 0 <= found.amount <= premium
    assert found.amount + found.earned == premium
    assert found.retained >= -D("1e-20")


@given(PREMIUMS, TERMS, METHODS, st.data())
def test_a_later_departure_never_refunds_more(
    premium: Decimal, term: int, terms: RefundTerms, data: st.DataObject
) -> None:
    early, late = sorted((data.draw(st.integers(0, term)), data.draw(st.integers(0, term))))
    assert refund(premium, term, late, terms).amount <= refund(premium, term, early, terms).amount


@given(st.integers(0, 54))
def test_a_table_never_refunds_more_than_pro_rata(days: int) -> None:
    by_table = refund(D(1500), 365, days, RefundTerms(Method.TABLE, table=TABLE)).amount
    assert by_table == D(1125)
    assert by_table <= refund(D(1500), 365, days, RefundTerms(Method.PRO_RATA)).amount


def test_a_leap_year_has_its_real_length() -> None:
    assert refund(D(366), 366, 100, RefundTerms(Method.PRO_RATA)).amount == 266


def test_a_table_is_looked_up_and_never_interpolated() -> None:
    assert retained_percent(TABLE, 55) == 26
    with pytest.raises(ValueError, match="no row for day 60: add it from the policy"):
        retained_percent(TABLE, 60)


def test_an_insurer_that_cancels_refunds_pro_rata_even_after_a_claim() -> None:
    terms = RefundTerms(Method.SHORT_RATE, share=D("0.9"), after_claim=False)
    found = refund(D(730), 365, 100, terms, claim_in_term=True, insurer_cancels=True)
    assert found.amount == 530


@pytest.mark.parametrize(
    ("claim", "after_claim", "amount"),
    [
        (True, False, 0),
        (True, True, 530),
        (False, False, 530),
        (False, None, 530),
        (None, True, 530),
    ],
)
def test_a_claim_costs_the_refund_where_the_contract_says_so(
    claim: bool | None, after_claim: bool | None, amount: int
) -> None:
    terms = RefundTerms(Method.PRO_RATA, after_claim=after_claim)
    assert refund(D(730), 365, 100, terms, claim_in_term=claim).amount == amount


@pytest.mark.parametrize(("claim", "after_claim"), [(True, None), (None, None), (None, False)])
def test_an_unknown_effect_of_a_claim_is_never_guessed(
    claim: bool | None, after_claim: bool | None
) -> None:
    with pytest.raises(ValueError, match="expected to know whether a claim was made"):
        refund(
            D(730),
            365,
            100,
            RefundTerms(Method.PRO_RATA, after_claim=after_claim),
            claim_in_term=claim,
        )


@pytest.mark.parametrize(
    ("premium", "term", "days"), [(730, 365, 366), (730, 365, -1), (730, 0, 0), (-1, 365, 1)]
)
def test_days_outside_the_term_and_negative_premiums_are_refused(
    premium: int, term: int, days: int
) -> None:
    with pytest.raises(ValueError, match="expected"):
        refund(D(premium), term, days, RefundTerms(Method.PRO_RATA))


def test_terms_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match=r"refunded share between 0 and 1, found 1\.1"):
        RefundTerms(Method.SHORT_RATE, share=D("1.1"))
    with pytest.raises(ValueError, match="a table for the method table only"):
        RefundTerms(Method.TABLE)
    with pytest.raises(ValueError, match="rows that follow each other and keep ever more"):
        RefundTerms(Method.TABLE, table=(TableRow(0, 10, D(25)), TableRow(11, 20, D(24))))
    with pytest.raises(ValueError, match="rows that follow each other"):
        RefundTerms(Method.TABLE, table=(TableRow(0, 10, D(25)), TableRow(10, 20, D(26))))
    with pytest.raises(ValueError, match="0 to 100 per cent"):
        RefundTerms(Method.TABLE, table=(TableRow(0, 10, D(101)),))


def test_fees_eat_a_refund_and_no_more() -> None:
    found = refund(D(365), 365, 345, RefundTerms(Method.PRO_RATA))
    assert found.after_charges(D(5)) == 15
    assert found.after_charges(D(50)) == 0


def test_a_monthly_payer_may_owe_and_a_yearly_payer_gets_back() -> None:
    earned = refund(D(480), 365, 100, RefundTerms(Method.PRO_RATA)).earned
    assert round(settlement(earned, D(160), D(50)), 2) == D("21.51")
    assert round(settlement(earned, D(480), D(50)), 2) == D("-298.49")
    with pytest.raises(ValueError, match="amounts of at least 0"):
        settlement(earned, D(-1), D(50))


def test_a_fifth_cheaper_may_be_a_loss_today_and_a_gain_at_renewal() -> None:
    back = refund(D(600), 365, 200, RefundTerms(Method.SHORT_RATE, share=D("0.9")))
    found = now_or_renewal(back, D(30), D(480), D(0), term_days=365, days_on_risk=200)
    assert round(found.net_now, 2) == D("-2.88")
    assert found.net_at_renewal_per_year == 120


@given(PREMIUMS, PREMIUMS, st.integers(0, 365))
def test_without_fee_and_hassle_now_is_the_yearly_gain_of_the_days_left(
    premium: Decimal, new: Decimal, days: int
) -> None:
    back = refund(premium, 365, days, RefundTerms(Method.PRO_RATA))
    found = now_or_renewal(back, D(0), new, D(0), term_days=365, days_on_risk=days)
    expected = found.net_at_renewal_per_year * (365 - days) / 365
    assert abs(found.net_now - expected) < D("1e-15")


def test_a_moment_outside_the_term_is_refused() -> None:
    back = refund(D(600), 365, 200, RefundTerms(Method.PRO_RATA))
    with pytest.raises(ValueError, match="expected days on risk within the term"):
        now_or_renewal(back, D(30), D(480), D(0), term_days=365, days_on_risk=366)
