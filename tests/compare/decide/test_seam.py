"""The days between two contracts: an exposure where nothing covers, a cost where both are paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from compare.decide.answer import answer
from compare.decide.document import document
from compare.decide.person_answer import PersonAnswer
from compare.decide.seam import uninsured_loss
from compare.decide.sentences import because, verdict_sentence
from compare.decide.situation import Bound, LossModel, OutOfPocket, Situation
from compare.decide.verdict import ActionKind, Reason, VerdictKind
from compare.decide.ways_out import WayOut
from compare.decide.wording import LANGUAGES, say
from compare.values.estimate import Estimate
from tests.compare.decide import build

D = Decimal
ENDS_BEFORE = {"end": date(2026, 12, 22)}  # ten days before the new cover begins


def situation(price: str = "400", **given: Any) -> Situation:
    offers = [build.offer("b", price, terms=given.pop("terms", {})), build.offer("mine", "600")]
    return build.situation(build.person(offers[1], offers, **given))


def way(person: PersonAnswer) -> WayOut:
    return next(w for w in person.ways.open if w.kind is ActionKind.SWITCH_AT_RENEWAL)


def test_uncovered_days_cost_what_a_year_without_cover_is_expected_to() -> None:
    without = answer(situation(losses=(build.excess_model(),))).people[0].chosen
    person = answer(situation(contract=ENDS_BEFORE, losses=(build.excess_model(),))).people[0]
    line, expected = person.chosen, D(150) * 10 / 365
    assert line is not None
    assert without is not None
    assert without.net_benefit.central - line.net_benefit.central == pytest.approx(expected)
    assert [(item.key, item.cost.central) for item in way(person).costs] == [("gap", expected)]
    step = next(step for step in line.cash_flow.trail if step.key == "gap")
    assert (step.result, step.inputs["days"], step.reference) == (expected, 10, "test")


def test_where_no_loss_is_stated_uncovered_days_are_not_known_and_nothing_is_advised() -> None:
    found = answer(situation(contract=ENDS_BEFORE))
    person = found.people[0]
    assert (person.verdict.kind, person.verdict.reason) == (
        VerdictKind.NOT_ENOUGH_DATA,
        Reason.UNCERTAIN,
    )
    assert way(person).exposed
    assert way(person).costs == ()
    assert say(verdict_sentence(person, "CHF", found.coverage), "en") == (
        "We cannot tell yet: between the two contracts nothing would cover you, and nobody states "
        "what that could cost. Let the new cover begin when the old one ends."
    )
    assert say(because(person, "CHF")[0], "en") == (
        "From 22 December 2026 to 31 December 2026 nothing would cover you, 10 days. What could "
        "happen then is in no sum; let the new cover begin when the old one ends."
    )
    assert document(found)["persons"][0]["actions"][0]["exposed"] is True


def test_better_cover_is_not_advised_across_days_of_unknown_cost() -> None:
    better = {"limit": "60000"}
    assert answer(situation("600", terms=better)).verdict is VerdictKind.SWITCH_AT_RENEWAL
    exposed = answer(situation("600", terms=better, contract=ENDS_BEFORE))
    assert (exposed.verdict, exposed.reason) == (VerdictKind.NOT_ENOUGH_DATA, Reason.UNCERTAIN)


def test_staying_needs_no_word_on_uncovered_days() -> None:
    assert answer(situation("700", contract=ENDS_BEFORE)).verdict is VerdictKind.STAY


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_uncovered_days_are_expected_to_cost(language: str) -> None:
    person = answer(situation(contract=ENDS_BEFORE, losses=(build.excess_model(),))).people[0]
    assert "4.11" in say(because(person, "CHF")[0], language).replace(",", ".")


def test_losses_of_several_terms_may_be_the_same_events() -> None:
    limit = LossModel("limit", Bound.LIMIT, D("0.02"), D(4000), "test")
    person = build.person(None, [], losses=(build.excess_model(), limit))
    assert uninsured_loss(person) == Estimate(D(150), D(230), D(230))
    assert uninsured_loss(build.person(None, [])) is None


def test_scenarios_without_cover_are_borne_whole() -> None:
    rule: OutOfPocket = build.swiss(("0.5", "0"), ("0.5", "4000"))
    person = build.person(None, [], out_of_pocket=rule)
    assert uninsured_loss(person) == Estimate(D(0), D(2000), D(4000))


def test_days_paid_twice_are_in_the_sum() -> None:
    person = answer(situation(contract={"overlap_days": 73})).people[0]
    line = person.chosen
    assert line is not None
    assert line.net_benefit.central == 600 - 400 - 120
    step = next(step for step in line.cash_flow.trail if step.key == "overlap")
    assert (step.result, step.inputs["days"]) == (D(120), 73)


def test_negotiating_leaves_no_days_between() -> None:
    one = situation(contract={"overlap_days": 73})
    person = answer(one).people[0]
    assert person.ways.open[0].kind is ActionKind.NEGOTIATE
    assert person.ways.open[0].costs == ()
