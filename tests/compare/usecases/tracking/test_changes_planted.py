"""The invented market's history comes out as it was planted: every event, and none other.

Cosmetic edits, renamed classes, reordered rows, broken pages and refusals lie in between.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import pairwise
from statistics import median_low
from typing import Any

import pytest
from django.core.management import call_command

from compare.store.models import Source
from compare.track.work_shift import Moved
from compare.usecases import demo
from compare.usecases.changes.told import NotThere, Wanted, changes
from compare.usecases.changes.work_moved import work_moved
from compare.usecases.collecting.replay import replay
from scrapers.samples import history

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("planted changes")]
MARKET = "xx-household"
EDITIONS = history.editions()
Planted = tuple[str, str, str, str, str, date, date]
WORSE = {
    "compulsory_excess": "excess_up",
    "water_damage_limit": "limit_down",
    "bicycle_theft": "limit_down",
    "claims_phone_hours": "hours_shorter",
    "counter": "work_shift",
    "waiting_period": "waiting_up",
    "flood": "cover_status",
    "admin_fee": "fee_added",
    "fire_levy": "fee_up",
}


@pytest.fixture(scope="module")
def found(editions: None) -> list[dict[str, Any]]:
    return changes(Wanted(market=MARKET))


def seen(key: str) -> Iterator[tuple[history.Insurer, history.Insurer]]:
    """An insurer in each two editions in a row in which its page could be read."""
    fine = [edition for edition in EDITIONS if history.page_state(key, edition) == "fine"]
    for before, after in pairwise(fine):
        yield history.insurer(key, before), history.insurer(key, after)


def planted_terms() -> Iterator[Planted]:
    for key in history.insurers():
        for old, new in seen(key):
            days = EDITIONS[old.edition], EDITIONS[new.edition]
            for one, other in zip(old.plans, new.plans, strict=True):
                for term, value in one.terms.items():
                    if other.terms[term] != value:
                        yield f"wm-{old.number}", one.own, term, value, other.terms[term], *days


def of_terms(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in found if each["subject"] and not each["kind"].startswith("price_")]


def test_every_planted_change_of_a_term_is_found_with_its_days_and_no_other(
    found: list[dict[str, Any]],
) -> None:
    told = [
        (
            *(each[name] for name in ("provider", "subject", "field", "old", "new")),
            date.fromisoformat(each["after"]),
            date.fromisoformat(each["no_later_than"]),
        )
        for each in of_terms(found)
    ]
    planted = sorted(planted_terms())
    assert len(planted) > 12
    assert sorted(told) == planted


def test_each_is_named_and_directed(found: list[dict[str, Any]]) -> None:
    for each in of_terms(found):
        if each["direction"] == "worse":
            assert each["kind"] == WORSE[each["field"]]
            assert each["cause"] == "provider"
    better = {(each["provider"], each["field"]) for each in found if each["direction"] == "better"}
    assert better == {("wm-110", "compulsory_excess"), ("wm-111", "bicycle_theft")}
    flood = [each for each in found if each["field"] == "flood" and each["new"] == "excluded"]
    assert [each["severity"] for each in flood] == ["major"]


def test_how_grave_each_is_follows_from_its_money_and_is_unrated_where_nobody_can_tell(
    found: list[dict[str, Any]],
) -> None:
    graded = {
        (each["provider"], each["subject"], each["field"]): each["severity"]
        for each in of_terms(found)
        if each["direction"] == "worse"
    }
    for field in ("claims_phone_hours", "waiting_period"):  # no payment turns on them
        assert {grave for (_, _, key), grave in graded.items() if key == field} <= {"unrated"}
    fees = [each for each in of_terms(found) if each["field"] == "admin_fee"]
    for each in fees:
        if each["direction"] == "worse":
            key = next(k for k in history.insurers() if each["provider"] == number(k))
            edition = next(e for e, d in EDITIONS.items() if d.isoformat() == each["no_later_than"])
            plan = next(p for p in history.insurer(key, edition).plans if p.own == each["subject"])
            premium = median_low(plan.premiums.values())
            share = (Decimal(each["new"]) - Decimal(each["old"])) / premium
            wanted = (
                "major"
                if share >= Decimal("0.05")
                else "moderate"
                if share >= Decimal("0.01")
                else "minor"
            )
            assert each["severity"] == wanted, (each, premium)
    priced = {
        grave
        for (_, _, key), grave in graded.items()
        if key in ("compulsory_excess", "water_damage_limit", "bicycle_theft")
    }
    assert priced <= {"major", "moderate", "minor"}
    assert priced


def number(key: str) -> str:
    return f"wm-{history.insurer(key, next(iter(EDITIONS))).number}"


def test_every_rise_of_a_plan_is_found_once_as_its_middle_cell_and_no_other(
    found: list[dict[str, Any]],
) -> None:
    planted = {}
    for key in history.insurers():
        for old, new in seen(key):
            for one, other in zip(old.plans, new.plans, strict=True):
                ratio = median_low(other.premiums[c] / one.premiums[c] for c in one.premiums)
                if ratio != 1:
                    day = EDITIONS[new.edition].isoformat()
                    planted[f"wm-{old.number}", one.own, day] = round(ratio - 1, 4)
    told = {
        (each["provider"], each["subject"], each["no_later_than"]): each["magnitude"]
        for each in found
        if each["kind"].startswith("price_")
    }
    assert len(planted) > 30
    assert {key: float(size) for key, size in told.items()} == {
        key: float(size) for key, size in planted.items()
    }


def test_what_the_law_sets_for_everybody_and_what_the_contract_says_is_no_news(
    found: list[dict[str, Any]],
) -> None:
    excused = {
        (
            each["provider"],
            each["subject"],
            each["field"].partition(" ")[0],
            each["no_later_than"],
        ): (
            each["doubt"],
            each["place"],
        )
        for each in found
        if each["doubt"]
    }
    by_law, agreed = ("market_wide", "quiet"), ("contractual", "quiet")
    assert excused == {
        ("wm-101", "HOME", "fire_levy", "2026-01-08"): by_law,
        ("wm-101", "PLUS", "fire_levy", "2026-01-08"): by_law,
        ("wm-101", "HOME", "price", "2025-01-08"): agreed,
        ("wm-101", "HOME", "price", "2026-01-08"): agreed,
    }


def test_a_takeover_is_said_of_the_insurer(found: list[dict[str, Any]]) -> None:
    told = [
        (each["provider"], each["field"], each["old"], each["new"], each["no_later_than"])
        for each in found
        if each["kind"] == "provider_changed"
    ]
    assert told == [
        ("wm-105", "group", "not_stated", "Brightwater Group", EDITIONS["2025-07"].isoformat())
    ]


def test_a_counter_that_closed_is_work_moved_to_the_customer_with_its_minutes(
    found: list[dict[str, Any]],
) -> None:
    told = [each for each in found if each["minutes_a_year"] is not None]
    assert [(each["kind"], each["provider"], each["minutes_a_year"]) for each in told] == [
        ("work_shift", "wm-103", 60)
    ]
    assert [each for each in found if each["kind"] == "work_shift"] == told
    assert [each["place"] for each in told] == ["news"]
    assert work_moved(MARKET, "wm-103") == Moved(60, is_least=False)
    assert work_moved(MARKET, "wm-101") is None


def test_both_sides_of_a_change_are_evidence_that_is_stored(found: list[dict[str, Any]]) -> None:
    for each in found:
        before, after = each["evidence"]["before"], each["evidence"]["after"]
        assert before.partition("#")[0] != after.partition("#")[0]
        assert len(before.partition("#")[0]) == 64


def test_reading_all_pages_again_changes_no_change(found: list[dict[str, Any]]) -> None:
    for source in demo.sources():
        replay(source)
    assert changes(Wanted(market=MARKET)) == found


def test_the_command_prints_what_is_asked_for(found: list[dict[str, Any]]) -> None:
    out = StringIO()
    call_command("changes", market=MARKET, kind="excess_up", since=date(2026, 1, 1), stdout=out)
    told = json.loads(out.getvalue())
    assert told == [
        each
        for each in found
        if each["kind"] == "excess_up" and each["no_later_than"] >= "2026-01-01"
    ]
    assert told
    table = StringIO()
    call_command("changes", source="xx_kestrel", format="csv", stdout=table)
    heading, *rows = table.getvalue().splitlines()
    assert heading.startswith("market,provider,subject,kind,field,old,new,unit,direction,magnitude")
    assert len(rows) == sum(each["provider"] == "wm-109" for each in found)


def test_what_no_page_may_show_is_told_to_the_operator_alone_and_said_to_be_so(
    found: list[dict[str, Any]],
) -> None:
    Source.objects.filter(key="xx_kestrel").update(shown=False)
    hidden = [each for each in found if each["provider"] == "wm-109"]
    assert hidden
    assert changes(Wanted(market=MARKET)) == [each for each in found if each not in hidden]
    out, warned = StringIO(), StringIO()
    call_command("changes", market=MARKET, stdout=out, stderr=warned)
    assert json.loads(out.getvalue()) == found
    assert warned.getvalue() == (
        "xx_kestrel: licence unknown, for tests only: publish none of it\n"
    )


def test_a_market_or_source_that_is_not_there_is_said() -> None:
    with pytest.raises(NotThere, match="--market: expected one of"):
        changes(Wanted(market="moon"))
    with pytest.raises(NotThere, match="--source: expected a source that was collected"):
        changes(Wanted(source="moon"))
    with pytest.raises(SystemExit, match="2"):
        call_command("changes", source="moon", stderr=StringIO())
