"""Instalments: their charge is in every sum, their rate beside it; and the paths of later years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from compare.decide.answer import answer
from compare.decide.document import document
from compare.decide.in_hand import quotes_in_hand
from compare.decide.line import Line
from compare.decide.offer_table import OfferTable
from compare.decide.sentences import also
from compare.decide.wording import say
from compare.values.money import Money, Per
from compare.values.offer import Instalments, Offer, Price
from compare.values.question import Quote
from tests.compare.decide import build

PARTS = Instalments(12, Decimal(55))


def in_parts(offer: Offer) -> Offer:
    return replace(offer, instalments=PARTS)


def line_of(present: Offer, *offers: Offer) -> Line:
    line = answer(build.situation(build.person(present, offers))).people[0].chosen
    assert line is not None
    return line


def test_the_charge_of_the_own_instalments_is_saved_by_moving() -> None:
    line = line_of(in_parts(build.offer("mine", "600")), build.offer("b", "500"))
    assert line.net_benefit.central == 660 - 500


def test_the_charge_of_the_offered_instalments_is_in_the_sum_and_in_its_steps() -> None:
    line = line_of(build.offer("mine", "800"), in_parts(build.offer("b", "600")))
    assert line.net_benefit.central == 800 - 660
    assert line.cash_flow.total == 660
    (step,) = (step for step in line.cash_flow.trail if step.key == "instalments")
    assert step.result == 60
    assert step.inputs["apr_percent"] == pytest.approx(Decimal("23.62"), abs=Decimal("0.006"))


def test_the_rate_is_shown_beside_the_money() -> None:
    present, other = build.offer("mine", "800"), in_parts(build.offer("b", "600"))
    found = answer(build.situation(build.person(present, [other])))
    shown = document(found)["persons"][0]["offers"][0]["instalments"]
    assert shown == {"charge": "60.00", "apr_percent": "23.62"}
    said = [say(sentence, "en") for sentence in also(found, found.people[0])]
    assert any(
        text.endswith("like a loan at 24\N{NO-BREAK SPACE}%. It is in the sum.") for text in said
    )


def test_a_quote_in_hand_may_be_paid_in_parts() -> None:
    quote = Quote("A letter", Price(Money(Decimal(600), "CHF"), Per.YEAR), instalments=PARTS)
    table = quotes_in_hand([quote], build.ATTRIBUTES, {}, build.TODAY).offers
    assert table.offers[0].per_year == 660
    assert int(table.yearly[0]) == 660_000_000


def test_parts_that_pay_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one instalment above 0"):
        Instalments(0, Decimal(55))


def test_a_later_price_is_paid_in_the_same_parts() -> None:
    offer = in_parts(build.offer("b", "600"))
    table = OfferTable.of(
        build.ATTRIBUTES, [offer], renewal={0: Price(Money(Decimal(700), "CHF"), Per.YEAR)}
    )
    person = replace(build.person(build.offer("mine", "900"), []), offers=table)
    rules = build.market(horizon_months=24)
    line = answer(build.situation(person, rules=rules)).people[0].chosen
    assert line is not None
    assert line.net_benefit.central == 1800 - 660 - 770


def test_the_walk_is_the_providers_own_gap_where_it_is_known() -> None:
    present, other = build.offer("mine", "600"), build.offer("b", "500")
    one = build.situation(build.person(present, [other]))
    known = replace(one, walks={"b": Decimal("0.10")})
    line = answer(known).people[0].chosen
    assert line is not None
    assert line.three_years.walk == 3 * 600 - 500 - 2 * 550
    assert line.three_years.flat == 300


def test_without_a_gap_the_markets_history_drives_the_walk_and_one_period_is_too_little() -> None:
    present, other = build.offer("mine", "600"), build.offer("b", "500")
    person = build.person(present, [other])
    lost = {"x": Decimal(400), "y": Decimal(600)}
    won = {"x": Decimal(600), "y": Decimal(400)}
    short = answer(build.situation(person, history=(lost, won))).people[0].chosen
    long = answer(build.situation(person, history=(lost, won, won))).people[0].chosen
    assert short is not None
    assert long is not None
    assert short.three_years.walk is None
    assert long.three_years.walk == 3 * 600 - 500 - 2 * 550


def test_fees_outside_the_price_are_said_as_a_share_of_it() -> None:
    price = Price(Money(Decimal(500), "CHF"), Per.YEAR)
    quote = Quote("A letter", price, terms=build.offer("x", "1").terms, fees=Decimal(35))
    held = quotes_in_hand([quote], build.ATTRIBUTES, {}, build.TODAY)
    person = replace(build.person(build.offer("mine", "700"), []), offers=held.offers)
    line = answer(build.situation(person)).people[0].chosen
    assert line is not None
    assert line.net_benefit.central == 700 - 535
    assert line.drip is not None
    assert (line.drip.total.amount, line.drip.ratio) == (535, Decimal("0.07"))
