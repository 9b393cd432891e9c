"""A coming year that nobody has collected yet is answered by the newest one, and says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from compare.usecases.newest import newest_instead
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

    assert "The answer will be for cover from 1 January 2021, as it stood on" in page


def test_the_answer_says_as_of_when_it_is(client: Client, bern: None) -> None:
    response = client.post(ASK, TYPED, follow=True)

    assert response.status_code == 200
    page = response.content.decode()
    assert "for cover from 1 January 2021, as it stood on 22 September 2020" in page
    assert "Move on 1 January 2021" in page


def test_a_coming_year_with_prices_is_asked_about_as_it_is(bern: None) -> None:
    assert newest_instead("ch-health", date(2020, 11, 10)) is None


def test_without_any_price_nothing_is_put_in_its_place(db: None) -> None:
    assert newest_instead("ch-health", date(2026, 11, 22)) is None
