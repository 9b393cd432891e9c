"""Two papers of one customer, and offers in hand beside the new one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from compare.usecases.answering.renewal import check
from compare.usecases.asking.fields import QuestionError

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
COVER = {
    "compulsory_excess": 100,
    "contents_limit": 40000,
    "water_damage_limit": 10000,
    "bicycle_theft": 2000,
}


def papers(**after: Any) -> dict[str, Any]:
    """A renewal at 4 % more; `after` changes its terms."""
    return {
        "market": "xx-household",
        "before": {"price": "500", "per": "year", "terms": COVER},
        "after": {"price": "520", "per": "year", "terms": {**COVER, **after}},
    }


def test_dearer_for_the_same_cover_is_said_as_the_price_alone() -> None:
    found = check(papers(), TODAY, "en")
    assert Decimal(found["price_change"]) == Decimal("0.04")
    assert found["price_difference"] == "20.00"
    assert {change["relation"] for change in found["changes"]} == {"unknown"}
    assert not {change["term"] for change in found["changes"]} & COVER.keys()


def test_less_cover_for_more_money_is_one_price_for_the_same_cover() -> None:
    found = check(papers(compulsory_excess=500, water_damage_limit=3000), TODAY, "en")
    unit = {key: Decimal(value) for key, value in found["for_the_same_cover"].items()}
    assert unit["price_change"] == Decimal("0.04")
    assert unit["cover_change"] < 0
    assert unit["unit_price_change"] > Decimal("0.04")
    assert abs(
        (1 + unit["price_change"]) / (1 + unit["cover_change"]) - 1 - unit["unit_price_change"]
    ) < Decimal("1e-9")
    worse = {change["term"] for change in found["changes"] if change["relation"] == "worse"}
    assert worse == {"compulsory_excess", "water_damage_limit"}


def test_cover_that_is_unknown_on_a_paper_leaves_the_price_and_names_the_attribute() -> None:
    typed = papers()
    del typed["after"]["terms"]["water_damage_limit"]
    found = check(typed, TODAY, "en")
    assert found["for_the_same_cover"] is None
    assert found["unknown"] == ["water_damage_limit"]


def test_frequencies_are_made_comparable_first() -> None:
    typed = papers()
    typed["after"] = {"price": "43.3333", "per": "month", "terms": COVER}
    assert abs(Decimal(check(typed, TODAY)["price_change"]) - Decimal("0.04")) < Decimal("0.0001")


@pytest.mark.parametrize(
    ("papers_", "field"),
    [
        ({"market": "xx-household"}, "before"),
        ({"market": "xx-household", "before": {}}, "before.price"),
        ({"market": "xx-household", "before": {"price": 1}, "after": {"price": 1}, "x": 1}, "x"),
        ({"market": "xx-household", "before": {"price": 0}, "after": {"price": 1}}, "before"),
        (
            {"market": "xx-household", "before": {"price": 1, "terms": {"hail": 1}}},
            "before.terms.hail",
        ),
        ({"market": "groceries"}, "market"),
        ([], ""),
    ],
)
def test_papers_that_cannot_be_read_are_refused_by_field(papers_: object, field: str) -> None:
    with pytest.raises(QuestionError) as error:
        check(papers_, TODAY)
    assert error.value.field == field


def test_quotes_in_hand_stand_beside_the_new_letter() -> None:
    typed = papers()
    typed["today"] = "2026-05-15"
    typed["quotes"] = [{"name": "A letter", "price": "400", "per": "year", "terms": COVER}]
    typed["household"] = {"size": "medium", "region": "plain"}
    typed["contract"] = {"start": "2025-07-01", "end": "2026-07-01"}
    answer = check(typed, TODAY, "en")["answer"]
    assert answer["persons"][0]["present"]["per_year"] == "520.00"
    assert answer["persons"][0]["offers"][0]["provider_name"] == "A letter"


# --- a letter for several persons -------------------------------------------------------------------

FREE = {"choice_of_doctor": "covered"}
FAMILY: dict[str, Any] = {
    "market": "ch-health",
    "today": "2026-11-10",
    "household": {"canton": "GE", "region": 0},
    "persons": [{"age_class": "adult"}] * 2 + [{"age_class": "child"}] * 2,
    "before": {"prices": ["500", "480", "120", "120"], "terms": FREE},
    "after": {"prices": ["560", "520", "126", "90"], "terms": FREE},
}


def test_a_family_is_told_what_the_sum_of_its_premiums_does() -> None:
    found = check(FAMILY, TODAY, "en")
    assert found["price_difference"] == "912.00"
    assert Decimal(found["price_change"]) == Decimal(1296) / Decimal(1220) - 1
    assert found["each"][0] == {"before": "6000.00", "after": "6720.00"}
    assert found["each"][3] == {"before": "1440.00", "after": "1080.00"}


def test_each_of_a_family_is_put_beside_its_own_part_of_an_offer() -> None:
    offer = {"name": "Other", "prices": ["450", "450", "140", None], "terms": FREE}
    answer = check({**FAMILY, "quotes": [offer]}, TODAY, "en")["answer"]
    assert answer["movers"] == 2
    assert [bool(person["chosen"]) for person in answer["persons"]] == [True, True, False, False]
    assert [person["present"]["per_year"] for person in answer["persons"]][:2] == [
        "6720.00",
        "6240.00",
    ]
    saved = 12 * (110 + 70)  # less the hours that two of four spend
    assert saved - 30 < Decimal(answer["net_benefit"]["central"]) < saved


def test_nothing_published_is_laid_beside_a_familys_offers() -> None:
    offer = {"name": "Other", "prices": ["650", "650", "140", "140"], "terms": FREE}
    answer = check({**FAMILY, "quotes": [offer]}, TODAY, "en")["answer"]
    assert answer["coverage"]["basis"] == "in_hand"
    assert "did not look at what others publish" in answer["limits"][0]["text"]


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"before": {"prices": ["500", "480", None, "120"]}}, "before.prices.2"),
        ({"before": {"prices": ["500", "480"]}}, "before.prices"),
        ({"before": {"prices": ["500", "480", "x", "120"]}}, "before.prices.2"),
        ({"before": {"price": "1220"}}, "before.price"),
        ({"persons": None}, "before.prices"),
        ({"quotes": [{"name": "Other", "prices": [None] * 4}]}, "quotes.0.prices"),
        ({"quotes": [{"name": "Other", "prices": ["1"] * 4, "fees": 3}]}, "quotes.0.fees"),
    ],
)
def test_a_familys_papers_name_a_price_for_each_of_them(part: dict[str, Any], field: str) -> None:
    with pytest.raises(QuestionError) as error:
        check({**FAMILY, **part}, TODAY)
    assert error.value.field == field


def test_where_no_price_of_others_is_known_only_the_offers_count_and_that_is_said() -> None:
    one = {**FAMILY, "persons": [{"age_class": "adult"}]}
    one |= {"before": {"price": "500"}, "after": {"price": "560", "terms": FREE}}
    for price, verdict in (("480", "SWITCH_AT_RENEWAL"), ("650", "NOT_ENOUGH_DATA")):
        offer = {"name": "Other", "price": price, "terms": FREE}
        answer = check({**one, "quotes": [offer]}, TODAY, "en")["answer"]
        assert answer["verdict"] == verdict
        assert "is not known here yet" in answer["limits"][0]["text"]
    assert "none is better for you" in answer["sentence"]["text"]
