"""Whole answers: situations in a sentence each, and what holds for all of them."""

from __future__ import annotations

import json
import random
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cost.time_cost import hassle
from compare.cover.relation import CoverRelation, Relation
from compare.decide.answer import answer, verdict_of
from compare.decide.document import document
from compare.decide.offer_table import OfferTable
from compare.decide.sentences import headline
from compare.decide.situation import Situation
from compare.decide.verdict import Reason, VerdictKind
from compare.decide.wording import LANGUAGES, say
from compare.quality.figures import Band, BandFigure, Kind, Measure
from compare.quality.state import ServiceState
from compare.values.money import Money
from compare.values.offer import Offer
from tests.compare.decide import build

ANSWERS = Path(__file__).parent / "situations" / "answers.toml"
CASES: list[dict[str, Any]] = tomllib.loads(ANSWERS.read_text("utf-8"))["case"]
STAYS = (VerdictKind.STAY, VerdictKind.NO_BETTER_PROVIDER)


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_the_answer_is(case: dict[str, Any]) -> None:
    found = answer(build.from_table(case))
    person = found.people[0]
    chosen = person.chosen.offer.provider if person.chosen else None
    assert (found.verdict, found.reason, chosen) == (
        case["verdict"],
        case.get("reason"),
        case.get("chosen"),
    )
    if "gain" in case:
        assert person.chosen is not None
        assert person.chosen.net_benefit.central == Decimal(case["gain"])
    if "forgone" in case:
        assert person.best is not None
        assert person.best.net_benefit.central == Decimal(case["forgone"])
    if "loyalty_gap" in case:
        assert person.loyalty_gap == Decimal(case["loyalty_gap"])
    if "left_out" in case:
        assert [left.reason for left in person.left_out] == case["left_out"]
    if "find_out" in case:
        assert [asked.what for asked in person.find_out] == case["find_out"]
    if "guards" in case:
        assert [guard.key for guard in person.ways.guards] == case["guards"]
    if "earliest" in case:
        assert person.ways.earliest_date == case["earliest"]


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_the_verdict_alone_is_that_of_the_answer(case: dict[str, Any]) -> None:
    found = answer(build.from_table(case))
    assert verdict_of(build.from_table(case)) == (found.verdict, found.reason)


def test_every_verdict_and_every_reason_has_its_situation() -> None:
    assert {case["verdict"] for case in CASES} == set(VerdictKind)
    assert {case["reason"] for case in CASES if "reason" in case} == set(Reason)


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_every_answer_can_be_printed_and_said_in_every_language(case: dict[str, Any]) -> None:
    found = answer(build.from_table(case))
    plain = document(found)
    assert json.loads(json.dumps(plain)) == plain
    for language in LANGUAGES:
        printed = document(found, language)
        assert printed["sentence"]["text"] == say(headline(found), language)
        assert "{" not in json.dumps([s["text"] for s in printed["persons"][0]["because"]])


def test_a_typed_hour_counts_at_the_published_share_and_its_range() -> None:
    preferences = {"hours": Decimal("2.5"), "value_of_hour": Decimal(18)}
    person = build.person(build.offer("mine", "600"), [build.offer("b", "500")])
    found = answer(build.situation(person, preferences=preferences))
    assert found.effort.cost == build.estimate("15.75", "22.5", "27")
    assert found.net_benefit == build.estimate("73", "77.5", "84.25")


@pytest.mark.parametrize(
    ("others", "says"),
    [
        (["600", "700"], "Nobody asks less than you pay now; B0 asks the same."),
        (["640", "700"], "Nobody asks less than you pay now; B0 asks CHF 40 a year more."),
        (["590", "700"], "B0 asks CHF 10 a year less than you pay now."),
    ],
)
def test_who_pays_the_least_is_told_so(others: list[str], says: str) -> None:
    every = [build.offer(f"b{at}", price) for at, price in enumerate(others)]
    found = answer(build.situation(build.person(build.offer("mine", "600"), every)))
    facts = [fact["text"] for fact in document(found, "en")["persons"][0]["because"]]
    assert facts[0].replace("\xa0", " ") == says


# --- what holds for every market --------------------------------------------------------------


@st.composite
def offers(draw: st.DrawFn) -> list[Offer]:
    """A few offers around 600 a year, of covers that may differ."""
    return [
        build.offer(
            f"p{number}",
            f"{draw(st.integers(30_000, 90_000)) / 100:.2f}",
            terms={
                "limit": draw(st.sampled_from(["50000", "60000", "unknown"])),
                "flood": draw(st.sampled_from(["covered", "covered", "excluded"])),
            },
        )
        for number in range(draw(st.integers(1, 6)))
    ]


PRESENT = build.offer("mine", "600")


def _situation(found: list[Offer], **given_: Any) -> Situation:
    return build.situation(build.person(PRESENT, [*found, PRESENT]), **given_)


@given(offers())
def test_a_trade_off_speaks_of_an_offer_that_gives_something_up_and_says_what(
    found: list[Offer],
) -> None:
    given_ = answer(_situation(found))
    person = given_.people[0]
    if person.verdict.kind is not VerdictKind.TRADE_OFF:
        return
    spoken_of = person.lines[0]
    assert spoken_of.cover.keys(Relation.WORSE)
    assert spoken_of.cover.relation is not CoverRelation.UNDETERMINED
    for language in LANGUAGES:
        assert ": ." not in say(headline(given_), language)


def test_a_trade_off_does_not_speak_of_a_cheaper_offer_of_which_too_little_is_known() -> None:
    cheapest = build.offer("a", "400", terms={"flood": "unknown"})
    smaller = build.offer("b", "450", terms={"flood": "excluded"})
    found = answer(build.situation(build.person(build.offer("mine", "600"), [cheapest, smaller])))

    assert found.verdict is VerdictKind.TRADE_OFF
    assert [line.offer.provider for line in found.people[0].lines][:2] == ["b", "a"]
    assert say(headline(found), "en").startswith(
        "You can pay CHF\xa0150 less if you accept less: f"
    )


def test_an_uncertain_gain_is_that_of_an_offer_of_which_the_cover_is_known() -> None:
    found = answer(
        build.from_table(
            {
                "present": {"yearly": "600"},
                "offers": [
                    {"provider": "a", "yearly": "400", "terms": {"flood": "unknown"}},
                    {"provider": "b", "yearly": "500"},
                ],
                "market": {"income": "55"},
            }
        )
    )

    assert found.reason is Reason.UNCERTAIN
    assert found.people[0].lines[0].offer.provider == "b"


def test_a_trade_off_names_service_that_is_worse_beside_the_cover_that_is() -> None:
    counted = {"mine": [300, 1000], "b": [600, 1000]}
    found = answer(
        build.from_table(
            {
                "present": {"yearly": "600"},
                "offers": [{"provider": "b", "yearly": "450", "terms": {"flood": "excluded"}}],
                "upheld": counted,
            }
        )
    )

    assert "service" in say(headline(found), "en")
    assert "lood" in say(headline(found), "en")


@given(offers(), st.integers(0, 99))
def test_the_order_of_the_offers_changes_nothing(found: list[Offer], seed: int) -> None:
    shuffled = found.copy()
    random.Random(seed).shuffle(shuffled)
    one, other = answer(_situation(found)), answer(_situation(shuffled))
    assert (one.verdict, one.reason, one.net_benefit) == (
        other.verdict,
        other.reason,
        other.net_benefit,
    )
    chosen = [a.people[0].chosen.id if a.people[0].chosen else None for a in (one, other)]
    assert chosen[0] == chosen[1]


@given(offers())
def test_other_names_give_the_same_verdict(found: list[Offer]) -> None:
    renamed = [replace(o, provider=f"z{o.provider}", provider_name="X") for o in reversed(found)]
    one, other = answer(_situation(found)), answer(_situation(renamed))
    assert (one.verdict, one.reason, one.net_benefit) == (
        other.verdict,
        other.reason,
        other.net_benefit,
    )


@given(offers(), st.integers(1, 5_000))
def test_a_dearer_copy_of_an_offer_is_never_advised_before_it(
    found: list[Offer], more: int
) -> None:
    first = found[0]
    dearer = build.offer("copy", str(first.per_year + Decimal(more) / 100))
    copied = replace(dearer, terms=first.terms)
    chosen = answer(_situation([*found, copied])).people[0].chosen
    assert chosen is None or chosen.offer.provider != "copy"


@given(offers())
def test_what_one_sees_too_little_of_never_reads_as_stay(found: list[Offer]) -> None:
    dearest = sorted(found, key=lambda o: o.per_year)[len(found) // 2 :]
    seen = answer(_situation(dearest, coverage={"open": 10, "fresh": 3}))
    assert seen.verdict not in STAYS


@given(offers(), st.sampled_from([2, 5, 10]))
def test_costs_scale_with_the_currency(found: list[Offer], factor: int) -> None:
    def scaled(one: Offer) -> Offer:
        return replace(one, price=replace(one.price, money=one.price.money * factor))

    table = OfferTable.of(build.ATTRIBUTES, [scaled(o) for o in found])
    person = replace(build.person(scaled(PRESENT), []), offers=table)
    rules = build.market()
    limits = replace(
        rules.threshold, least=rules.threshold.least * factor, most=rules.threshold.most * factor
    )
    large = answer(build.situation(person, rules=replace(rules, threshold=limits)))
    small = answer(_situation(found))
    assert large.verdict is small.verdict
    if small.net_benefit:
        assert large.net_benefit
        assert large.net_benefit.central == small.net_benefit.central * factor


@given(offers(), st.sampled_from(["0", "18", "37.72"]))
def test_the_columns_equal_the_exact_sum_to_the_cent(found: list[Offer], income: str) -> None:
    given_ = answer(_situation(found, market={"income": income}))
    cost = hassle(build.estimate("1", "2.5", "5"), Decimal(income), build.estimate("0.5")).central
    for line in given_.people[0].lines:
        expected = PRESENT.per_year - line.offer.per_year - cost
        assert abs(line.net_benefit.central - expected) < Decimal("0.005")
        assert abs(_from_columns(given_, line.id) - expected) < Decimal("0.005")


def _from_columns(found: Any, offer: str) -> Decimal:
    """The net benefit on which the verdict was decided, where that offer was in it."""
    person = found.people[0]
    acting = {action.id: action.nb.central for action in person.verdict.admissible}
    line = next(line for line in person.lines if line.id == offer)
    return acting.get(offer, line.net_benefit.central)


# --- households, perils, time -----------------------------------------------------------------


def test_any_person_who_should_move_makes_it_a_move_of_the_household() -> None:
    cheap, dear = build.offer("b", "500"), build.offer("b", "640")
    mover, stayer = build.person(PRESENT, [cheap]), build.person(PRESENT, [dear])
    found = answer(build.situation(stayer, mover, mover, stayer))
    assert found.verdict is VerdictKind.SWITCH_AT_RENEWAL
    assert (found.movers, len(found.people)) == (2, 4)
    assert found.net_benefit is not None
    assert found.net_benefit.central == 200
    gain = headline(found).parameters["gain"]
    assert isinstance(gain, Money)
    assert gain.amount == 200


def test_the_hours_of_a_move_are_shared_equally_by_the_household() -> None:
    one = build.person(PRESENT, [build.offer("b", "500")])
    preferences = {"hours": Decimal(4), "value_of_hour": Decimal(10)}
    alone = answer(build.situation(one, preferences=preferences))
    together = answer(build.situation(one, one, preferences=preferences))
    assert alone.net_benefit is not None
    assert together.net_benefit is not None
    assert alone.net_benefit.central == 80
    assert together.net_benefit.central == 180


def test_a_deductible_is_turned_into_money_and_not_counted_again_as_cover() -> None:
    rule = build.swiss(("0.4", "0"), ("0.4", "1000"), ("0.2", "8000"))
    present = build.offer("mine", "5000", factors={"deductible": "300"})
    other = build.offer("b", "3460", factors={"deductible": "2500"})
    found = answer(build.situation(build.person(present, [other], out_of_pocket=rule)))
    line = found.people[0].lines[0]
    assert line.saving.central == 348 - 1010
    assert line.net_benefit.central == 5000 - 3460 - 662
    assert line.net_benefit.low == 5000 - 3460 - 2050
    assert found.verdict is VerdictKind.NOT_ENOUGH_DATA
    assert found.reason is Reason.UNCERTAIN


def test_an_excess_with_a_model_of_losses_is_money_and_no_longer_a_worse_cover() -> None:
    other = build.offer("b", "500", terms={"excess": "500"})
    plain = answer(build.situation(build.person(PRESENT, [other])))
    priced = answer(build.situation(build.person(PRESENT, [other], losses=(build.excess_model(),))))
    assert plain.verdict is VerdictKind.TRADE_OFF
    assert priced.verdict is VerdictKind.SWITCH_AT_RENEWAL
    assert priced.net_benefit is not None
    assert round(priced.net_benefit.central, 2) == Decimal("80.51")


def test_every_offer_within_theta_of_the_best_is_named() -> None:
    found = [build.offer(name, price) for name, price in (("b", "500"), ("c", "529"), ("d", "530"))]
    person = answer(_situation(found)).people[0]
    assert [near.name for near in person.near_best] == ["B", "C"]


def test_at_most_five_offers_are_shown_and_each_other_one_says_what_beat_it() -> None:
    found = [build.offer(f"p{number}", str(500 + number)) for number in range(9)]
    person = answer(_situation(found)).people[0]
    assert len(person.lines) == 5
    assert person.removals is not None
    removed = list(person.removals)
    assert len(removed) == 4
    assert {each.by for each in removed} == {"p0/base"}
    assert [each.cheaper_by for each in removed] == [5_000_000, 6_000_000, 7_000_000, 8_000_000]


def test_rows_that_are_the_same_for_all_are_folded_and_counted() -> None:
    found = [build.offer("b", "500", terms={"limit": "60000"}), build.offer("c", "510")]
    rows = answer(_situation(found)).people[0].rows
    assert [row.attribute.key for row in rows.differing] == ["limit"]
    assert len(rows.identical) == 2


def test_a_lead_that_never_lasted_is_worth_one_year_only() -> None:
    history = (
        {"a": Decimal(500), "b": Decimal(600)},
        {"a": Decimal(700), "b": Decimal(500)},
        {"a": Decimal(500), "b": Decimal(700)},
    )
    line = answer(_situation([build.offer("b", "500")], history=history)).people[0].lines[0]
    assert line.three_years.flat == 300
    assert line.three_years.walk == 100
    assert line.three_years.reshop == 300


def test_prices_in_two_currencies_are_refused() -> None:
    foreign = build.offer("b", "500", currency="EUR")
    with pytest.raises(ValueError, match="expected every price in CHF, found CHF, EUR"):
        answer(build.situation(build.person(PRESENT, [foreign])))


def test_an_answer_to_a_guard_that_the_market_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="this market's guards"):
        answer(_situation([], preferences={"guards": {"moon": True}}))


def test_a_horizon_of_no_month_is_refused() -> None:
    with pytest.raises(ValueError, match="a horizon of at least a month, found 0"):
        build.market(horizon_months=0)


def test_a_whole_band_between_two_providers_is_evidence_and_adjacent_bands_are_none() -> None:
    measure = Measure("accepted", Kind.BAND, "accepted", "claims", higher_is_better=True)

    def band(provider: str, low: str, high: str) -> BandFigure:
        return BandFigure(provider, measure, Band(Decimal(low), Decimal(high)))

    offers = [build.offer("mine", "600"), build.offer("far", "600"), build.offer("next", "600")]
    bands = (
        band("mine", "0.80", "0.85"),
        band("far", "0.90", "0.95"),
        band("next", "0.85", "0.90"),
    )
    one = build.situation(build.person(offers[0], offers))
    found = answer(replace(one, bands=bands)).people[0]
    states = {line.offer.provider: line.service.state for line in found.lines}
    assert states == {"far": ServiceState.BETTER, "next": ServiceState.NO_EVIDENCE}
    assert found.chosen is not None
    assert found.chosen.offer.provider == "far"
