"""The facts of a contract as typed, and the rules as a calendar reads them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.leaving.contract import Contract, contract_from
from compare.leaving.rules import DatedRule, day_of_year, number, parameter, whole_number
from compare.values.money import Money, Per


def test_typed_facts_become_a_contract() -> None:
    contract = contract_from(
        {
            "start": date(2026, 1, 1),
            "end": "2027-01-01",
            "premium": "730",
            "payment_frequency": "monthly",
            "claim_in_term": False,
            "bonus_years": 5,
            "deductible": Decimal(300),
            "wait_pregnancy": 12,
            "wait_psychiatric": "not_covered",
            "lhc_ages": "36, 35",
        },
        "GBP",
    )
    assert contract == Contract(
        start=date(2026, 1, 1),
        end=date(2027, 1, 1),
        premium=Money(Decimal(730), "GBP"),
        payment_frequency=Per.MONTH,
        claim_in_term=False,
        bonus_years=5,
        deductible=Decimal(300),
        waits={"pregnancy": 12, "psychiatric": None},
        lhc_ages=(36, 35),
    )
    assert contract.term_days == 365


def test_what_is_not_typed_is_unknown() -> None:
    contract = contract_from({}, "GBP")
    assert contract == Contract()
    assert contract.claim_in_term is None
    assert contract.term_days is None


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"colour": "blue"}, "expected a fact of a contract .* found colour"),
        ({"premium": "-1"}, "expected premium of at least 0, found -1"),
        ({"premium": "a lot"}, "expected a number for premium, found 'a lot'"),
        ({"premium": "NaN"}, "expected a finite number for premium"),
        ({"premium": True}, "expected a number for premium, found True"),
        ({"start": "tomorrow"}, "expected a date .* for start, found 'tomorrow'"),
        ({"claim_in_term": "no"}, "expected true or false for claim_in_term"),
        ({"model": 3}, "expected a word for model, found 3"),
        ({"bonus_years": "2.5"}, "expected a whole number for bonus_years, found '2.5'"),
        ({"bonus_years": -1}, "expected a whole number for bonus_years"),
        ({"payment_frequency": "daily"}, "expected a payment frequency"),
        ({"start": "2026-01-01", "end": "2026-01-01"}, "expected a contract's end after"),
    ],
)
def test_a_fact_that_is_none_is_refused_by_name(facts: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        contract_from(facts, "GBP")


def rule(value: Decimal | str, **parameters: str) -> DatedRule:
    return DatedRule("exit", value, date(2020, 1, 1), "an act", None, parameters)


def test_rules_are_read_as_what_they_are_or_refused() -> None:
    assert number(rule(Decimal("0.1"))) == Decimal("0.1")
    assert whole_number(rule(Decimal(14))) == 14
    assert day_of_year(rule("12-31"), "11-30", 2026) == date(2026, 11, 30)
    assert parameter(rule("x", deadline="11-30"), "deadline") == "11-30"
    with pytest.raises(ValueError, match="expected a number for rule exit, found 'many'"):
        number(rule("many"))
    with pytest.raises(ValueError, match=r"expected a whole number for rule exit, found 1\.5"):
        whole_number(rule(Decimal("1.5")))
    with pytest.raises(ValueError, match="expected the parameter 'deadline' with rule exit"):
        parameter(rule("x"), "deadline")
    with pytest.raises(ValueError, match="expected a day as MM-DD in rule exit for 2026"):
        day_of_year(rule("x"), "02-30", 2026)
