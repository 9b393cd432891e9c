"""Australian private health insurance: what was worked by hand from the raw files.

Worked by hand, price rise: Central West (CWH) has four products for one adult in Queensland in
August 2013 that are there in April 2014 under the same name and type: Comprehensive Hospital 211.70
to 224.05 (+5.834 %), with $100 excess 203.90 to 216.25 (+6.057 %), Family Health 188.50 to 208.65
(+10.690 %), Comprehensive Hospital and Top Extras 315.25 to 314.60 (-0.206 %). The median is halfway
between the middle two: +5.945 %. From August 2013 to February 2014 all four stay as they are.

Worked by hand, offers: for one adult in Tasmania the file of 1 April 2014 has 561 hospital products
(for Tasmania or for every state), 422 open and 139 closed. The cheapest open ones: HIF GoldVital
Hospital 66.30, then 68.37 of Grand United for overseas employees of certain firms, then NIB Public
Hospital $400 Excess 68.51.

Worked by hand, lifetime loading: NIB Basic Saver $250 Excess for one adult in New South Wales costs
106.60 a month, 46.79 of it for hospital cover. Who joins at 37 pays 2 x 7 = 14 % more on that part:
6.55, together 113.15.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from compare.store.models import MarketVersion, Price
from compare.usecases.answering.answer import answer
from compare.usecases.asking import question
from compare.usecases.changes.price_rises import price_rises
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport
from compare.usecases.market.statement import statement
from compare.usecases.offers.eligible import offers

Row = dict[str, str]
TODAY = date(2026, 11, 20)
READ = {  # rows read with a price or as a plan, refused, repeated word for word
    "policies-2013-08": (32_302, 0, 8),
    "policies-2014-02": (20_815, 0, 3_865),
    "policies-2014-04": (21_824, 1, 0),
}
WORDS = {
    "One adult": "Single",
    "Two adults": "Couple",
    "Two adults & dependant(s)": "Family",
    "One adult & dependant(s)": "SingleParentFamily",
    "Two adults & any dependants": "CoupleAnyDependants",
    "One adult & any dependants": "SingleAnyDependants",
    "General": "GeneralHealth",
}
AUGUST, FEBRUARY, APRIL = (
    "policies-2013-08.csv.gz",
    "policies-2014-02.csv.gz",
    "policies-2014-04-01.tsv.gz",
)


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "au-private-health"


@cache
def raw(folder: Path, name: str) -> list[Row]:
    """The rows of one file, straight from it."""
    with gzip.open(folder / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if ".tsv" in name else ","))


@pytest.fixture(scope="module")
def april(folder: Path) -> list[Row]:
    return raw(folder, APRIL)


def cwh(rows: list[Row], name: str, code: str, family: str, single: str, price: str) -> dict:
    """The products of Central West for one adult in Queensland, by name."""
    return {
        row[name]: Decimal(row[price].replace("$", "").replace(" ", ""))
        for row in rows
        if (row[code], row[family], row.get("state") or row.get("State")) == ("CWH", single, "QLD")
    }


def test_the_rise_worked_by_hand_is_that_of_the_raw_files(folder: Path, april: list[Row]) -> None:
    old = ("policy_name", "code", "category", "One adult", "monthly_premium")
    then = cwh(raw(folder, AUGUST), *old)
    between = cwh(raw(folder, FEBRUARY), *old)
    now = cwh(april, "Name", "FundCode", "Category", "Single", "PremiumNoRebate")
    assert then == between
    assert (len(then), len(then.keys() & now.keys())) == (4, 4)
    rises = [now[name] / then[name] - 1 for name in then]
    assert round(median(rises), 5) == Decimal("0.05945")


def test_the_offers_worked_by_hand_are_those_of_the_raw_file(april: list[Row]) -> None:
    here = [
        row
        for row in april
        if row["State"] in ("TAS", "ALL")
        and (row["Category"], row["ProductType"]) == ("Single", "Hospital")
    ]
    assert Counter(row["ProductStatus"] for row in here) == {"Open": 422, "Closed": 139}
    cheapest = sorted(
        (Decimal(row["PremiumNoRebate"]), row["FundCode"], bool(row["Corporate"]))
        for row in here
        if row["ProductStatus"] == "Open"
    )
    assert cheapest[:3] == [
        (Decimal("66.30"), "HIF", False),
        (Decimal("68.37"), "FAI", True),
        (Decimal("68.51"), "NIB", False),
    ]


def test_the_loading_worked_by_hand_is_that_of_the_raw_file(april: list[Row]) -> None:
    (row,) = (row for row in april if row["ProductCode"] == "J20/N0500S")
    premium, hospital = Decimal(row["Premium"]), Decimal(row["PremiumHospitalComponent"])
    assert (premium, hospital) == (Decimal("106.60"), Decimal("46.79"))
    assert round(premium + hospital * 14 / 100, 2) == Decimal("113.15")


whole = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("australian health")]


@pytest.fixture(scope="module")
def report(folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[CollectReport]:
    """The real files through the real collect, once for this module."""
    with django_db_blocker.unblock():
        yield collect("au_phis", folder=folder, today=TODAY)
        call_command("flush", interactive=False, verbosity=0)


def asked(**more: Any) -> dict[str, Any]:
    """One adult in Tasmania who looks for hospital cover in April 2014."""
    return {
        "market": "au-health",
        "today": "2014-04-20",
        "start": "2014-05-01",
        "household": {"state": "TAS", "family": "single", "cover": "hospital"},
        "persons": [{}],
        **more,
    }


def found(**more: Any) -> dict[str, Any]:
    return offers(question.read(asked(**more), TODAY)).to_dict()


class TestTheWholeFiles:
    pytestmark = whole

    def test_every_row_is_accounted_for(self, report: CollectReport, folder: Path) -> None:
        assert report.state == "stored"
        pages = {page["page"]: page for page in report.as_dict()["pages"]}
        for key, name in zip(READ, (AUGUST, FEBRUARY, APRIL), strict=True):
            plans, refused, repeated = READ[key]
            page = pages[key]
            assert page["rows"]["plan"] == plans
            assert sum(page["passed"].values()) == repeated
            assert plans + refused + repeated == len(raw(folder, name))
        assert report.refused_count == 1
        later = [page for key, page in pages.items() if key.startswith("products-2026")]
        assert sum(page["rows"]["plan"] for page in later) == 126 + 170 + 1_866 + 1_815
        assert all(sum(page["passed"].values()) == page["rows"]["plan"] for page in later)
        assert not any("price" in page["rows"] for page in later)

    def test_a_second_run_adds_nothing(self, report: CollectReport, folder: Path) -> None:
        before = MarketVersion.objects.get(market="au-health").digest, Price.objects.count()
        again = collect("au_phis", folder=folder, today=date(2026, 11, 21))
        assert {name for name, count in again.outcomes.items() if count} <= {"unchanged"}
        after = MarketVersion.objects.get(market="au-health").digest, Price.objects.count()
        assert after == before

    def test_offers_are_those_worked_by_hand_and_closed_products_are_none(
        self, report: CollectReport
    ) -> None:
        document = found()
        first = [
            (each["provider"], each["price"]["amount"], each["availability"])
            for each in document["offers"][:3]
        ]
        assert first == [
            ("phio-HIF", "66.30", "yes"),
            ("phio-FAI", "68.37", "unknown"),
            ("phio-NIB", "68.51", "yes"),
        ]
        assert len(document["offers"]) == 422
        assert Counter(item["reason"] for item in document["left_out"]) == {"no_longer_sold": 139}

    @pytest.mark.parametrize("state", ["NSW", "QLD", "NT"])
    @pytest.mark.parametrize("family", ["single", "couple", "family"])
    def test_offers_of_a_household_equal_the_raw_file(
        self, report: CollectReport, april: list[Row], state: str, family: str
    ) -> None:
        household = {"state": state, "family": family, "cover": "combined"}
        prices = sorted(
            Decimal(row["PremiumNoRebate"])
            for row in april
            if row["State"] in (state, "ALL")
            and (row["Category"], row["ProductType"]) == (family.capitalize(), "Combined")
            and row["ProductStatus"] == "Open"
            and row["PremiumNoRebate"] != "0"
        )
        shown = [Decimal(each["price"]["amount"]) for each in found(household=household)["offers"]]
        assert shown == prices

    def test_insurers_that_withheld_consent_are_named_as_absent(
        self, report: CollectReport
    ) -> None:
        coverage = found()["coverage"]
        assert (coverage["open"], coverage["fresh"]) == (36, 28)
        assert {key.removeprefix("phio-") for key in coverage["missing"]} == {
            *("AHM", "AMA", "CBH", "HCF", "MBP", "NHB", "RTE", "SPS")
        }

    def test_a_rise_is_the_median_of_matched_products_straight_from_the_files(
        self, report: CollectReport, folder: Path, april: list[Row]
    ) -> None:
        days = (date(2013, 8, 1), date(2014, 4, 1))
        (between,) = price_rises("au-health", datetime(2026, 11, 20, tzinfo=UTC), days)
        then = lodged(raw(folder, AUGUST), "code", "policy_name", "state", "category", "type")
        now = lodged(april, "FundCode", "Name", "State", "Category", "ProductType")
        rises: dict[str, list[Decimal]] = defaultdict(list)
        for key in then.keys() & now.keys():
            rises[f"phio-{key[0]}"].append(now[key] / then[key] - 1)
        said = {each["provider"]: each for each in between["providers"]}
        assert said.keys() == rises.keys()
        for provider, shares in rises.items():
            assert said[provider]["matched"] == len(shares), provider
            assert said[provider]["median"] == format(round(median(shares), 4), "f"), provider

    def test_a_closed_product_can_be_held_and_its_waits_move_along(
        self, report: CollectReport
    ) -> None:
        held = {
            "provider": "phio-CWH",
            "plan": "H/QLD/S/Comprehensive Hospital",
            "contract": {"start": "2013-11-01", "lhc_ages": "37", "hospital_base": 1000},
        }
        household = {"state": "QLD", "family": "single", "cover": "hospital"}
        document = answer(question.read(asked(household=household, present=held), TODAY), "en")
        text = json.dumps(document)
        assert document["verdict"] != "NOT_ENOUGH_DATA" or document["reason"] != "missing_or_stale"
        steps = {step["key"]: step["result"] for step in every_step(document)}
        assert Decimal(steps["wait_pre_existing"]) == 6
        assert Decimal(steps["wait_other"]) == 0
        assert Decimal(steps["lifetime_loading"]) == 14
        assert "224.05" in text or "2688.60" in text

    def test_what_april_has_item_by_item_february_has_not_collected(
        self, report: CollectReport
    ) -> None:
        held = {"provider": "phio-HIF", "plan": "H/TAS/S/GoldStarter Hospital"}
        april = answer(question.read(asked(present=held), TODAY))
        assert april["reason"] != "unknown_cover"
        earlier = asked(present=held, today="2014-02-10", start="2014-02-15")
        february = answer(question.read(earlier, TODAY))
        assert (february["verdict"], february["reason"]) == ("NOT_ENOUGH_DATA", "unknown_cover")

    def test_a_year_without_prices_for_a_household_says_what_is_missing(
        self, report: CollectReport
    ) -> None:
        held = {"provider": "phio-NIB", "plan": "H/TAS/S/Public Hospital $200 Excess"}
        late = asked(present=held, today="2026-07-01", start="2026-08-01")
        document = answer(question.read(late, TODAY))
        assert (document["verdict"], document["reason"]) == ("NOT_ENOUGH_DATA", "missing_or_stale")

    def test_the_statement_is_made_over_the_newest_prices_that_say_for_whom_they_are(
        self, report: CollectReport
    ) -> None:
        document = statement("au-health", TODAY)
        assert document["as_of"] == "2014-04-01"
        assert document["households"]["counted"] > 100
        assert document["households"]["without_prices"] == []

    def test_the_page_and_the_api_show_the_market(self, report: CollectReport) -> None:
        client = Client()
        assert client.get("/en/m/au-health/").status_code == 200
        rises = client.get("/api/v1/prices/rises", {"market": "au-health"}).json()["rises"]
        assert [each["before"] for each in rises] == ["2013-08-01", "2014-02-01"]
        terms = client.get("/api/v1/prices", {"market": "au-health", "as_of": "2014-05-01"})
        assert terms.status_code == 200


def lodged(rows: list[Row], *columns: str) -> dict[tuple[str, ...], Decimal]:
    """The premium of each product that its insurer, name, state, family and type tell apart."""
    premiums: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for row in rows:
        key = tuple(" ".join(WORDS.get(row[name], row[name]).split()) for name in columns)
        rest = ("level_of_cover_general", "level_of_cover_hospital", "status", "ProductID")
        printed = row.get("monthly_premium") or row["PremiumNoRebate"]
        premiums[key].add((printed.replace(" ", ""), *(row.get(name, "") for name in rest)))
    single = {key: next(iter(some))[0] for key, some in premiums.items() if len(some) == 1}
    return {key: Decimal(text) for key, text in single.items() if Decimal(text)}


def every_step(document: Any) -> Iterator[dict[str, Any]]:
    """All steps of sums in a document, wherever they stand."""
    if isinstance(document, dict):
        if "key" in document and "result" in document:
            yield document
        for value in document.values():
            yield from every_step(value)
    elif isinstance(document, list):
        for value in document:
            yield from every_step(value)
