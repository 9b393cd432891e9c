"""A question through the real collect, look-up and engine."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers

from compare.usecases.answering.answer import answer
from compare.usecases.asking.question import read
from tests.compare.store.premiums import Premium
from tests.compare.usecases.swiss import TODAY, Country, adult


def answered(language: str | None = "en", **more: Any) -> dict[str, Any]:
    return answer(read(adult(**more), TODAY), language)


def market(*amounts: str) -> list[Premium]:
    """Insurer 9001 and others, one standard tariff each."""
    return [Premium(insurer=9001 + number, amount=amount) for number, amount in enumerate(amounts)]


def test_a_clear_saving_for_the_same_benefits_is_a_move_at_the_years_end(country: Country) -> None:
    country.premiums(market("400", "350"))
    found = answered()
    assert found["verdict"] == "SWITCH_AT_RENEWAL"
    person = found["persons"][0]
    assert person["chosen"] == "bag-9002/BASE/deductible=300"
    assert person["actions"][0]["first_day"] == "2021-01-01"
    assert person["actions"][0]["receive_by"] == "2020-11-30"
    assert person["offers"][0]["cover"] == "EQUIVALENT"


def test_nobody_is_cheaper_so_it_says_stay(country: Country) -> None:
    country.premiums(market("400", "420", "430"))
    assert answered()["verdict"] == "STAY"


def test_a_few_francs_are_one_flavour_for_another(country: Country) -> None:
    country.premiums(market("400", "398", "401"))
    assert answered()["verdict"] == "NO_BETTER_PROVIDER"


def test_the_present_insurers_price_is_missing_so_it_says_so(country: Country) -> None:
    country.premiums([*market("400", "350"), Premium(insurer=9003, canton="LU")])
    found = answered(present={"provider": "bag-9003", "plan": "BASE"})
    assert (found["verdict"], found["reason"]) == ("NOT_ENOUGH_DATA", "missing_or_stale")
    assert found["persons"][0]["missing"] == ["incumbent_renewal_price"]


def test_who_holds_no_contract_gets_no_verdict_but_the_reason(country: Country) -> None:
    country.premiums(market("400", "350"))
    assert answered(present=None)["persons"][0]["missing"] == ["present_contract"]


def test_a_typed_price_goes_before_the_published_one(country: Country) -> None:
    country.premiums(market("400", "350"))
    present = {"provider": "bag-9001", "plan": "BASE", "price": "340"}
    found = answered(present={**present, "factors": {"deductible": 300}})
    assert found["verdict"] == "STAY"
    assert found["persons"][0]["present"]["per_year"] == "4080.00"


def test_a_typed_contract_without_a_model_is_asked_about_itself(country: Country) -> None:
    country.premiums(market("400", "350"))
    present = {"provider": None, "price": "480", "factors": {"deductible": 300}}
    found = answered(present=present, wanted={"deductible": [300]})
    person = found["persons"][0]
    assert (found["verdict"], found["reason"]) == ("NOT_ENOUGH_DATA", "unknown_cover")
    assert person["sentence"]["key"] == "verdict.unknown_cover_own"
    assert "because.cover_undetermined_own" in [said["key"] for said in person["because"]]
    assert {said["key"] for said in person["find_out"]} == {"find_out.value_own"}
    assert "We do not know of your own contract: free choice of doctor" in found["sentence"]["text"]


def test_an_insurer_without_a_plan_means_its_standard_model(country: Country) -> None:
    country.premiums([*market("400", "350"), Premium(tariff="HAM", model="TAR-HAM", amount="300")])
    found = answered(present={"provider": "bag-9001"})
    assert found["persons"][0]["present"]["plan"] == "BASE"
    assert found["assumed"]["persons.0.present.plan"] == "BASE"


class TestModels:
    """A restricted choice of doctor is a term that got worse, unless it is held or asked for."""

    ROWS = [
        Premium(amount="400"),
        Premium(insurer=9001, tariff="HAM", model="TAR-HAM", amount="340"),
        Premium(insurer=9002, tariff="HAM", model="TAR-HAM", amount="300"),
    ]

    def relation(self, country: Country, **more: Any) -> tuple[str, str]:
        country.premiums(self.ROWS)
        found = answered(**more)
        offers = {o["id"]: o["cover"] for o in found["persons"][0]["offers"]}
        return found["verdict"], offers["bag-9002/HAM/deductible=300"]

    def test_from_the_standard_model_it_gives_something_up(self, country: Country) -> None:
        assert self.relation(country) == ("TRADE_OFF", "DOMINATED")

    def test_from_the_same_model_nothing_changes(self, country: Country) -> None:
        present = {"provider": "bag-9001", "plan": "HAM", "factors": {"deductible": 300}}
        assert self.relation(country, present=present) == ("SWITCH_AT_RENEWAL", "EQUIVALENT")

    def test_who_lists_the_models_has_weighed_what_they_restrict(self, country: Country) -> None:
        wanted = {"deductible": [300], "models": ["standard", "family_doctor"]}
        assert self.relation(country, wanted=wanted) == ("SWITCH_AT_RENEWAL", "EQUIVALENT")


def test_another_deductible_is_weighed_in_money_not_as_cover(country: Country) -> None:
    country.premiums([*market("400"), Premium(insurer=9002, deductible="FRA-2500", amount="380")])
    found = answered(wanted={"deductible": [300, 2500]})
    offer = found["persons"][0]["offers"][0]
    assert offer["cover"] == "EQUIVALENT"
    assert float(offer["out_of_pocket_saving"]["central"]) < 0
    assert found["verdict"] == "STAY"


def test_arrears_block_every_move_and_are_no_stay(country: Country) -> None:
    country.premiums(market("400", "350"))
    found = answered(preferences={"guards": {"arrears": True}})
    assert found["persons"][0]["actions"] == []
    assert {blocked["action"] for blocked in found["persons"][0]["blocked"]} >= {
        "switch_at_renewal"
    }
    assert found["verdict"] != "STAY"


def test_a_guard_about_restricted_models_is_not_put_to_who_wants_the_standard_one(
    country: Country,
) -> None:
    country.premiums(market("400", "350"))
    keys = {g["key"] for g in answered(wanted={"models": ["standard"]})["guards"]}
    assert "ongoing_treatment" not in keys
    assert "arrears" in keys


def test_a_late_letter_waits_for_the_half_year(country: Country) -> None:
    country.premiums(market("400", "350"))
    found = answered(today="2020-12-10")
    assert [way["first_day"] for way in found["persons"][0]["actions"]] == ["2021-07-01"]


def test_each_person_is_free_to_choose(country: Country) -> None:
    country.premiums(
        [
            *market("400", "350"),
            *(
                Premium(insurer=9001 + n, age="AKL-KIN", deductible="FRA-0", amount=a)
                for n, a in enumerate(("90", "99"))
            ),
        ]
    )
    persons = [
        {"age_class": "adult", "accident": True},
        {
            "age_class": "child",
            "accident": True,
            "present": {"provider": "bag-9001", "plan": "BASE", "factors": {"deductible": 0}},
        },
    ]
    found = answered(persons=persons, wanted={})
    assert [p["verdict"] for p in found["persons"]] == ["SWITCH_AT_RENEWAL", "STAY"]
    assert found["verdict"] == "SWITCH_AT_RENEWAL"
    assert found["movers"] == 1


class TestQuotes:
    """Offers in hand go through the same comparison."""

    QUOTE = {
        "name": "A letter",
        "price": "350",
        "profile": {"model": "standard", "deductible": 300},
    }

    def test_a_better_quote_is_a_move(self, country: Country) -> None:
        country.premiums(market("400", "420"))
        found = answered(quotes=[self.QUOTE])
        assert found["verdict"] == "SWITCH_AT_RENEWAL"
        assert found["persons"][0]["offers"][0]["provider_name"] == "A letter"

    def test_a_quote_for_somebody_else_is_left_out(self, country: Country) -> None:
        country.premiums(market("400", "420"))
        profile = {**self.QUOTE["profile"], "canton": "GE"}
        found = answered(quotes=[{**self.QUOTE, "profile": profile}])
        assert found["verdict"] == "STAY"
        assert found["persons"][0]["left_out"][0]["reason"] == "another_profile"

    def test_an_old_quote_beside_a_new_one_is_left_out(self, country: Country) -> None:
        country.premiums(market("400", "420"))
        old = {**self.QUOTE, "name": "An old letter", "price": "200", "date": "2020-10-01"}
        found = answered(quotes=[self.QUOTE, old])
        assert [item["reason"] for item in found["persons"][0]["left_out"]] == ["dates_apart"]


class TestIdentity:
    def test_it_names_facts_rules_and_question(self, country: Country) -> None:
        country.premiums(market("400", "350"))
        first = answered()
        assert answered(known_at="2020-11-10")["id"] == first["id"]
        assert answered(language="de")["id"] == first["id"]
        assert answered(preferences={"threshold": 10})["id"] != first["id"]

    def test_the_same_question_gives_the_same_answer(self, country: Country) -> None:
        country.premiums(market("400", "350", "355"))
        assert answered() == answered()

    def test_a_year_later_the_old_answer_comes_back(self, country: Country) -> None:
        """New premiums become known; what was known then is still answered as it was then."""
        country.premiums(market("400", "350"))
        before = answered()
        country.premiums([Premium(year=2020, deductible="300")], 2020, date(2020, 11, 20))
        after = answered()
        changing = ("id", "persons")
        assert {k: v for k, v in after.items() if k not in changing} == {
            k: v for k, v in before.items() if k not in changing
        }


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_every_sentence_comes_in_the_language_that_was_asked_for(
    country: Country, language: str
) -> None:
    country.premiums(market("400", "350"))
    english, other = answered(), answered(language=language)
    assert other["sentence"]["text"] != english["sentence"]["text"]
    assert other["legal_note"] != english["legal_note"]
    assert other["sentence"]["key"] == english["sentence"]["key"]


@pytest.mark.slow
def test_after_a_thousand_answers_no_row_and_no_log_line_holds_anything_of_a_question(
    country: Country, caplog: pytest.LogCaptureFixture
) -> None:
    country.premiums(market("400", "350"))
    country.places(["3199 BE 1 9351 Geheimlingen"])
    before = _everything_stored()
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    secret = {
        "household": {"postcode": "3199", "canton": "BE", "region": 1},
        "persons": [{"birth_year": 1957, "accident": True}],
        "present": {"provider": "Geheimkasse", "plan": "Geheimtarif", "price": "473.37"},
        "quotes": [{"name": "Geheimofferte", "price": "417.73"}],
    }
    for number in range(1000):
        answered(preferences={"hours": f"{2 + number / 1000:.3f}"}, **secret)
    assert _everything_stored() == before
    said = caplog.text
    for word in ("3199", "1957", "Geheim", "473.37", "417.73"):
        assert word not in said


def _everything_stored() -> str:
    """Every row of every table."""
    models = sorted(apps.get_models(), key=lambda model: model._meta.label)
    return serializers.serialize("json", (row for m in models for row in m.objects.order_by("pk")))
