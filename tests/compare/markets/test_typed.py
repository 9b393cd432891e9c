"""Home, car and travel insurance: papers that people bring, in any country and currency.

Worked by hand (home, Germany, today 1 June 2026): the policy runs to 1 January 2027 and German law allows
three months' notice, so it must arrive by 30 September 2026.

Worked by hand (excess from 100 to 250 pounds, everything else the same): a pound goes as far as a euro, so
the claims of a year are 0.06 with a mean of 2,200, and the rise costs
0.06 x 2200 x (e^(-100/2200) - e^(-250/2200)) = 0.06 x 2200 x (0.955563 - 0.892587) = 8.31 a year.

Worked by hand (yen): a euro goes as far as 140 yen, so the least gain that matters lies between 2,800 and
14,000 yen, and an hour counts 14.90 x 140 = 2,086 yen.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from compare.markets import loader
from compare.markets.currencies import in_currency
from compare.usecases.answering import answer
from compare.usecases.answering.renewal import check
from compare.usecases.asking import question
from compare.usecases.asking.fields import QuestionError

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
TYPED = ("home", "motor", "travel")
COVER: dict[str, dict[str, Any]] = {
    "home": {
        "fire": "covered",
        "storm": "covered",
        "escape_of_water": "covered",
        "flood": "covered",
        "theft": "covered",
        "excess": 100,
        "contents_limit": 50000,
    },
    "motor": {
        "liability_injury_limit": "unlimited",
        "liability_property_limit": 20000000,
        "own_damage": "covered",
        "theft_fire": "covered",
        "excess": 300,
    },
    "travel": {
        "medical_limit": "unlimited",
        "repatriation": "covered",
        "pre_existing": "excluded",
        "cancellation_limit": 5000,
        "excess": 0,
    },
}


def asked(market: str, price: str, quoted: str, **more: Any) -> dict[str, Any]:
    """A policy of one year with the market's ordinary cover, and one quote for the same."""
    return {
        "market": market,
        "today": TODAY.isoformat(),
        "present": {
            "price": price,
            "per": "year",
            "terms": COVER[market],
            "contract": {"start": "2026-01-01", "end": "2027-01-01"},
        },
        "quotes": [{"name": "Another", "price": quoted, "per": "year", "terms": COVER[market]}],
        **more,
    }


def answered(typed: dict[str, Any]) -> dict[str, Any]:
    return answer.answer(question.read(typed, TODAY), "en")


@pytest.mark.parametrize("market", TYPED)
def test_a_much_cheaper_quote_for_the_same_cover_is_a_move_in_any_typed_market(market: str) -> None:
    found = answered(asked(market, "600", "300", household={"country": "DE"}))
    assert found["verdict"] == "SWITCH_AT_RENEWAL"
    assert found["currency"] == "EUR"


@pytest.mark.parametrize("market", TYPED)
def test_a_quote_at_the_same_price_is_no_move(market: str) -> None:
    found = answered(asked(market, "600", "595", household={"country": "DE"}))
    assert found["verdict"] not in ("SWITCH_NOW", "SWITCH_AT_RENEWAL")


def test_the_notice_worked_by_hand_is_the_deadline() -> None:
    (person,) = answered(asked("home", "600", "300", household={"country": "DE"}))["persons"]
    assert "2026-09-30" in str(person)


def test_without_a_law_or_a_typed_notice_the_answer_says_that_the_notice_is_missing() -> None:
    found = answered(asked("home", "600", "300"))
    assert found["assumed"]["household.country"] == "other"
    assert found["verdict"] == "NOT_ENOUGH_DATA"
    assert "how much notice your contract wants" in str(found)


def test_a_typed_notice_is_enough_where_no_law_is_known() -> None:
    typed = asked("home", "600", "300")
    typed["present"]["contract"]["notice_days"] = 30
    found = answered(typed)
    assert found["verdict"] == "SWITCH_AT_RENEWAL"
    assert "2026-12-01" in str(found["persons"])


def test_a_higher_excess_costs_what_was_worked_by_hand() -> None:
    typed = asked("home", "300", "300", household={"country": "GB"}, currency="GBP")
    typed["quotes"][0]["terms"] = {**COVER["home"], "excess": 250}
    (offer,) = answered(typed)["persons"][0]["offers"]
    assert "8.31" in str(offer)


def test_papers_in_yen_have_thresholds_and_hours_in_yen() -> None:
    typed = asked("home", "60000", "30000", currency="JPY")
    typed["present"]["contract"]["notice_days"] = 30
    found = answered(typed)
    assert found["currency"] == "JPY"
    assert found["persons"][0]["threshold"] == "3000"  # 5 % of 60,000
    assert Decimal(found["effort"]["hourly_income"]) == 2086


def test_a_currency_of_which_nobody_told_how_far_it_goes_needs_the_reader_s_own_values() -> None:
    typed = asked("home", "60000", "30000", currency="XPF", household={"country": "FR"})
    with pytest.raises(QuestionError) as error:
        answered(typed)
    assert error.value.field == "preferences.threshold"

    typed["preferences"] = {"threshold": 2000}
    with pytest.raises(QuestionError) as error:
        answered(typed)
    assert error.value.field == "preferences.value_of_hour"

    typed["preferences"] = {"threshold": 2000, "value_of_hour": 1500}
    assert answered(typed)["verdict"] == "SWITCH_AT_RENEWAL"


def test_what_is_no_currency_is_refused_by_name() -> None:
    for wrong in ("EURO", "eur", "QQQ"):
        with pytest.raises(QuestionError) as error:
            question.read(asked("home", "1", "1", currency=wrong), TODAY)
        assert error.value.field == "currency"


def test_a_market_of_one_currency_refuses_another() -> None:
    with pytest.raises(QuestionError) as error:
        question.read({"market": "xx-household", "currency": "EUR"}, TODAY)
    assert error.value.field == "currency"


def test_every_scaled_currency_is_one() -> None:
    for market in map(loader.load, TYPED):
        assert market.market.any_currency is not None
        for code in market.market.any_currency.scale:
            assert in_currency(market, code).market.currency == code


def test_the_check_says_three_numbers_and_what_got_worse() -> None:
    before, after = COVER["home"], {**COVER["home"], "flood": "excluded", "excess": 250}
    found = check(
        {
            "market": "home",
            "currency": "GBP",
            "before": {"price": "300", "terms": before},
            "after": {"price": "330", "terms": after},
        },
        TODAY,
        "en",
    )
    assert {change["term"] for change in found["changes"]} == {"flood", "excess"}
    assert {change["unit"] for change in found["changes"]} == {None, "GBP"}
    assert found["for_the_same_cover"]["price_change"] == "0.1"
    assert Decimal(found["for_the_same_cover"]["cover_change"]) < Decimal("-0.1")


def test_an_unscaled_currency_keeps_the_price_and_the_changes_and_has_no_yardstick() -> None:
    paper = {"price": "300", "terms": COVER["home"]}
    found = check(
        {"market": "home", "currency": "XPF", "before": paper, "after": {**paper, "price": "330"}},
        TODAY,
    )
    assert (found["price_change"], found["for_the_same_cover"]) == ("0.1", None)


def test_what_no_paper_states_is_not_compared_and_what_one_states_is() -> None:
    same = answered(asked("travel", "600", "300", household={"country": "DE"}))
    assert same["verdict"] == "SWITCH_AT_RENEWAL"

    typed = asked("travel", "600", "300", household={"country": "DE"})
    typed["quotes"][0]["terms"] = {**COVER["travel"], "baggage_limit": 1000}
    assert answered(typed)["verdict"] == "NOT_ENOUGH_DATA"


@pytest.mark.parametrize("market", TYPED)
def test_an_essential_cover_that_a_paper_does_not_state_is_unknown_never_equal(market: str) -> None:
    essential = next(term.key for term in loader.load(market).terms.term if term.essential)
    typed = asked(market, "600", "300", household={"country": "DE"})
    for paper in (typed["present"], typed["quotes"][0]):
        paper["terms"] = {key: value for key, value in COVER[market].items() if key != essential}
    found = answered(typed)
    assert (found["verdict"], found["reason"]) == ("NOT_ENOUGH_DATA", "unknown_cover")


@pytest.mark.parametrize("market", TYPED)
def test_every_term_says_what_it_means_and_where_that_can_be_read(market: str) -> None:
    for term in loader.load(market).terms.term:
        assert term.reference
        assert len(term.definition.in_("en")) > len(term.label.in_("en"))


def test_the_papers_of_the_page_on_markets_are_read_as_it_says() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "markets.md").read_text("utf-8")
    papers = json.loads(page.split("```json")[1].split("```")[0])
    found = check(papers, TODAY, "en")
    assert found["currency"] == "GBP"
    assert {c["term"] for c in found["changes"] if c["relation"] == "worse"} == {"flood", "excess"}


def below(terms: dict[str, Any], **more: Any) -> list[str]:
    paper = {"price": "300", "terms": {**COVER["motor"], **terms}}
    found = check({"market": "motor", "before": paper, "after": paper, **more}, TODAY)
    return [row["term"] for row in found["below_legal_minimum"]]


def test_cover_below_the_law_of_the_country_is_named_with_the_law() -> None:
    germany = {"household": {"country": "DE"}}
    assert below({}, **germany) == []
    assert below({"liability_property_limit": 1_299_999}, **germany) == ["liability_property_limit"]
    assert below({"liability_property_limit": 1_300_000}, **germany) == []
    assert below({"liability_injury_limit": 7_000_000}, **germany) == ["liability_injury_limit"]
    assert below({"liability_injury_limit": 7_000_000}, household={"country": "FR"}) == [
        "liability_injury_limit"
    ]


def test_a_minimum_in_another_currency_or_country_says_nothing() -> None:
    low = {"liability_property_limit": 1000}
    assert below(low, household={"country": "GB"}) == []
    assert below(low, household={"country": "GB"}, currency="GBP") == ["liability_property_limit"]
    assert below(low) == []
