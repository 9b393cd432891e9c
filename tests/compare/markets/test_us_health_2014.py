"""The US marketplace of 2014: what was worked by hand from the raw file, and the whole of it.

Worked by hand, Laramie County (Wyoming), age 40: the rows sorted by premium_adult_individual_age_40 begin
298.77 (catastrophic), 330.54 (bronze), 348.84, 374.68 (the first silver), 391.40 (catastrophic), 394.60
(the second silver) and end 594.30 (gold). Without the catastrophic ones, for which a 40-year-old needs a
hardship exemption, the cheapest is 330.54, the benchmark 394.60, the dearest 594.30.

Worked by hand, 53189WY0070003 there: deductible 2,500, then 10 % ("10% Coinsurance after deductible"), at
most 5,000. Low use of 500: 500. Medium use of 5,000: 2,500 + 0.1 x 2,500 = 2,750. High use of 40,000:
2,500 + 3,750 = 6,250, cut to 5,000. The premium is 12 x 374.68 = 4,496.16; expected 0.6 x 500 + 0.33 x 2,750
+ 0.07 x 5,000 = 1,557.50 more: 6,053.66; at worst 9,496.16.

Worked by hand, a family that is not the sum of its members: 38344AK0570001 in Aleutians East asks 358 at 40
and 178 for a child; a couple of 40 with three children 1,250 = 2 x 358 + 3 x 178. But 10191NJ0030001 in
Atlantic (New Jersey) sells to adults only: it prints no premium for a child, and 1,085.64 for a couple of
40 with two children.
"""

from __future__ import annotations

import csv
import gzip
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Sum

from compare.markets.loader import load
from compare.store.models import MarketVersion, Plan, Price, Term
from compare.usecases.answering.answer import answer
from compare.usecases.asking import question
from compare.usecases.asking.fields import QuestionError
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport
from compare.usecases.market.statement import statement
from compare.usecases.offers.eligible import OffersResult, offers

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("us_health_2014")]
SOURCE, TODAY, THEN = "us_cms_landscape", date(2026, 11, 20), date(2013, 11, 10)
AGES = {
    "child": "premium_child",
    **{age: f"premium_adult_individual_age_{age}" for age in ("21", "27", "30", "40", "50", "60")},
}
FAMILIES = ("premium_", "couple_", "individual_")
Raw = list[dict[str, str]]


@pytest.fixture(scope="module")
def raw(shared_data: Path) -> Raw:
    path = shared_data / "us-marketplace-2014" / "qhp_landscape_2014.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def report(
    shared_data: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[CollectReport]:
    """The file through the real collect, once for this module."""
    with django_db_blocker.unblock():
        yield collect(SOURCE, folder=shared_data / "us-marketplace-2014", today=TODAY)
        call_command("flush", interactive=False, verbosity=0)


def premiums(row: dict[str, str]) -> list[Decimal]:
    """The printed premiums of a row, to the cent."""
    columns = [key for key in row if key.startswith(FAMILIES) and key != "premium_scenarios"]
    return [round(Decimal(row[key]), 2) for key in columns if row[key]]


def told(state: str, county: str, age: str, **more: Any) -> dict[str, Any]:
    return {
        "market": "us-health-2014",
        "today": THEN.isoformat(),
        "household": {"state": state, "county": county},
        "persons": [{"age": age, **more.pop("person", {})}],
        **more,
    }


def found(typed: dict[str, Any]) -> OffersResult:
    return offers(question.read(typed, THEN))


def independent(raw: Raw, state: str, county: str, age: str) -> list[tuple[Decimal, str, str]]:
    """Premium, plan and metal of every plan of a county at an age, cheapest first."""
    column = AGES[age]
    rows = [row for row in raw if (row["state"], row["county"]) == (state, county) and row[column]]
    return sorted(
        (
            round(Decimal(row[column]), 2),
            row["plan_id_standard_component"],
            row["metal_level"],
        )
        for row in rows
    )


def test_the_levels_worked_by_hand_are_those_of_the_raw_file(raw: Raw) -> None:
    rows = independent(raw, "WY", "LARAMIE", "40")
    assert [amount for amount, _, metal in rows if metal == "Silver"][:2] == [
        Decimal("374.68"),
        Decimal("394.60"),
    ]
    sold = [amount for amount, _, metal in rows if metal != "Catastrophic"]
    assert (sold[0], sold[-1]) == (Decimal("330.54"), Decimal("594.30"))


@pytest.mark.usefixtures("report")
def test_cheapest_benchmark_and_dearest_are_those_worked_by_hand() -> None:
    (levels,) = found(told("WY", "LARAMIE", "40")).to_dict()["levels"]
    amounts = {key: levels[key]["price"]["amount"] for key in ("cheapest", "benchmark", "dearest")}
    assert amounts == {"cheapest": "330.54", "benchmark": "394.60", "dearest": "594.30"}


@pytest.mark.usefixtures("report")
def test_low_medium_and_high_use_cost_what_was_worked_by_hand() -> None:
    every = found(told("WY", "LARAMIE", "40")).to_dict()["offers"]
    year = next(o["year"] for o in every if o["plan"] == "53189WY0070003")
    assert [use["own_share"] for use in year["uses"]] == ["500.00", "2750.00", "5000.00"]
    assert (year["expected"], year["worst"]) == ("6053.66", "9496.16")


@pytest.mark.usefixtures("report")
def test_a_plan_that_asks_an_amount_for_each_day_in_hospital_has_no_computed_year() -> None:
    every = found(told("WY", "LARAMIE", "40")).to_dict()["offers"]
    assert next(o["year"] for o in every if o["plan"] == "53189WY0070004") is None


@pytest.mark.usefixtures("report")
def test_a_family_pays_the_premium_that_is_printed_for_it() -> None:
    family = {"family": "couple_3_children"}
    every = found(told("AK", "ALEUTIANS EAST", "40", person=family)).offers
    prices = {offer.plan: offer.price.money.amount for offer in every}
    assert prices["38344AK0570001"] == 1250

    family = {"family": "couple_2_children"}
    every = found(told("NJ", "ATLANTIC", "40", person=family)).offers
    prices = {offer.plan: offer.price.money.amount for offer in every}
    assert prices["10191NJ0030001"] == Decimal("1085.64")


@pytest.mark.usefixtures("report")
def test_who_cannot_be_insured_by_a_plan_has_no_price_there() -> None:
    child = {offer.plan for offer in found(told("NJ", "ATLANTIC", "child")).offers}
    adult = {offer.plan for offer in found(told("NJ", "ATLANTIC", "40")).offers}
    assert "10191NJ0030001" in adult - child
    assert "10191NJ0040001" in child - adult


def test_every_row_is_accounted_for(report: CollectReport, raw: Raw) -> None:
    (page,) = report.pages
    printed = [amount for row in raw for amount in premiums(row)]
    assert (report.state, report.refused_count) == ("stored", 0)
    assert len(raw) == 8748
    assert page.rows["price"] == Price.objects.count() == len(printed) == 311_148
    assert page.rows["plan"] == Plan.objects.count() == 562
    assert Price.objects.aggregate(sum=Sum("micros"))["sum"] == int(sum(printed) * 10**6)
    assert page.rows["term"] == Term.objects.count()


@pytest.mark.usefixtures("report")
def test_a_second_run_adds_nothing(shared_data: Path) -> None:
    before = MarketVersion.objects.get(market="us-health-2014").digest
    again = collect(SOURCE, folder=shared_data / "us-marketplace-2014", today=date(2026, 11, 21))
    assert not sum(again.outcomes.values())
    assert MarketVersion.objects.get(market="us-health-2014").digest == before


@pytest.mark.usefixtures("report")
def test_levels_of_seeded_counties_and_ages_equal_an_independent_reading(raw: Raw) -> None:
    counties = sorted({(row["state"], row["county"]) for row in raw})
    chosen = random.Random(2014).sample(counties, 20)
    for (state, county), age in zip(chosen, [*AGES] * 3, strict=False):
        rows = independent(raw, state, county, age)
        result = found(told(state, county, age))
        told_ = [(offer.price.money.amount, offer.plan) for offer in result.offers]
        assert [amount for amount, _ in told_] == [amount for amount, _, _ in rows]
        assert sorted(told_) == [(amount, plan) for amount, plan, _ in rows]
        sold = [(amount, plan) for amount, plan, metal in rows if metal != "Catastrophic"]
        silver = [amount for amount, _, metal in rows if metal == "Silver"]
        (levels,) = result.levels
        assert levels.cheapest.price.money.amount == sold[0][0]
        assert levels.dearest.price.money.amount == sold[-1][0]
        assert levels.benchmark is not None
        assert levels.benchmark.price.money.amount == silver[:2][-1]


@pytest.mark.usefixtures("report")
def test_an_age_that_was_not_published_is_missing_and_never_interpolated() -> None:
    with pytest.raises(QuestionError) as error:
        question.read(told("WY", "LARAMIE", "45"), THEN)
    assert error.value.field == "persons.0.age"
    assert list(error.value.allowed) == ["child", *list(AGES)[1:]]

    with pytest.raises(QuestionError) as error:
        question.read(told("WY", "LARAMIE", "27", person={"family": "couple"}), THEN)
    assert error.value.field == "persons.0.family"


@pytest.mark.usefixtures("report")
def test_an_answer_is_history_and_says_what_a_cheaper_plan_gives_up() -> None:
    present = {"provider": "hios-11269", "plan": "11269WY0070002"}
    wanted = {"metals": ["silver"]}
    typed = told("WY", "LARAMIE", "40", present=present, wanted=wanted)
    document = answer(question.read(typed, THEN), "en")
    assert document["verdict"] == "TRADE_OFF"
    assert document["mode"] == "archive"
    assert document["coverage"]["fresh"] == 2


@pytest.mark.usefixtures("report")
def test_the_market_can_be_stated() -> None:
    document = statement("us-health-2014", TODAY, "en")
    assert document["as_of"] == "2014-01-01"
    assert document["households"]["counted"] > 20
    assert document["households"]["without_prices"] == []


@pytest.mark.usefixtures("report")
def test_the_prose_of_co_payments_is_an_amount_a_share_and_from_when_on() -> None:
    every = {offer.plan: offer.terms for offer in found(told("WY", "LARAMIE", "40")).offers}
    terms = every["53189WY0070003"]
    assert (terms["deductible"], terms["out_of_pocket_maximum"]) == (2500, 5000)
    assert terms["coinsurance_rate"] == Decimal("0.1")
    assert terms["inpatient_facility_coinsurance"] == 10
    assert every["53189WY0070004"]["inpatient_facility_copay_day"] == 500
    assert every["53189WY0070004"]["coinsurance_rate"] == "not_stated"


def test_a_county_of_a_state_that_nobody_listed_is_taken_as_printed() -> None:
    """The counties of eleven states are listed; an extract of others has its own."""
    county, day = load("us-health-2014").factor("county"), date(2014, 1, 1)
    assert county.code_of("MIAMI-DADE") == "MIAMI-DADE"
    assert county.admits("MIAMI-DADE", {"state": "FL"}, day)
    assert not county.admits("MIAMI-DADE", {"state": "AK"}, day)
    assert county.code_of("<b>") is None
    assert not county.admits("1", {"state": "FL"}, day)
