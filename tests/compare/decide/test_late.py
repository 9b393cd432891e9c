"""A notice that comes too late: the same cover under each action, and no word of staying."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from compare.decide.answer import answer
from compare.decide.person_answer import PersonAnswer
from compare.decide.sentences import because, verdict_sentence
from compare.decide.situation import Person, Situation
from compare.decide.verdict import ActionKind, Reason, VerdictKind
from compare.decide.wording import say
from compare.leaving.contract import contract_from
from compare.values.money import Money, Per
from compare.values.offer import Offer, Price
from tests.compare.decide import build
from tests.compare.leaving.rulebook import RULES

LATE, NEW_YEAR, JULY = date(2020, 12, 5), date(2021, 1, 1), date(2021, 7, 1)


def offer(provider: str, monthly: str, deductible: int = 300, plan: str = "base") -> Offer:
    found = build.offer(provider, "1", plan=plan, factors={"deductible": deductible})
    return replace(found, price=Price(Money(Decimal(monthly), "CHF"), Per.MONTH))


def situation(*offers: Offer, deductible: int = 300, today: date = LATE) -> Situation:
    """A Swiss contract of 500 a month in the standard model, asked about for the new year."""
    facts = {"model": "standard", "deductible": deductible, "arrears": False, "region": "BE"}
    mine = offer("mine", "500", deductible)
    person: Person = replace(
        build.person(mine, [*offers, mine]), contract=contract_from(facts, "CHF")
    )
    rules = replace(build.market(leaving=RULES), calendar="ch_health")
    return build.situation(person, rules=rules, today=today, start=NEW_YEAR)


def told(*offers: Offer, deductible: int = 300, today: date = LATE) -> PersonAnswer:
    return answer(situation(*offers, deductible=deductible, today=today)).people[0]


def test_half_a_year_late_gains_half_a_years_difference() -> None:
    person = told(offer("b", "420"))
    assert person.verdict.kind is VerdictKind.SWITCH_AT_RENEWAL
    line = person.chosen
    assert line is not None
    assert line.net_benefit.central == 6 * 80
    assert line.cash_flow.months == (Decimal(500),) * 6 + (Decimal(420),) * 6
    assert line.cash_flow.trail[-1].result == 6 * 500 + 6 * 420
    assert line.three_years.flat == 30 * 80
    way = next(way for way in person.ways.open if way.kind is ActionKind.SWITCH_AT_RENEWAL)
    assert way.first_day == JULY
    assert {blocked.kind for blocked in person.ways.blocked} == {ActionKind.SWITCH_NOW}


def test_in_time_the_whole_year_counts() -> None:
    line = told(offer("b", "420"), today=date(2020, 11, 10)).chosen
    assert line is not None
    assert line.net_benefit.central == 12 * 80


def test_it_says_when_the_notice_was_due_and_which_exit_is_next() -> None:
    person = told(offer("b", "420"))
    coverage = situation().coverage
    assert say(verdict_sentence(person, "CHF", coverage), "en").startswith("Move on 1 July 2021.")
    assert say(because(person, "CHF")[0], "en") == (
        "The notice for 1 January 2021 had to arrive by 30 November 2020. The next way out is "
        "30 June 2021; for it your notice must have arrived by 31 March 2021."
    )


def test_with_a_voluntary_deductible_the_next_exit_lies_beyond_the_year() -> None:
    person = told(offer("b", "420", 2500), deductible=2500)
    assert (person.verdict.kind, person.verdict.reason) == (
        VerdictKind.NOT_ENOUGH_DATA,
        Reason.BLOCKED,
    )
    assert person.ways.earliest_date == date(2022, 1, 1)
    said = [say(sentence, "en") for sentence in because(person, "CHF")]
    assert any(text.startswith("The notice for 1 January 2021 had to arrive by") for text in said)


def test_the_own_insurers_offer_is_considered_when_every_exit_is_shut() -> None:
    person = told(offer("mine", "400", 2500, plan="new"), offer("b", "380", 2500), deductible=2500)
    assert person.verdict.kind is VerdictKind.NEGOTIATE
    assert person.chosen is not None
    assert person.chosen.net_benefit.central == 12 * 100


def test_a_lower_deductible_needs_notice_even_at_the_own_insurer() -> None:
    lower = offer("mine", "400", 300)
    person = told(lower, deductible=2500)
    assert person.verdict.kind is VerdictKind.NOT_ENOUGH_DATA
    (left,) = person.left_out
    assert (left.reason, left.parameters["date"]) == ("lower_needs_notice", "2022-01-01")
    in_time = told(lower, deductible=2500, today=date(2020, 11, 10))
    assert in_time.verdict.kind is VerdictKind.NEGOTIATE


def test_a_higher_deductible_can_be_had_in_december_but_not_at_mid_year() -> None:
    at_own = told(offer("mine", "400", 2500), offer("b", "300", 2500))
    assert at_own.chosen is not None
    assert at_own.chosen.offer.provider == "mine"
    (left,) = at_own.left_out
    assert (left.provider, left.reason) == ("b", "higher_only_in_january")


def test_a_departure_within_a_month_counts_its_days() -> None:
    contract = {"end": date(2027, 1, 16), "start": date(2026, 1, 16)}
    person = build.person(build.offer("mine", "744"), [build.offer("b", "372")], contract=contract)
    line = answer(build.situation(person)).people[0].chosen
    assert line is not None
    assert line.net_benefit.central == 372 - 15
    assert sum(line.cash_flow.months) == 372 + 15


def test_days_between_two_contracts_are_said_and_gain_nothing() -> None:
    contract = {"end": date(2026, 12, 22)}
    person = build.person(build.offer("mine", "600"), [build.offer("b", "500")], contract=contract)
    found = answer(build.situation(person, today=date(2026, 11, 2))).people[0]
    assert found.lines[0].net_benefit.central == 100
    assert say(because(found, "CHF")[0], "en").startswith(
        "From 22 December 2026 to 31 December 2026 nothing would cover you, 10 days."
    )
