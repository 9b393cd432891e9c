"""Electricity in Sydney: what was worked by hand from the raw files, and the whole of them.

Amounts are cents without GST. 3,900 kWh a year, used evenly.

Worked by hand, flat (ORI429196MRE1@EME, Origin Basic, 20 June 2023): 0.8048 x 365 = 293.752, and
0.2771 x 3900 = 1080.69: 1374.442, with a tenth of GST 1511.8862: 1511.89. (The regulator's reference
price of that year, 1,512 for the same use, says that it is without GST.)

Worked by hand, blocks a month and discounts (GLO488690MRE1@EME, 20 June 2023): 0.64 x 365 = 233.60.
No month reaches 608.33 kWh: 0.248 x 3900 = 967.20; 1200.80, with GST 1320.88 for everybody. 1 % for
direct debit and 2 % for paying on time are taken of both: 1200.80 x 0.97 x 1.1 = 1281.2536: 1281.25.
With 9,125 kWh (25 a day) every month passes 608.33: 7299.96 x 0.248 = 1810.39008 and 1825.04 x 0.45 =
821.268, with 233.60 2865.25808, with GST 3151.783888: 3151.78.

Worked by hand, time of use (MOM488491SRE3@EME, 20 June 2023): of the 168 hours of a week 30 are peak
(Monday to Friday, 14 to 20), 63 off-peak (22 to 7), 75 shoulder: (30 x 0.5003 + 63 x 0.1821 + 75 x
0.2021) / 168 = 0.24785 a kWh, 966.615; with 0.9909 x 365 = 361.6785 1328.2935, with GST 1461.12285:
1461.12.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from compare.store.models import MarketVersion, Tariff
from compare.usecases.answering.answer import answer
from compare.usecases.asking import question
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport
from compare.usecases.market.statement import statement
from compare.usecases.offers.eligible import offers
from tests.compare.markets.energy import FILES, Told, asked, bill, is_flat, left_behind, rows

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("au_energy")]
SOURCE, TODAY = "au_cdr_energy", date(2026, 11, 20)
ORIGIN, GLOBIRD, MOMENTUM = "ORI429196MRE1@EME", "GLO488690MRE1@EME", "MOM488491SRE3@EME"
EARLIER, LATER = "2023-06-20", "2024-10-26"


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "cdr-energy-plans"


@pytest.fixture(scope="module")
def report(folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[CollectReport]:
    """Both files through the real collect, once for this module."""
    with django_db_blocker.unblock():
        yield collect(SOURCE, folder=folder, today=TODAY)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def raw(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {day: rows(folder, name) for day, name in zip((EARLIER, LATER), FILES, strict=True)}


@pytest.mark.usefixtures("report")
def test_a_flat_tariff_worked_by_hand() -> None:
    assert asked(EARLIER).price(ORIGIN) == Told("1511.89", "1511.89", "1511.89")


@pytest.mark.usefixtures("report")
def test_blocks_and_discounts_worked_by_hand() -> None:
    assert asked(EARLIER).price(GLOBIRD) == Told("1320.88", "1320.88", "1281.25")
    prompt = asked(EARLIER, direct_debit=True, pay_on_time=True)
    assert prompt.price(GLOBIRD) == Told("1281.25", "1320.88", "1281.25")
    assert asked(EARLIER, usage=Decimal(9125)).price(GLOBIRD).per_year == "3151.78"


@pytest.mark.usefixtures("report")
def test_time_of_use_worked_by_hand() -> None:
    assert asked(EARLIER).price(MOMENTUM).per_year == "1461.12"


def test_every_line_of_both_files_is_accounted_for(
    report: CollectReport, raw: dict[str, list[dict[str, Any]]]
) -> None:
    pages = {page.page: page for page in report.pages}
    read, later = pages["ausgrid-2023-06"], pages["ausgrid-2024-10"]
    left = sum(map(left_behind, raw[LATER]))
    assert report.state == "stored"
    assert report.refused_count == 0
    assert read.rows["tariff"] == len(raw[EARLIER]) == 1061
    assert later.rows["tariff"] == len(raw[LATER]) - left == 71
    assert sum(later.passed.values()) == left == 480


def test_one_product_under_two_register_numbers_is_stored_once(
    report: CollectReport, raw: dict[str, list[dict[str, Any]]]
) -> None:
    del report
    plans = {row["plan"]["planId"] for row in raw[EARLIER]}
    assert len(plans) == 893
    found = Tariff.objects.filter(valid_from=date(2023, 6, 20))
    assert sorted(found.values_list("plan__key", flat=True)) == sorted(plans)


@pytest.mark.usefixtures("report")
def test_a_second_run_adds_nothing(folder: Path) -> None:
    before = MarketVersion.objects.get(market="au-energy")
    again = collect(SOURCE, folder=folder, today=TODAY)
    assert not sum(again.outcomes.values())
    assert MarketVersion.objects.get(market="au-energy").digest == before.digest


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("day", [EARLIER, LATER])
@pytest.mark.parametrize("kwh", [2000, 3900, 7500])
def test_every_flat_plan_costs_what_the_raw_file_says(
    raw: dict[str, list[dict[str, Any]]], day: str, kwh: int
) -> None:
    plans = [row["plan"] for row in raw[day] if not left_behind(row) and is_flat(row["plan"])]
    wanted = {plan["planId"]: bill(plan, kwh) for plan in plans}
    found = asked(day, usage=kwh).result
    told = {o.plan: o.computed.unconditional for o in found.offers if o.computed}
    assert len(wanted) == (77 if day == EARLIER else 4)
    assert {plan: told.get(plan) for plan in wanted} == wanted


@pytest.mark.usefixtures("report")
def test_what_is_left_in_the_later_file_is_no_offer_of_that_day() -> None:
    later = asked(LATER)
    assert {o.provider for o in later.result.offers} == {"aer-ampol", "aer-future-x", "aer-globird"}
    assert later.left_out(ORIGIN)["reason"] == "stale"


@pytest.mark.usefixtures("report")
def test_every_plan_is_an_offer_or_left_out_with_its_reason(
    raw: dict[str, list[dict[str, Any]]],
) -> None:
    found = asked(EARLIER).result
    every = [o.plan for o in found.offers] + [item.plan for _, item in found.left_out]
    assert sorted(every) == sorted({row["plan"]["planId"] for row in raw[EARLIER]})
    reasons = Counter(item.reason for _, item in found.left_out)
    assert set(reasons) == {"other_use", "not_computable"}
    missing = [i.parameters["missing"] for _, i in found.left_out if i.reason == "not_computable"]
    assert all(missing)


@pytest.mark.usefixtures("report")
def test_what_cannot_be_computed_is_named(raw: dict[str, list[dict[str, Any]]]) -> None:
    """Every plan with a demand charge that is not nothing, whatever else it asks."""
    out = asked(EARLIER)
    reasons = {item.plan: item for _, item in out.result.left_out}
    named = asked_of = 0
    for row in raw[EARLIER]:
        contract = row["plan"]["electricityContract"]
        charges = [d for p in contract["tariffPeriod"] for d in p.get("demandCharges", ())]
        if any(Decimal(charge["amount"]) for charge in charges):
            found = reasons[row["plan"]["planId"]]
            if found.reason != "other_use":  # a plan for a second meter is none for this household
                named += "demand charge" in found.parameters["missing"]
                asked_of += 1
    assert named == asked_of > 50


@pytest.mark.usefixtures("report")
def test_a_second_meter_is_priced_for_those_who_have_one() -> None:
    """1ST443987SRE1@EME by hand: 365.00 + 0.258 x 3900 + 18.25 + 0.136 x 2000, and a tenth."""
    plan = "1ST443987SRE1@EME"
    assert asked(EARLIER).left_out(plan)["reason"] == "other_use"
    hot_water = asked(EARLIER, controlled_load_1=2000)
    assert hot_water.price(plan).per_year == "1827.60"
    assert hot_water.left_out(ORIGIN)["missing"] == "a price for controlled_load_1"


@pytest.mark.usefixtures("report")
def test_plans_that_cost_the_same_are_tied() -> None:
    """Four plans of two sellers of one group, 22.49 a kWh and 110.50 a day: one choice."""
    offers = asked(EARLIER).result.to_dict()["offers"]
    twins = [o for o in offers if o["per_year"] == "1408.48"]
    assert {o["provider"] for o in twins} == {"aer-kogan", "aer-powershop"}
    assert all(o["tied"] for o in twins)


@pytest.mark.usefixtures("report")
def test_each_step_of_a_bill_is_shown_and_adds_up() -> None:
    (offer,) = (o for o in asked(EARLIER).result.offers if o.plan == MOMENTUM)
    assert offer.computed is not None
    steps = offer.computed.steps
    assert [step.key for step in steps] == ["fixed", "time_of_use", "gross", "tax"]
    total = sum(step.result for step in steps if isinstance(step.result, Decimal))
    assert round(total, 2) == Decimal("1461.12")
    assert steps[-1].reference


@pytest.mark.usefixtures("report")
def test_a_household_is_answered_as_of_the_day() -> None:
    data = {
        "market": "au-energy",
        "today": EARLIER,
        "household": {"usage": 3900, "pattern": "even"},
        "present": {"provider": "aer-origin", "plan": ORIGIN},
    }
    found = answer(question.read(data, date(2023, 6, 20)), "en")
    (person,) = found["persons"]
    assert found["mode"] == "archive"
    assert person["present"]["per_year"] == "1511.89"
    assert person["present"]["tariff"]["steps"]
    assert person["verdict"] != "unanswerable"


@pytest.mark.usefixtures("report")
def test_the_statement_counts_every_published_household() -> None:
    found = statement("au-energy", TODAY, "en")
    assert found["as_of"] == LATER
    assert found["households"]["counted"] > 0


@pytest.mark.usefixtures("report")
def test_retailers_that_were_not_seen_again_make_a_thin_market() -> None:
    """Of 19 retailers known by then the later file shows four, and one of them passes on wholesale prices."""
    later = asked(LATER).result.to_dict()["coverage"]
    assert (later["open"], later["fresh"]) == (19, 3)
    assert later["missing"]["aer-origin"] == "Origin Energy"
    assert asked(EARLIER).result.to_dict()["coverage"]["fresh"] == 15


def test_who_has_a_seniors_card_is_shown_what_is_for_everybody_too(
    report: CollectReport,
) -> None:
    def found(**wanted: Any) -> dict[str, str]:
        data = {
            "market": "au-energy",
            "today": LATER,
            "household": {"usage": Decimal(3900), "pattern": "even"},
            "wanted": wanted,
        }
        result = offers(question.read(data, date.fromisoformat(LATER))).to_dict()
        return {each["plan"]: each["availability"] for each in result["offers"]}

    anybody, senior = found(), found(open_to=["senior"])

    for_everybody = {plan for plan, open_ in anybody.items() if open_ == "yes"}
    assert len(for_everybody) == 18
    assert for_everybody <= senior.keys() <= anybody.keys()
