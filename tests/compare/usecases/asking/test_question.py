"""A question that cannot be asked is refused by the name of its field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from compare.markets import loader
from compare.usecases.asking.fields import QuestionError
from compare.usecases.asking.question import known_at, read
from compare.values.money import Money, Per
from compare.values.offer import Price
from compare.values.terms import Restricted, Status
from tests.compare.store.premiums import Premium
from tests.compare.usecases.swiss import Country, adult

pytestmark = pytest.mark.django_db
TODAY = date(2020, 11, 10)
CHILD = {"age_class": "child", "sibling_group": "K1", "accident": True}


def asked(**more: Any) -> dict[str, Any]:
    """A good question with some parts replaced."""
    return adult(**more)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"market": "no-such"}, "market"),
        ({"market": 7}, "market"),
        ({"markt": "ch-health"}, "markt"),
        ({"today": "2020-13-01"}, "today"),
        ({"start": "2020-01-01"}, "start"),
        ({"known_at": "2021-01-01"}, "known_at"),
        ({"known_at": "2020-09-22T00:00:00"}, "known_at"),
        ({"household": []}, "household"),
        ({"household": {"canton": "XX", "region": 1}}, "household.canton"),
        ({"household": {"canton": "ZE"}}, "household.canton"),
        ({"household": {"canton": "BE"}}, "household.region"),
        ({"household": {"canton": "BE", "region": 0}}, "household.region"),
        ({"household": {"canton": "GE", "region": 1}}, "household.region"),
        ({"household": {"region": 1}}, "household.canton"),
        ({"household": {"canton": "BE", "region": 1, "colour": "red"}}, "household.colour"),
        ({"household": {"postcode": "30"}}, "household.postcode"),
        ({"persons": []}, "persons"),
        ({"persons": [{}] * 13}, "persons"),
        ({"persons": [{"age_class": "old"}]}, "persons.0.age_class"),
        ({"persons": [{"birth_year": 1880}]}, "persons.0.birth_year"),
        ({"persons": [{"birth_year": 2022}]}, "persons.0.birth_year"),
        ({"persons": [{"birth_year": "1980"}]}, "persons.0.birth_year"),
        ({"persons": [{"birth_year": 1980, "age_class": "child"}]}, "persons.0.age_class"),
        ({"persons": [{"age_class": "adult", "accident": "yes"}]}, "persons.0.accident"),
        ({"persons": [{"age_class": "adult", "sibling_group": "K1"}]}, "persons.0.sibling_group"),
        ({"persons": [{"age_class": "adult"}, {"age": 3}]}, "persons.1.age_class"),
        ({"wanted": {"deductible": [250]}}, "wanted.deductible.0"),
        ({"wanted": {"deductible": [100]}}, "wanted.deductible"),
        ({"wanted": {"models": ["cheap"]}}, "wanted.models.0"),
        ({"wanted": {"model": ["hmo"]}}, "wanted.model"),
        ({"present": {"plan": "BASE"}}, "present.provider"),
        ({"present": {"provider": "bag-1", "price": -1}}, "present.price"),
        ({"present": {"provider": "bag-1", "price": "much"}}, "present.price"),
        ({"present": {"provider": "bag-1", "price": 400, "per": "moon"}}, "present.per"),
        ({"present": {"provider": "bag-1", "price": 400, "per": "once"}}, "present.per"),
        ({"present": {"price": {"amount": 1, "currency": "EUR"}}}, "present.price.currency"),
        (
            {"present": {"provider": "bag-1", "factors": {"deductible": 1}}},
            "present.factors.deductible",
        ),
        ({"present": {"provider": "bag-1", "contract": {"end": "soon"}}}, "present.contract.end"),
        ({"present": {"provider": "bag-1", "terms": {"flood": "covered"}}}, "present.terms.flood"),
        (
            {"present": {"provider": "bag-1", "terms": {"benefits": "yes"}}},
            "present.terms.benefits",
        ),
        ({"quotes": [{"name": "x"}]}, "quotes.0.price"),
        ({"quotes": [{"name": "x", "price": 1}] * 2}, "quotes"),
        (
            {"quotes": [{"name": "x", "price": 1, "instalments": {"count": 2, "amount": 1}}]},
            "quotes.0.instalments",
        ),
        (
            {
                "quotes": [
                    {
                        "name": "x",
                        "price": {"amount": 1, "per": "year"},
                        "instalments": {"count": 0, "amount": 1},
                    }
                ]
            },
            "quotes.0.instalments",
        ),
        ({"quotes": [{"name": str(n), "price": 1} for n in range(5)]}, "quotes"),
        ({"quotes": [{"name": "x", "price": 1, "date": "2020-11-11"}]}, "quotes.0.date"),
        (
            {"quotes": [{"name": "x", "price": 1, "cashback_probability": 2}]},
            "quotes.0.cashback_probability",
        ),
        ({"preferences": {"hours": "NaN"}}, "preferences.hours"),
        ({"preferences": {"must_not_get_worse": ["price"]}}, "preferences.must_not_get_worse.0"),
        ({"preferences": {"guards": {"arrears": "no"}}}, "preferences.guards.arrears"),
        ({"preferences": {"guards": {"weather": True}}}, "preferences.guards.weather"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_the_name_of_its_field(
    part: dict[str, Any], field: str
) -> None:
    with pytest.raises(QuestionError) as error:
        read(asked(**part), TODAY)
    assert error.value.field == field
    assert str(error.value).startswith(f"{field}: expected ")


@pytest.mark.parametrize("data", [None, [], "question", 3])
def test_what_is_no_object_is_no_question(data: object) -> None:
    with pytest.raises(QuestionError, match="an object"):
        read(data, TODAY)


def test_an_unknown_code_names_the_allowed_ones() -> None:
    with pytest.raises(QuestionError) as error:
        read(asked(household={"canton": "BE", "region": 0}), TODAY)
    assert error.value.allowed == (1, 2, 3)


def test_an_unknown_insurer_names_the_known_ones(country: Country) -> None:
    country.premiums([Premium(insurer=9001), Premium(insurer=9002)])
    with pytest.raises(QuestionError) as error:
        read(asked(present={"provider": "bag-1", "plan": "BASE"}), TODAY)
    assert error.value.field == "present.provider"
    assert error.value.allowed == ("bag-9001", "bag-9002")


def test_an_unknown_plan_names_the_insurers_own(country: Country) -> None:
    country.premiums([Premium(tariff="BASE"), Premium(tariff="HAM", model="TAR-HAM")])
    with pytest.raises(QuestionError) as error:
        read(asked(present={"provider": "bag-9001", "plan": "HMO"}), TODAY)
    assert error.value.allowed == ("BASE", "HAM")


def test_a_contract_whose_price_is_typed_needs_no_known_insurer(country: Country) -> None:
    country.premiums([Premium()])
    question = read(asked(present={"provider": "mine", "price": "410.55"}), TODAY)
    assert question.presents[0] is not None
    assert question.presents[0].price == Price(Money(Decimal("410.55"), "CHF"), Per.MONTH)


def test_a_canton_of_one_region_needs_none() -> None:
    assert read(asked(household={"canton": "GE"}), TODAY).household["region"] == 0


@pytest.mark.parametrize(
    ("born", "age_class"),
    [
        (2021, "child"),
        (2003, "child"),
        (2002, "young_adult"),
        (1996, "young_adult"),
        (1995, "adult"),
    ],
)
def test_the_age_class_is_of_the_year_in_which_the_cover_starts(born: int, age_class: str) -> None:
    question = read(asked(persons=[{"birth_year": born}], wanted={}, present=None), TODAY)
    assert question.persons[0]["age_class"] == age_class
    assert "birth_year" not in question.persons[0]


def test_every_default_is_stated() -> None:
    data = {
        "market": "ch-health",
        "household": {"canton": "GE"},
        "persons": [{"age_class": "child"}],
    }
    question = read(data, TODAY)
    assert question.assumed == {
        "today": TODAY,
        "start": date(2021, 1, 1),
        "persons.0.sibling_group": "K1",
        "persons.0.accident": True,
        "persons.0.wanted.deductible": 0,
    }


def test_a_deductible_that_is_not_wanted_is_the_present_one() -> None:
    present = {"provider": "x", "price": 1, "factors": {"deductible": 2500}}
    question = read(asked(wanted={}, present=present), TODAY)
    assert question.wanted_by(0)["deductible"] == (2500,)


def test_an_adults_deductible_is_not_put_on_a_child() -> None:
    present = {"provider": "x", "price": 1, "factors": {"deductible": 2500}}
    persons = [{"age_class": "adult", "accident": True}, CHILD]
    question = read(asked(wanted={"deductible": [2500]}, present=present, persons=persons), TODAY)
    assert question.wanted_by(0)["deductible"] == (2500,)
    assert question.wanted_by(1)["deductible"] == (0,)
    assert question.assumed["persons.1.wanted.deductible"] == 0


def test_a_persons_own_contract_goes_before_the_households() -> None:
    own = {"provider": "other", "price": 2}
    persons = [{"age_class": "adult"}, {"age_class": "adult", "present": own}]
    question = read(asked(persons=persons, present={"provider": "x", "price": 1}), TODAY)
    assert [present.provider for present in question.presents if present] == ["x", "other"]


def test_typed_cover_comes_in_the_markets_words() -> None:
    terms = {"benefits": "covered", "choice_of_doctor": {"restricted": " Family  Doctor first"}}
    question = read(asked(present={"provider": "x", "price": 1, "terms": terms}), TODAY)
    assert question.presents[0] is not None
    assert question.presents[0].terms == {
        "benefits": Status.COVERED,
        "choice_of_doctor": Restricted("family doctor first"),
    }


def test_a_bare_day_of_knowledge_means_its_end_in_the_markets_zone() -> None:
    question = read(asked(known_at="2020-09-21"), TODAY)
    assert question.known_at == datetime(2020, 9, 21, 21, 59, 59, 999999, tzinfo=UTC)
    everything = read(asked(), TODAY)
    assert known_at(everything, loader.load("ch-health")) == datetime(
        2020, 11, 10, 22, 59, 59, 999999, tzinfo=UTC
    )


class TestPlaces:
    ROWS = ["3011 BE 1 351 Bern", "3250 BE 2 306 Lyss", "3250 BE 3 301 Aarberg"]
    HOME = {"today": "2026-11-20", "start": "2026-12-01", "present": None}

    def household(self, country: Country, **given: Any) -> dict[str, Any]:
        country.places(self.ROWS)
        return dict(read(asked(household=given, **self.HOME), TODAY).household)

    def test_a_postcode_gives_canton_and_region(self, country: Country) -> None:
        found = self.household(country, postcode=3011)
        assert found == {"postcode": "3011", "canton": "BE", "region": 1}

    def test_a_postcode_in_several_regions_asks_for_the_municipality(
        self, country: Country
    ) -> None:
        with pytest.raises(QuestionError) as error:
            self.household(country, postcode="3250")
        assert error.value.field == "household.municipality"
        assert error.value.allowed == ("301 (Aarberg)", "306 (Lyss)")

    def test_the_municipality_decides(self, country: Country) -> None:
        assert self.household(country, postcode="3250", municipality=301)["region"] == 3

    def test_a_municipality_elsewhere_is_refused(self, country: Country) -> None:
        with pytest.raises(QuestionError) as error:
            self.household(country, postcode="3250", municipality="351")
        assert error.value.field == "household.municipality"

    def test_a_region_that_contradicts_the_postcode_is_refused(self, country: Country) -> None:
        with pytest.raises(QuestionError) as error:
            self.household(country, postcode="3011", canton="BE", region=2)
        assert error.value.field == "household.postcode"

    def test_an_unknown_postcode_is_refused(self, country: Country) -> None:
        with pytest.raises(QuestionError) as error:
            self.household(country, postcode="9999")
        assert error.value.field == "household.postcode"

    def test_a_year_without_a_directory_takes_the_nearest_one_and_says_so(
        self, country: Country
    ) -> None:
        country.places(self.ROWS)
        question = read(asked(household={"postcode": "3011"}), TODAY)
        assert question.household["region"] == 1
        assert question.assumed["household.postcode"] == date(2026, 1, 1)

    def test_the_directory_of_the_year_itself_is_no_assumption(self, country: Country) -> None:
        country.places(self.ROWS)
        question = read(asked(household={"postcode": "3011"}, **self.HOME), TODAY)
        assert "household.postcode" not in question.assumed

    def test_without_any_directory_the_codes_are_asked_for(self) -> None:
        with pytest.raises(QuestionError) as error:
            read(asked(household={"postcode": "3011"}), TODAY)
        assert error.value.field == "household.canton"
        kept = read(asked(household={"postcode": "3011", "canton": "BE", "region": 1}), TODAY)
        assert kept.household["postcode"] == "3011"


def test_an_unknown_market_is_told_the_markets_that_answer() -> None:
    with pytest.raises(QuestionError) as refused:
        read(asked(market="no-such"), TODAY)

    assert "ch-health" in refused.value.allowed
    assert set(refused.value.allowed) == set(loader.answering()) < set(loader.keys())
