"""Every eligible offer, cheapest first; what is left out says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from compare.usecases.asking.question import read
from compare.usecases.offers.areas import Home, availability
from compare.usecases.offers.eligible import offers
from compare.values.offer import Availability
from tests.compare.store.premiums import Premium
from tests.compare.usecases.swiss import LATER, TODAY, Country, adult

YES, NO, UNKNOWN = Availability
PREMIUMS = [
    Premium(insurer=9001, amount="401.2"),
    Premium(insurer=9002, amount="380"),
    Premium(insurer=9003, amount="380.00"),
    Premium(insurer=9002, tariff="HAM", model="TAR-HAM", amount="350.55"),
    Premium(insurer=9002, deductible="FRA-2500", amount="250"),
    Premium(insurer=9004, region="PR-REG CH2", amount="300"),
    Premium(insurer=9004, age="AKL-JUG", amount="200"),
    Premium(insurer=9004, accident="OHN-UNF", amount="190"),
]


def found(**more: Any) -> dict[str, Any]:
    return offers(read(adult(**more), TODAY)).to_dict()


def listed(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(o["provider"], o["plan"], o["price"]["amount"]) for o in document["offers"]]


def test_the_cheapest_comes_first_and_equal_prices_are_tied(country: Country) -> None:
    country.premiums(PREMIUMS)
    document = found()
    assert listed(document) == [
        ("bag-9002", "HAM", "350.55"),
        ("bag-9002", "BASE", "380.00"),
        ("bag-9003", "BASE", "380.00"),
        ("bag-9001", "BASE", "401.20"),
    ]
    assert [o["tied"] for o in document["offers"]] == [False, True, True, False]
    assert document["offers"][-1]["per_year"] == "4814.40"


def test_an_offer_carries_its_names_factors_and_evidence(country: Country) -> None:
    country.premiums(PREMIUMS)
    offer = found()["offers"][0]
    assert (offer["provider_name"], offer["plan_name"]) == ("Kasse 9002", "Tarif HAM")
    assert offer["factors"] == {"deductible": 300}
    assert offer["attributes"] == {"model": "family_doctor"}
    sha256, _, locator = offer["evidence"].partition("#")
    assert len(sha256) == 64
    assert locator == "row 5"


def test_a_model_that_is_not_wanted_is_left_out_with_the_reason(country: Country) -> None:
    country.premiums(PREMIUMS)
    document = found(wanted={"deductible": [300], "models": ["standard"]})
    assert "HAM" not in {plan for _, plan, _ in listed(document)}
    assert document["left_out"] == [
        {
            "person": 0,
            "provider": "bag-9002",
            "plan": "HAM",
            "reason": "not_wanted",
            "attribute": "model",
            "value": "family_doctor",
        }
    ]


def test_several_deductibles_are_offered_side_by_side(country: Country) -> None:
    country.premiums(PREMIUMS)
    document = found(wanted={"deductible": [300, 2500]})
    assert document["offers"][0]["factors"] == {"deductible": 2500}
    assert len(document["offers"]) == 5


def test_each_person_has_a_list_of_its_own(country: Country) -> None:
    country.premiums(PREMIUMS)
    persons = [{"age_class": "adult", "accident": False}, {"age_class": "young_adult"}]
    document = found(persons=persons)
    assert [(o["person"], o["price"]["amount"]) for o in document["offers"]] == [
        (0, "190.00"),
        (1, "200.00"),
    ]


def test_a_premium_that_nobody_published_is_no_offer(country: Country) -> None:
    country.premiums(PREMIUMS)
    assert found(household={"canton": "GE"})["offers"] == []


def test_what_was_published_later_is_not_known_before(country: Country) -> None:
    country.premiums(PREMIUMS)
    assert found(known_at="2020-09-21")["offers"] == []
    assert len(found(known_at="2020-09-22")["offers"]) == 4


def test_another_year_has_its_own_premiums(country: Country) -> None:
    country.premiums(PREMIUMS)
    document = found(today="2021-11-10", start="2022-01-01")
    assert document["offers"] == []


class TestIdentity:
    def identity(self, **more: Any) -> str:
        return str(found(**more)["question_id"])

    def test_the_same_question_has_the_same_id_however_it_is_typed(self, country: Country) -> None:
        country.premiums(PREMIUMS)
        spelled = {"known_at": "2020-11-10T22:59:59.999999+00:00", "preferences": {"hours": "2.50"}}
        assert self.identity(**spelled) == self.identity(
            known_at="2020-11-10", preferences={"hours": 2.5}
        )

    def test_another_question_has_another_id(self, country: Country) -> None:
        country.premiums(PREMIUMS)
        assert self.identity() != self.identity(preferences={"hours": 3})

    def test_new_facts_give_another_id_and_the_same_facts_again_do_not(
        self, country: Country
    ) -> None:
        country.premiums(PREMIUMS)
        before = self.identity()
        country.premiums(PREMIUMS)
        assert self.identity() == before
        country.premiums([Premium(year=2020, deductible="300")], year=2020)
        assert self.identity() != before


class TestLimits:
    """A tariff that is sold in some municipalities only."""

    TARIFFS = [
        Premium(insurer=9001, year=2020, deductible="300"),
        Premium(insurer=9002, year=2020, deductible="300", tariff="HMO", model="TAR-HMO"),
        Premium(
            insurer=9002, year=2020, deductible="300", tariff="HMO", model="TAR-HMO", canton="LU"
        ),
    ]
    LIMIT = ["9002 BE 1 HMO 351 3011"]

    def availability(self, country: Country, **home: Any) -> str:
        country.premiums(self.TARIFFS, 2020, date(2019, 10, 1))
        country.limits(self.LIMIT, date(2019, 10, 1))
        when = {"today": "2019-11-10", "start": "2020-01-01", "present": None}
        document = found(household={"canton": "BE", "region": 1, **home}, **when)
        for item in document["left_out"]:
            if item["plan"] == "HMO":
                return str(item["reason"])
        return next(str(o["availability"]) for o in document["offers"] if o["plan"] == "HMO")

    def test_it_is_offered_in_its_municipality(self, country: Country) -> None:
        assert self.availability(country, municipality="351") == "yes"

    def test_it_is_left_out_where_the_municipality_is_another(self, country: Country) -> None:
        assert self.availability(country, municipality="352") == "limited_area"

    def test_it_stays_with_unknown_availability_where_no_municipality_is_known(
        self, country: Country
    ) -> None:
        assert self.availability(country) == "unknown"

    def test_it_is_not_limited_in_a_canton_for_which_there_is_no_list(
        self, country: Country
    ) -> None:
        assert self.availability(country, canton="LU") == "yes"

    def test_a_year_without_a_list_only_knows_where_it_was_sold(self, country: Country) -> None:
        country.premiums(self.TARIFFS, 2020, date(2019, 10, 1))
        country.limits(self.LIMIT, date(2019, 10, 1))
        country.premiums([replace(row, year=2021, deductible="FRA-300") for row in self.TARIFFS])
        inside, outside, unsaid = (
            found(
                household={"canton": "BE", "region": 1, **home},
                present=None,
                wanted={"models": ["hmo"]},
            )["offers"][0]
            for home in ({"municipality": "351"}, {"municipality": "352"}, {})
        )
        assert [o["availability"] for o in (inside, outside, unsaid)] == [
            "yes",
            "unknown",
            "unknown",
        ]

    @pytest.mark.parametrize(
        ("now", "before", "home", "expected"),
        [
            ("", "", Home(), YES),
            ("ab", "", Home("a"), YES),
            ("ab", "", Home("c"), NO),
            ("ab", "", Home(None, frozenset("ab")), YES),
            ("ab", "", Home(None, frozenset("cd")), NO),
            ("ab", "", Home(None, frozenset("bc")), UNKNOWN),
            ("ab", "", Home(), UNKNOWN),
            ("", "ab", Home("a"), YES),
            ("", "ab", Home("c"), UNKNOWN),
        ],
    )
    def test_the_rule(self, now: str, before: str, home: Home, expected: Availability) -> None:
        assert availability(set(now), set(before), home) is expected


class TestCoverage:
    """STAY needs everybody else: who may sell, and whose premium is known."""

    YEAR = {"today": "2026-11-20", "start": "2026-12-01", "present": None}

    def coverage(self, **more: Any) -> dict[str, Any]:
        return dict(found(**{**self.YEAR, **more})["coverage"])

    def collected(self, country: Country) -> None:
        heading = (
            "insurer_code,insurer_name,canton_code,canton_name_fr,territory,premium_year,survey_year,"
            "premium_region_code,premium_region_label_fr,age_class_code,age_class_label_fr,"
            "age_subgroup_raw,accident_inclusion_code,accident_inclusion_label_fr,tariff_code,"
            "tariff_type_code,tariff_name_raw,deductible_step_code,deductible_code,deductible_chf,"
            "monthly_premium_chf,is_base_premium_raw,is_base_franchise_raw,limited_validity_raw"
        )
        rows = [
            f"{number},Kasse {number},BE,Berne,CH,2026,2025,PR-REG CH1,Région 1,AKL-ERW,26 -,,"
            f"MIT-UNF,Avec Accident,BASE,TAR-BASE,Grundversicherung,FRAST1,FRA-300,300,4{number % 10}0,1,1,"
            for number in (9001, 9002, 9003)
        ]
        country._collect(
            "ch_bag_premiums", "premiums_2026.csv", "\n".join([heading, *rows]) + "\n", LATER
        )

    def test_it_is_counted_against_the_register(self, country: Country) -> None:
        self.collected(country)
        country.register({9001: "CH", 9002: "BE, LU", 9003: "GE", 9004: "CH", 9005: "CH"}, (9005,))
        assert self.coverage() == {
            "open": 3,
            "fresh": 2,
            "basis": "register",
            "missing": {"bag-9004": "Kasse 9004"},
        }

    def test_without_a_register_for_the_day_the_edition_itself_is_the_list(
        self, country: Country
    ) -> None:
        self.collected(country)
        assert self.coverage() == {"open": 3, "fresh": 3, "basis": "edition", "missing": {}}

    def test_a_register_that_was_not_known_yet_does_not_count(self, country: Country) -> None:
        self.collected(country)
        country.register({9001: "CH", 9004: "CH"})
        early = {"today": "2025-11-10", "start": "2026-01-01"}
        assert self.coverage(**early)["basis"] == "edition"

    def test_where_nothing_was_published_nobody_knows_how_many_sell(self, country: Country) -> None:
        self.collected(country)
        assert self.coverage(household={"canton": "GE"})["open"] is None
