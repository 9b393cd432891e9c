"""A coming year that nobody has collected yet is answered by the newest one, and says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from compare.usecases.asking.newest import newest_instead
from tests.compare.store.premiums import Premium
from tests.compare.usecases.swiss import Country

ASK = "/en/m/ch-health/ask"
TYPED = {
    "household.postcode": "3011",
    "persons.0.age_class": "adult",
    "persons.0.accident": "true",
    "wanted.deductible": "300",
    "present.provider": "bag-8",
}


@pytest.fixture
def bern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> None:
    """Premiums of 2021 and a directory of places: nothing for any later year."""
    country = Country(tmp_path, monkeypatch)
    country.premiums([Premium(insurer=8, amount="400"), Premium(insurer=9, amount="350")])
    country.places(["3011 BE 1 351 Bern"])


def test_the_form_says_for_when_the_answer_will_be(client: Client, bern: None) -> None:
    page = client.get(ASK).content.decode()

    assert "have not been collected here." in page
    assert "What you find here is for cover from 1 January 2021, as it stood on" in page
    assert 'href="/en/check?market=ch-health"' in page


def test_the_answer_says_as_of_when_it_is(client: Client, bern: None) -> None:
    response = client.post(ASK, TYPED, follow=True)

    assert response.status_code == 200
    page = response.content.decode()
    assert "for cover from 1 January 2021, as it stood on 22 September 2020" in page
    assert "Move on 1 January 2021" in page
    assert "not what to do now" in page


def test_a_coming_year_with_prices_is_asked_about_as_it_is(bern: None) -> None:
    assert newest_instead("ch-health", date(2020, 11, 10)) is None


def test_without_any_price_nothing_is_put_in_its_place(db: None) -> None:
    assert newest_instead("ch-health", date(2026, 11, 22)) is None


@pytest.mark.parametrize(
    ("today", "act_by"),
    [
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 12, 1), None),
        (date(2025, 11, 10), date(2025, 11, 28)),  # the 30th is a Sunday
    ],
)
def test_it_says_until_when_one_can_still_leave_for_the_coming_year(
    bern: None, today: date, act_by: date | None
) -> None:
    found = newest_instead("ch-health", today)

    assert found is not None
    assert (found.coming, found.act_by) == (date(today.year + 1, 1, 1), act_by)
    assert found.received is (act_by is not None)


LETTERS = {
    "market": "ch-health",
    "today": "2026-11-30",
    "before.price": "400",
    "after.price": "430",
    "quotes.0.name": "Elsewhere",
    "quotes.0.price": "350",
    "household.postcode": "3011",
    "persons.0.birth_year": "1980",
    "persons.0.accident": "true",
    "wanted.deductible": "300",
    **dict.fromkeys(
        (f"{paper}.terms.choice_of_doctor" for paper in ("before", "after", "quotes.0")),
        "restricted: hmo",
    ),
}


def test_two_letters_and_an_offer_answer_for_the_coming_year(client: Client, bern: None) -> None:
    page = client.post("/en/check", LETTERS).content.decode()

    assert "Move on 1 January 2027." in page
    assert "Your notice must have arrived by 30 November 2026." in page
    assert "Act today." in page


def test_the_link_of_such_a_check_holds_codes_and_is_answered_alike(
    client: Client, bern: None
) -> None:
    linked = client.post("/en/check", {**LETTERS, "link": "1"})

    assert linked.status_code == 303
    assert "household.canton=BE" in linked["Location"]
    assert "3011" not in linked["Location"]
    assert "1980" not in linked["Location"]
    assert "Move on 1 January 2027." in client.get(linked["Location"]).content.decode()
