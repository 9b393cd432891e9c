"""Which refund a contract gives, by its own facts and by what its market states."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.leaving.contract import Contract
from compare.leaving.refund import Method, TableRow
from compare.leaving.refund_terms import refund_terms
from compare.leaving.rules import DatedRule, Parameter, Rules

D = Decimal
DAY = date(2026, 4, 11)


def market(method: str, **parameters: Parameter) -> Rules:
    row = DatedRule("refund", method, date(2020, 1, 1), "a policy", None, parameters)
    return {"refund": (row,)}


def test_a_market_states_the_table_of_a_policy() -> None:
    columns: dict[str, Parameter] = {
        "first_days": (D(0), D(55)),
        "last_days": (D(54), D(74)),
        "retained_percents": (D(25), D(26)),
    }
    terms = refund_terms(Contract(), market("table", **columns), DAY)
    assert terms is not None
    assert terms.table == (TableRow(0, 54, D(25)), TableRow(55, 74, D(26)))


def test_columns_of_unequal_length_or_no_lists_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        refund_terms(
            Contract(),
            market("table", first_days=(D(0),), last_days=(), retained_percents=(D(25),)),
            DAY,
        )
    with pytest.raises(ValueError, match="the columns of rule refund as lists"):
        refund_terms(
            Contract(),
            market("table", first_days=D(0), last_days=D(54), retained_percents=D(25)),
            DAY,
        )


@pytest.mark.parametrize(
    ("stated", "known"), [(None, None), (False, False), (True, True), ("yes", True), ("no", False)]
)
def test_what_a_claim_does_is_read_as_a_word_or_flag(
    stated: bool | str | None, known: bool | None
) -> None:
    parameters = {} if stated is None else {"after_claim": stated}
    terms = refund_terms(Contract(), market("pro_rata", **parameters), DAY)
    assert terms is not None
    assert terms.after_claim is known


def test_the_contract_knows_better_what_a_claim_does() -> None:
    own = Contract(refund_after_claim=True)
    terms = refund_terms(own, market("pro_rata", after_claim=False), DAY)
    assert terms is not None
    assert terms.after_claim is True


def test_nobody_stating_it_is_none_and_a_wrong_word_an_error() -> None:
    assert refund_terms(Contract(), {}, DAY) is None
    with pytest.raises(ValueError, match=r"expected a refund method .* found 'half'"):
        refund_terms(Contract(), market("half"), DAY)
    with pytest.raises(ValueError, match="share that the short rate refunds, found none"):
        refund_terms(Contract(), market("short_rate"), DAY)
    with pytest.raises(ValueError, match="refunded share as a number, found 'most'"):
        refund_terms(Contract(), market("short_rate", share="most"), DAY)
    with pytest.raises(ValueError, match="expected yes or no"):
        refund_terms(Contract(), market("pro_rata", after_claim="perhaps"), DAY)


def test_a_contracts_own_method_is_used() -> None:
    terms = refund_terms(
        Contract(refund_method="short_rate", refund_share=D("0.8")), market("pro_rata"), DAY
    )
    assert terms is not None
    assert (terms.method, terms.share) == (Method.SHORT_RATE, D("0.8"))
