"""The whole fictional market, collected over real HTTP, is in the store as it was planted."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from compare.store.models import Capture, Plan, RunState, Source, SourceState
from compare.store.selectors import attributes, prices, terms
from compare.usecases import demo
from compare.usecases.answering.answer import answer
from compare.usecases.answering.situation import walks
from compare.usecases.asking import question
from compare.usecases.market.statement import statement
from compare.usecases.offers.eligible import offers
from compare.usecases.offers.found import Search
from compare.values.missing import Missing
from compare.values.money import MICROS
from compare.values.terms import Restricted
from scrapers.samples import ASKED, QUESTION, history, shelves

EDITIONS = history.editions()
FINE = [
    (key, edition)
    for key in history.insurers()
    for edition in EDITIONS
    if history.page_state(key, edition) == "fine"
]


pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo collected")]


@pytest.fixture(scope="module")
def steps(editions: list[demo.Step]) -> list[demo.Step]:
    """All editions, collected once for all tests that read them."""
    return editions


def written(value: object) -> str:
    match value:
        case Restricted(condition):
            return f"restricted: {condition}"
        case Missing():
            return value.value
    return str(value)


def test_every_source_is_collected_in_every_edition(steps: list[demo.Step]) -> None:
    assert len(steps) == demo.length() == 6 * 14
    assert [step.edition for step in steps] == sorted(step.edition for step in steps)


def test_only_what_was_planted_to_go_wrong_goes_wrong(steps: list[demo.Step]) -> None:
    wanted = {"broken": SourceState.HELD_BACK, "wall": SourceState.UNREADABLE}
    wanted["refused"] = SourceState.BLOCKED
    for step in steps:
        assert step.report
        key = step.source.removeprefix(demo.PREFIX)
        planted = (
            shelves.page_state(step.edition)
            if key == shelves.KEY
            else history.page_state(key, step.edition)
        )
        assert step.report.source_state == wanted.get(planted, SourceState.OK), step
        assert (step.report.state == RunState.STORED) == (planted == "fine")
        assert step.report.refused_count == 0


@pytest.mark.parametrize(("key", "edition"), FINE)
def test_every_premium_is_valid_from_the_day_it_was_seen(
    steps: list[demo.Step], key: str, edition: str
) -> None:
    insurer = history.insurer(key, edition)
    planted = {
        (plan.own, cell): premium * MICROS
        for plan in insurer.plans
        for cell, premium in plan.premiums.items()
    }
    cells = {cell for _, cell in planted}
    rows = prices.offers_in_cells("xx-household", cells, EDITIONS[edition], None)
    found = {
        (row.plan, row.cell): row.micros for row in rows if row.provider == f"wm-{insurer.number}"
    }
    assert found == planted


@pytest.mark.parametrize(("key", "edition"), FINE)
def test_every_term_is_valid_from_the_day_it_was_seen(
    steps: list[demo.Step], key: str, edition: str
) -> None:
    insurer = history.insurer(key, edition)
    for plan in insurer.plans:
        row = Plan.objects.get(provider__key=f"wm-{insurer.number}", key=plan.own)
        found = terms.of_plans([row.pk], EDITIONS[edition], None)[row.pk]
        planted = {key: value for key, value in plan.terms.items() if value != "not_stated"}
        assert {key: written(value) for key, value in found.items()} == planted


def test_a_takeover_is_dated(steps: list[demo.Step]) -> None:
    def group(day: date) -> str | None:
        return attributes.said_by("xx_fernhill", day, None).get("wm-105", {}).get("group")

    assert group(date(2025, 7, 7)) is None
    assert group(date(2025, 7, 8)) == "Brightwater Group"


def test_a_page_in_new_dress_changes_no_value(steps: list[demo.Step]) -> None:
    dressed = next(s.report for s in steps if (s.source, s.edition) == ("xx_corbel", "2024-07"))
    assert dressed
    assert dressed.pages[0].outcome == "read"
    assert {name for name, count in dressed.outcomes.items() if count} == {"unchanged"}


def test_a_corrected_count_is_a_correction_and_no_change(steps: list[demo.Step]) -> None:
    report = next(s.report for s in steps if (s.source, s.edition) == ("xx_regulator", "2026-01"))
    assert report
    assert (report.outcomes["corrected"], report.outcomes["changed"]) == (1, 0)


def test_the_demo_a_second_time_asks_nobody_and_adds_nothing(steps: list[demo.Step]) -> None:
    captures = Capture.objects.count()
    assert all(step.report is None for step in demo.collect_editions())
    assert Capture.objects.count() == captures


def test_evidence_keeps_the_invented_address_and_the_robots_decision(
    steps: list[demo.Step],
) -> None:
    hosts = {capture.address.split("/")[2] for capture in Capture.objects.all()}
    assert all(host.endswith(".example") for host in hosts)
    assert "ironbridge.example" not in hosts
    assert Source.objects.get(key="xx_ironbridge").state == SourceState.BLOCKED


def test_the_statement_counts_moves_although_contracts_run_for_a_year(
    steps: list[demo.Step],
) -> None:
    """Without the end of a contract every way out would be blocked, and nobody could gain."""
    found = statement("xx-household", date(2026, 7, 8))
    shares = {scope: Decimal(each["share"]) for scope, each in found["share_improvable"].items()}
    assert 0 < shares["like_for_like"] < shares["flexible"] < 1
    assert Decimal(found["best_gain"]) > 0


@pytest.mark.parametrize(
    ("provider", "plan", "verdict"),
    [
        ("wm-101", "HOME", "SWITCH_AT_RENEWAL"),
        ("wm-104", "direct", "STAY"),
        ("wm-103", "CF-H1", "TRADE_OFF"),
    ],
)
def test_the_market_holds_a_case_for_several_verdicts(
    steps: list[demo.Step], provider: str, plan: str, verdict: str
) -> None:
    asked = json.loads(QUESTION.read_text(encoding="utf-8"))
    asked["present"] |= {"provider": provider, "plan": plan}
    assert answer(question.read(asked, date(2026, 7, 8)))["verdict"] == verdict


def test_the_later_years_rise_as_each_insurer_says_itself(steps: list[demo.Step]) -> None:
    """A rise that is not stated is not known: the insurer has no entry, and never a zero."""
    asked = json.loads(QUESTION.read_text(encoding="utf-8"))
    search = Search(question.read(asked, date(2026, 7, 8)))
    stated: dict[str, set[str]] = {}
    for key in history.insurers():
        insurer = history.insurer(key, list(EDITIONS)[-1])
        stated[f"wm-{insurer.number}"] = {plan.terms["renewal_rise"] for plan in insurer.plans}
    found = walks(search)
    assert {"0", "15", "9", "not_stated"} <= set().union(*stated.values())
    assert found
    for provider in {offer.provider for person in search.people for offer in person.offers}:
        rises = {Decimal(each) / 100 for each in stated[provider] if each != "not_stated"}
        assert found.get(provider) == max(rises, default=None)


def test_a_price_that_was_not_seen_for_two_years_is_no_offer(steps: list[demo.Step]) -> None:
    """A cookie wall has hidden Harrow since 2025-01: its price of 2024 says nothing of 2026."""
    asked = json.loads(QUESTION.read_text(encoding="utf-8"))
    found = offers(question.read(asked, date(2026, 7, 8))).to_dict()
    assert "wm-107" not in {offer["provider"] for offer in found["offers"]}
    assert set(found["coverage"]["missing"]) == {"wm-107", "wm-108"}


def test_the_demo_says_in_words_what_its_question_asks() -> None:
    asked = json.loads(QUESTION.read_text(encoding="utf-8"))
    insurer = history.insurer("alder", "2026-07")
    assert asked["present"]["provider"] == f"wm-{insurer.number}"
    assert (asked["household"], asked["wanted"]) == (
        {"size": "medium", "region": "coast"},
        {"excess": [150]},
    )
    plan = next(plan for plan in insurer.plans if plan.own == asked["present"]["plan"])
    for words in (insurer.name, plan.name, f"XTS {plan.premiums['medium', 'coast', '150']}"):
        assert words in ASKED
