"""Two papers of one customer, and quotes in hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.cover.expected_benefit import Exponential, Peril
from compare.cover.relation import CoverRelation, Relation
from compare.decide.answer import answer
from compare.decide.in_hand import quotes_in_hand
from compare.decide.market_sentences import renewal_sentences
from compare.decide.renewal import Paper, check_renewal
from compare.decide.situation import Person
from compare.decide.verdict import VerdictKind
from compare.decide.wording import LANGUAGES, say
from compare.values.money import Money, Per
from compare.values.offer import Price
from compare.values.question import Quote
from compare.values.terms import Status
from tests.compare.decide import build

WATER = Peril("water", Decimal("0.2"), Exponential(Decimal(1500)), "flood", "excess", "limit")


def _paper(yearly: str, **terms: str) -> Paper:
    found = {**build.ALIKE, **terms}
    return Paper(
        Price(Money(Decimal(yearly), "CHF"), Per.YEAR),
        {key: build.term(value) for key, value in found.items() if value != "unknown"},
    )


def test_a_dearer_paper_with_a_higher_excess_costs_more_for_the_same_cover() -> None:
    found = check_renewal(_paper("500"), _paper("520", excess="425"), build.ATTRIBUTES, [WATER])
    assert found.price_change == Decimal("0.04")
    assert found.cover is CoverRelation.DOMINATED
    assert [change.attribute.key for change in found.changes] == ["excess"]
    assert found.unit is not None
    assert round(found.unit.benefit_change, 3) == Decimal("-0.110")
    assert round(found.unit.unit_price_change, 3) == Decimal("0.169")
    said = [say(sentence, "en") for sentence in renewal_sentences(found)]
    assert said[0] == "Premium +4.0\u00a0%, cover -11.0\u00a0%: for the same cover +16.9\u00a0%."


def test_where_the_cover_of_a_paper_is_unknown_only_the_price_is_said_and_the_attribute_named() -> (
    None
):
    found = check_renewal(_paper("500"), _paper("520", flood="unknown"), build.ATTRIBUTES, [WATER])
    assert found.unit is None
    assert found.unknown == ("flood",)
    assert found.changes[0].relation is Relation.UNKNOWN
    headline = next(iter(renewal_sentences(found)))
    assert headline.key == "renewal.price_only"
    for language in LANGUAGES:
        assert "flood" in say(headline, language)


def test_a_paper_in_another_currency_or_with_a_strange_term_is_refused() -> None:
    euros = Paper(Price(Money(Decimal(500), "EUR"), Per.YEAR), {})
    with pytest.raises(ValueError, match="cannot combine"):
        check_renewal(_paper("500"), euros, build.ATTRIBUTES)
    strange = Paper(_paper("500").price, {"moon": Status.COVERED})
    with pytest.raises(ValueError, match="found moon"):
        check_renewal(_paper("500"), strange, build.ATTRIBUTES)


def _quote(name: str, yearly: str, **given: object) -> Quote:
    price = Price(Money(Decimal(yearly), "CHF"), Per.YEAR)
    terms = {key: build.term(value) for key, value in build.ALIKE.items()}
    return Quote(name, price, terms=terms, **given)  # type: ignore[arg-type]


def _person(*quotes: Quote) -> Person:
    found = quotes_in_hand(quotes, build.ATTRIBUTES, {"age": 40}, build.TODAY, "mine")
    return Person(build.offer("mine", "600"), build.contract(), found.offers)


def test_quotes_in_hand_go_through_the_same_engine() -> None:
    found = answer(build.situation(_person(_quote("B", "500"), _quote("C", "640"))))
    assert found.verdict is VerdictKind.SWITCH_AT_RENEWAL
    assert found.people[0].chosen is not None
    assert found.people[0].chosen.offer.provider == "B"


def test_a_written_offer_of_the_own_provider_is_a_reason_to_call_it_first() -> None:
    found = answer(build.situation(_person(_quote("Mine", "505"), _quote("B", "500"))))
    assert found.verdict is VerdictKind.NEGOTIATE


def test_fees_and_cashback_of_a_quote_count_at_what_is_likely_to_be_received() -> None:
    quote = _quote(
        "B", "500", fees=Decimal(20), cashback=Decimal(60), cashback_probability=Decimal("0.5")
    )
    line = answer(build.situation(_person(quote))).people[0].lines[0]
    assert line.net_benefit.central == 110
    assert (line.net_benefit.low, line.net_benefit.high) == (80, 140)


def test_a_renewal_price_on_the_quote_counts_after_the_first_year() -> None:
    later = Price(Money(Decimal(700), "CHF"), Per.YEAR)
    line = (
        answer(build.situation(_person(_quote("B", "500", renewal_price=later)))).people[0].lines[0]
    )
    assert line.net_benefit.central == 100
    assert line.three_years.flat == 100 - 2 * 100


def test_quotes_compare_with_one_profile_and_within_seven_days_only() -> None:
    day = build.TODAY
    found = quotes_in_hand(
        [
            _quote("new", "500", quoted_on=day),
            _quote("week", "500", quoted_on=date(2026, 10, 26)),
            _quote("old", "500", quoted_on=date(2026, 10, 25)),
            _quote("other", "500", profile={"age": 41}),
        ],
        build.ATTRIBUTES,
        {"age": 40},
        day,
    )
    assert [offer.provider for offer in found.offers.offers] == ["new", "week"]
    assert [(left.provider, left.reason) for left in found.left_out] == [
        ("old", "dates_apart"),
        ("other", "another_profile"),
    ]


def test_a_fifth_quote_and_one_from_the_future_are_refused() -> None:
    five = [_quote(str(number), "500") for number in range(5)]
    with pytest.raises(ValueError, match="at most 4 quotes"):
        quotes_in_hand(five, build.ATTRIBUTES, {}, build.TODAY)
    tomorrow = _quote("B", "500", quoted_on=date(2026, 11, 3))
    with pytest.raises(ValueError, match="expected a date until"):
        quotes_in_hand([tomorrow], build.ATTRIBUTES, {}, build.TODAY)
