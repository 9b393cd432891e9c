"""From a posted form to a question: codes, amounts, persons, offers; nothing personal."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from compare.markets.loader import load
from compare.web.address import written
from compare.web.asking.names import Names
from compare.web.asking.posted import part, plain_number, question
from compare.web.asking.typed_in import typed_in

SWISS, CARS = "ch-health", "us-ny-auto"


def asked(market: str, names: dict[str, str] | None = None, **typed: Any) -> dict[str, Any]:
    """The question of a form; `__` stands for a dot."""
    given = QueryDict(mutable=True)
    for name, value in typed.items():
        values = value if isinstance(value, list) else [value]
        given.setlist(name.replace("__", "."), values)
    return question(
        load(market),
        typed_in(given),
        Names(tuple((key, name) for name, key in (names or {}).items())),
    )


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("401,20", "401.20"), ("1'234.50", "1234.50"), ("1’234,5", "1234.5"), ("1 234", "1234"),
        ("401.20", "401.20"), ("1,234", "1,234"), (",89", ",89"), ("", ""), ("much", "much"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_can_only_be_meant_else_left_to_be_refused(
    typed: str, plain: str
) -> None:
    assert plain_number(typed) == plain


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("90 %", "0.9"), ("90%", "0.9"), ("90", "0.9"), ("12,5 %", "0.125"), ("0.9", "0.9"),
        ("1", "1"), ("100", "1"), ("0", "0"), ("1 %", "0.01"), ("most", "most"), ("-5", "-5"), ("", ""),
    ],
)  # fmt: skip
def test_a_part_is_read_in_hundreds_or_as_a_fraction(typed: str, share: str) -> None:
    assert part(typed) == share


def test_each_person_has_a_contract_of_its_own_and_the_first_ones_provider_unless_named() -> None:
    found = asked(
        SWISS,
        shown__person="3",
        persons__0__birth_year="1980",
        persons__1__birth_year="2015",
        persons__2__birth_year="1982",
        wanted__deductible="2500",
        wanted__models=["standard", "hmo"],
        persons__1__wanted__deductible="0",
        present__provider="bag-8",
        present__price="500",
        persons__2__present__provider="bag-290",
    )
    one, child, other = found["persons"]
    assert "present" not in found
    assert found["wanted"] == {"models": ["standard", "hmo"]}
    assert one["present"] == {"provider": "bag-8", "price": "500", "factors": {"deductible": 2500}}
    assert child["present"] == {"provider": "bag-8", "factors": {"deductible": 0}}
    assert other["present"] == {"provider": "bag-290"}


def test_what_was_kept_gives_way_to_what_is_typed_in_its_place() -> None:
    kept = {"kept__household__canton": "BE", "kept__household__region": "1"}
    moved = asked(SWISS, household__postcode="1200", **kept)
    assert moved["household"] == {"postcode": "1200"}
    stayed = asked(SWISS, household__postcode="", **kept)
    assert stayed["household"] == {"canton": "BE", "region": 1}
    aged = asked(SWISS, persons__0__birth_year="2015", kept__persons__0__age_class="adult")
    assert aged["persons"] == [{"birth_year": 2015}]


def test_a_name_that_is_nobodys_becomes_a_number() -> None:
    found = asked(
        CARS,
        {"geico": "naic-1"},
        present__provider="My cousin's insurer",
        present__price="1200",
        quotes__0__name="GEICO",
        quotes__0__price="1,100.00",
        quotes__1__name="Jane Doe of 5 Elm Street",
        quotes__1__price="1000",
        quotes__2__per="year",
    )
    assert found["present"] == {"price": "1200"}
    assert [offer["name"] for offer in found["quotes"]] == ["naic-1", "Offer 2"]
    address = written(found, load(CARS))
    assert "cousin" not in address
    assert "Jane" not in address


def test_who_is_angry_about_lost_cover_wants_the_essential_protected() -> None:
    found = asked(CARS, preferences__focus="cover")
    assert "property_damage" in found["preferences"]["must_not_get_worse"]
    assert "must_not_get_worse" not in asked(CARS, preferences__focus="claims")["preferences"]
    assert "focus" not in asked(CARS, preferences__focus="<b>")["preferences"]


def test_unknown_names_and_odd_numbers_are_left_alone() -> None:
    found = asked(SWISS, evil="1", persons__99__x="2", quotes__x="3", household__x__y__z__w__v="4")
    assert found["persons"] == [{}] * len(found["persons"])
    assert "evil" not in found


def test_a_person_taken_away_leaves_no_gap() -> None:
    typed = {"persons__1__birth_year": "1", "persons__2__birth_year": "2", "shown__person": "3"}
    found = asked(SWISS, take="person-1", **typed)
    assert found["persons"] == [{}, {"birth_year": 2}]


def test_a_part_that_is_posted_as_a_whole_is_no_part() -> None:
    found = asked(SWISS, wanted="x", present="y", household="z", persons="w", today__x="v")
    assert found == {"market": SWISS, "persons": [{}]}
    odd = asked(SWISS, shown__person="2", wanted__deductible__x="300")
    assert isinstance(odd["persons"][0]["wanted"]["deductible"], dict)  # refused where it is read
