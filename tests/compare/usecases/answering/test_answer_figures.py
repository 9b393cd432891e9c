"""Quotes in hand, weighed with what is published of the service behind them.

The market is New York's car insurance: nobody publishes prices there, but upheld complaints are
counted. Companies and counts are invented; each year has 100 small companies beside the named ones.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compare.usecases.answering.answer import answer
from compare.usecases.asking.question import read
from compare.usecases.collecting.collect import collect

pytestmark = pytest.mark.django_db
TODAY = date(2018, 11, 20)
HEADINGS = (
    "NAIC,Company Name,Ratio,Upheld Complaints,Question of Fact Complaints,Not Upheld Complaints,"
    "Total Complaints,Premiums Written (in Millions),Rank,Filing Year"
)
COVER = {
    "injury_per_person": 100_000,
    "injury_per_accident": 300_000,
    "property_damage": 50_000,
    "collision_deductible": 500,
    "comprehensive_deductible": 500,
}
CONTRACT = {
    "start": "2018-01-15",
    "end": "2019-01-15",
    "refund_method": "short_rate",
    "refund_share": "0.9",
    "cancellation_fee": 0,
    "claim_in_term": False,
    "bonus_years": 5,
}


@pytest.fixture(autouse=True)
def _rankings(tmp_path: Path) -> None:
    rows = [HEADINGS]
    for year in (2016, 2017):
        rows += [f"9{n:03},Small {n},0.1,1,0,0,1,{10 + year - 2016},3,{year}" for n in range(100)]
        rows += [
            f"100,Usual Company,0.1,{100 + year - 2016},0,0,{100 + year - 2016},1000,4,{year}",
            f"200,Careful Company,0.02,20,0,0,20,1000,1,{year}",
            f"300,Careless Company,0.5,500,0,0,500,1000,9,{year}",
            f"400,Like the Usual,0.1,100,0,0,100,1000,5,{year}",
            f"500,Hardly Any,0,0,0,0,0,2,2,{year}",
        ]
    (tmp_path / "rankings_2017.csv").write_text("\n".join([*rows, ""]))
    collect("us_ny_auto_complaints", folder=tmp_path, today=date(2018, 11, 1))


def asked(*quotes: tuple[str, int], present: str = "naic-100") -> dict[str, Any]:
    """The answer to quotes of the same cover, each a name and a price a year."""
    same = [{"name": name, "price": price, "per": "year", "terms": COVER} for name, price in quotes]
    return beside(*same, present=present)


def beside(*quotes: dict[str, Any], present: str = "naic-100") -> dict[str, Any]:
    """The answer to quotes as they are typed, beside a policy of 1500 a year."""
    question = {
        "market": "us-ny-auto",
        "today": TODAY.isoformat(),
        "present": {
            "provider": present, "price": 1500, "per": "year", "terms": COVER, "contract": CONTRACT,
        },
        "quotes": list(quotes),
    }  # fmt: skip
    return answer(read(question, TODAY), "en")


def service(found: dict[str, Any], name: str) -> dict[str, Any]:
    offers = found["persons"][0]["offers"]
    return next(each["service"] for each in offers if each["provider_name"] == name)


def test_a_dearer_quote_of_no_material_cost_is_advised_for_its_better_service() -> None:
    found = asked(("Careful Company", 1500))

    assert found["verdict"] == "SWITCH_AT_RENEWAL"
    assert service(found, "Careful Company")["state"] == "better"


def test_a_cheaper_quote_of_worse_service_is_a_trade_off() -> None:
    found = asked(("Careless Company", 1000))

    assert found["verdict"] == "TRADE_OFF"
    assert service(found, "Careless Company")["state"] == "worse"


def test_no_complaint_on_next_to_no_premium_says_nothing() -> None:
    found = asked(("Hardly Any", 1490))

    state = service(found, "Hardly Any")
    assert state["state"] == "no_evidence"
    assert state["measures"]["upheld_complaints"]["too_few"]
    assert found["verdict"] == "NOT_ENOUGH_DATA"  # nobody knows the other offers: never "stay"


def test_a_name_that_nobody_published_figures_of_is_unknown_and_still_compared() -> None:
    found = asked(("New Company", 1000))

    assert found["verdict"] == "SWITCH_AT_RENEWAL"
    assert service(found, "New Company")["unknown"]


def test_the_present_provider_is_known_by_its_name_as_by_its_number() -> None:
    by_name = asked(("Careful Company", 1500), present="usual company")

    present = by_name["persons"][0]["present"]
    assert (present["provider"], present["provider_name"]) == ("naic-100", "Usual Company")
    assert service(by_name, "Careful Company")["state"] == "better"


def test_a_quote_by_number_is_the_company_behind_it() -> None:
    quote = {"name": "my broker's", "provider": "naic-300", "price": 1450, "per": "year"}
    found = beside({**quote, "terms": COVER})

    assert service(found, "my broker's")["state"] == "worse"


def test_cover_that_was_not_typed_is_named_and_not_taken_as_the_same() -> None:
    found = beside({"name": "Like the Usual", "price": 1000, "per": "year"})

    assert (found["verdict"], found["reason"]) == ("NOT_ENOUGH_DATA", "unknown_cover")
