"""Has my insurer got worse? Two letters typed, answered on the spot, kept nowhere."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.compare.web.html import parse

pytestmark = pytest.mark.django_db
CHECK = "/en/check"
LETTERS = {
    "market": "home",
    "currency": "GBP",
    "before.price": "500",
    "before.per": "year",
    "after.price": "520",
    "after.per": "year",
    "before.terms.excess": "250",
    "after.terms.excess": "500",
}


def test_every_market_that_answers_can_be_checked(client: Client) -> None:
    page = parse(client.get(CHECK))
    addresses = [link["href"] for link in page.select("main li a")]
    assert any("market=home" in address for address in addresses)
    for address in addresses:
        assert client.get(address).status_code == 200


def test_two_letters_are_answered_on_the_spot_without_any_data(client: Client) -> None:
    response = client.post(CHECK, LETTERS)
    assert response.status_code == 200
    page = parse(response)
    assert "+4.0" in page.select_one("h1").get_text()
    assert "£20.00 more" in page.select_one(".verdict .lede").get_text()
    row = page.select_one("tbody tr")
    assert "£250.00" in row.get_text()
    assert "▼" in row.get_text()
    assert page.select_one('input[name="after.price"]')["value"] == "520"
    assert response["Cache-Control"] == "private"


def test_the_three_numbers_are_one_sentence_where_the_cover_is_known(client: Client) -> None:
    terms = {
        "compulsory_excess": "100",
        "contents_limit": "40000",
        "water_damage_limit": "10000",
        "bicycle_theft": "2000",
    }
    typed = {"market": "xx-household", "before.price": "500", "after.price": "520"}
    typed |= {f"before.terms.{key}": value for key, value in terms.items()}
    typed |= {f"after.terms.{key}": value for key, value in terms.items()}
    typed["after.terms.compulsory_excess"] = "500"
    sentence = parse(client.post(CHECK, typed)).select_one("h1").get_text()
    assert sentence.count("%") == 3
    assert "for the same cover" in sentence


def test_an_address_is_made_only_when_asked_for_and_names_no_unknown_insurer(
    client: Client,
) -> None:
    typed = {**LETTERS, "quotes.0.name": "Uncle Bob of Elm Street", "quotes.0.price": "430"}
    assert "Location" not in client.post(CHECK, typed)
    linked = client.post(CHECK, {**typed, "link": "1"})
    assert linked.status_code == 303
    said = parse_qs(urlsplit(linked["Location"]).query)
    assert said["before.price"] == ["500"]
    assert said["quotes.0.name"] == ["Offer 1"]
    assert "Bob" not in linked["Location"]
    again = client.get(linked["Location"])
    assert again.status_code == 200
    assert "+4.0" in parse(again).select_one("h1").get_text()


def test_offers_in_hand_bring_a_verdict_in_the_papers_currency(client: Client) -> None:
    typed = {
        **LETTERS,
        "quotes.0.name": "Elsewhere",
        "quotes.0.price": "430",
        "quotes.0.terms.excess": "500",
        "after.terms.excess": "500",
        "present.contract.start": "2026-01-01",
        "present.contract.end": "2027-01-01",
        "present.contract.notice_days": "30",
        "today": "2026-10-01",
    }
    page = parse(client.post(CHECK, typed))
    said = page.select_one("main").get_text(" ", strip=True)
    assert page.select_one(".said").get_text()
    assert "Elsewhere" in said
    assert "£430.00" in said
    assert "prices of 0" not in said


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"before.price": "abc"}, "before.price"),
        ({"after.price": ""}, "after.price"),
        ({"before.price": "0"}, "before.price"),
        ({"before.terms.excess": "many"}, "before.terms.excess"),
        ({"quotes.0.price": "x", "quotes.0.name": "A"}, "quotes.0.price"),
        ({"currency": "ZZZ"}, "currency"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_everything_typed_is_kept(
    client: Client, wrong: dict[str, str], field: str
) -> None:
    response = client.post(CHECK, {**LETTERS, **wrong})
    assert response.status_code == 422
    page = parse(response)
    link = page.select_one(".problems[role=alert] a")
    target = page.select_one(link["href"])
    assert target["name"] == field
    assert page.select_one('input[name="after.terms.excess"]')["value"] == "500"


def test_a_letter_that_is_missing_is_looked_up_where_prices_are_published(
    client: Client, westmark: None
) -> None:
    typed = {
        "market": "xx-household",
        "today": "2026-07-20",
        "household.size": "medium",
        "household.region": "coast",
        "wanted.excess": "150",
        "present.provider": "wm-101",
        "after.price": "99",
    }
    response = client.post(CHECK, typed)
    assert response.status_code in (200, 422)
    if response.status_code == 422:  # several plans: then the price is asked for
        assert parse(response).select_one('.problems a[href="#q-before-price"]')


def test_a_check_has_its_twins(client: Client) -> None:
    typed = {**LETTERS, "format": "csv"}
    rows = list(csv.DictReader(io.StringIO(client.get(CHECK, typed).content.decode())))
    assert [(row["what"], row["change"]) for row in rows[:1]] == [("price", "20.00")]
    assert {"what": "excess", "before": "250", "after": "500", "change": "worse"} in rows
    document = client.get(CHECK, {**LETTERS, "format": "json"})
    assert document.json()["price_difference"] == "20.00"
    assert document["Last-Modified"]
    assert document["ETag"]
    for asked in ({}, {"market": "home"}):
        assert client.get(CHECK, {**asked, "format": "json"}).json()
        sheet = client.get(CHECK, {**asked, "format": "csv"}).content.decode()
        assert len(list(csv.DictReader(io.StringIO(sheet)))) > 1
    assert client.get(CHECK, {**LETTERS, "format": "exe"}).status_code == 400


def test_no_link_is_made_to_what_cannot_be_answered(client: Client) -> None:
    response = client.post(CHECK, {**LETTERS, "after.price": "much", "link": "1"})
    assert response.status_code == 422
    assert parse(response).select_one('.problems a[href="#q-after-price"]')


def test_a_letter_that_promises_less_than_the_law_wants_is_told_so(client: Client) -> None:
    typed = {
        "market": "motor",
        "currency": "EUR",
        "household.country": "DE",
        "before.price": "500",
        "after.price": "500",
        "after.terms.liability_injury_limit": "1000000",
    }
    note = parse(client.post("/de/check", typed)).select_one(".note").get_text(" ", strip=True)
    assert "Das Gesetz verlangt mindestens" in note
    assert "Anlage zu § 4 Abs. 2" in note


@pytest.mark.parametrize("key", ["ch-health", "xx-household"])
def test_what_the_law_fixes_for_all_papers_is_not_asked(client: Client, key: str) -> None:
    page = parse(client.get(CHECK, {"market": key}))
    asked = {field["name"] for field in page.select("[name]")}
    assert "after.terms.benefits" not in asked
    assert ("present.contract.end" in asked) == (key == "xx-household")
    assert "present.contract.refund_method" not in asked


# --- a letter for several of a family ---------------------------------------------------------------

MODEL = "terms.choice_of_doctor"
FAMILY = {
    "market": "ch-health",
    "today": "2026-11-10",
    "shown.person": "3",
    "before.price": "500",
    "before.prices.1": "480",
    "before.prices.2": "120",
    "after.price": "560",
    "after.prices.1": "520",
    "after.prices.2": "126",
    f"before.{MODEL}": "covered",
    f"after.{MODEL}": "covered",
}
OFFER = {
    "quotes.0.name": "Elsewhere",
    "quotes.0.price": "450",
    "quotes.0.prices.1": "450",
    "quotes.0.prices.2": "140",
    f"quotes.0.{MODEL}": "covered",
    "household.canton": "GE",
    "household.region": "0",
    "persons.0.birth_year": "1980",
    "persons.1.birth_year": "1982",
    "persons.2.birth_year": "2015",
}


def amounts(page: BeautifulSoup, section: str) -> list[list[str]]:
    rows = page.select(f"section[aria-labelledby={section}] tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in rows[1:]]


def test_one_letter_asks_one_price_and_says_how_a_family_types_its_own(client: Client) -> None:
    page = parse(client.get(CHECK, {"market": "ch-health"}))
    assert [f["name"] for f in page.select('[name^="before.price"]')] == ["before.price"]
    assert page.select_one('button[name="add"][value="person"]')
    assert not parse(client.get(CHECK, {"market": "home"})).select_one('button[value="person"]')


def test_a_person_more_is_a_price_more_on_every_paper_and_nothing_else(client: Client) -> None:
    first = {"market": "ch-health", "before.price": "500", "shown.offer": "0", "add": "person"}
    page = parse(client.post(CHECK, {**first, "shown.person": "1"}))
    asked = [field["name"] for field in page.select(".papers [name]")]
    assert [name for name in asked if "price" in name] == [
        "before.price",
        "after.price",
        "before.prices.1",
        "after.prices.1",
    ]
    assert page.select_one('[name="before.price"]')["value"] == "500"
    about = [field["name"] for field in page.select('[name^="persons."]')]
    assert about == ["persons.0.birth_year", "persons.1.birth_year"]
    fewer = parse(client.post(CHECK, {**FAMILY, "take": "person-2"}))
    assert not fewer.select('[name$="prices.2"]')
    assert fewer.select_one('[name="after.prices.1"]')["value"] == "520"


def test_a_family_reads_its_sum_and_each_ones_part(client: Client) -> None:
    page = parse(client.post(CHECK, FAMILY))
    assert "+9.6" in page.select_one("h1").get_text()  # 1206 a month instead of 1100
    assert "CHF\xa01,272.00 more" in page.select_one(".verdict .lede").get_text()
    assert amounts(page, "shares") == [
        ["6,000.00", "6,720.00", "+720.00"],
        ["5,760.00", "6,240.00", "+480.00"],
        ["1,440.00", "1,512.00", "+72.00"],
        ["13,200.00", "14,472.00", "+1,272.00"],
    ]


def test_a_familys_offer_is_weighed_for_each_of_them(client: Client) -> None:
    page = parse(client.post(CHECK, {**FAMILY, **OFFER}))
    advised = [row[1] for row in amounts(page, "each")[:3]]
    assert advised == ["Move to Elsewhere"] * 2 + ["Stay: none of your offers is better"]
    said = page.select_one("main").get_text(" ", strip=True)
    assert "did not look at what others publish" in said
    assert "2 of 3 persons should act" in said


def test_letters_are_compared_although_nobody_said_for_whom_the_offer_is(client: Client) -> None:
    nowhere = {k: v for k, v in {**FAMILY, **OFFER}.items() if not k.startswith("household.")}
    response = client.post(CHECK, nowhere)
    assert response.status_code == 422
    page = parse(response)
    assert "+9.6" in page.select_one(".verdict h1").get_text()
    asked = page.select_one("#problems").get_text(" ", strip=True)
    assert asked.startswith("A little more, and we can answer Your letters are compared above.")
    assert page.select_one('[name="quotes.0.price"]')["value"] == OFFER["quotes.0.price"]
    assert not page.select_one('button[name="link"]')


def test_a_familys_check_can_be_read_again_under_its_address(client: Client) -> None:
    linked = client.post(CHECK, {**FAMILY, **OFFER, "link": "1"})
    assert linked.status_code == 303
    assert "birth" not in linked["Location"]
    again = parse(client.get(linked["Location"]))
    assert "+9.6" in again.select_one("h1").get_text()
    assert [row[1] for row in amounts(again, "each")[:2]] == ["Move to Offer 1"] * 2
    sheet = client.get(f"{linked['Location']}&format=csv").content.decode()
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(sheet))]
    assert ("person 2", "5760.00", "6240.00", "480.00") in rows


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"before.prices.1": ""}, "before.prices.1"),
        ({"before.price": ""}, "before.price"),
        ({"after.prices.2": "much"}, "after.prices.2"),
        ({**OFFER, "quotes.0.prices.1": "x"}, "quotes.0.prices.1"),
        ({**OFFER, "persons.1.birth_year": "x"}, "persons.1.birth_year"),
    ],
)
def test_a_familys_mistake_is_said_at_the_price_that_it_is_about(
    client: Client, wrong: dict[str, str], field: str
) -> None:
    response = client.post(CHECK, {**FAMILY, **wrong})
    assert response.status_code == 422
    page = parse(response)
    target = page.select_one(page.select_one(".problems[role=alert] a")["href"])
    assert target["name"] == field


# --- days as the reader's language writes them ------------------------------------------------------

TERM = {
    **LETTERS,
    "today": "2026-10-01",
    "quotes.0.name": "Elsewhere",
    "quotes.0.price": "430",
    "present.contract.end": "2027-01-01",
    "present.contract.notice_days": "30",
}


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("en", "1 January 2026", "1 January 2026"),
        ("en", "2026-03-04", "4 March 2026"),
        ("de", "1.3.2026", "1. März 2026"),
        ("fr", "03/04/2026", "3 avril 2026"),
        ("it", "1.1.2026", "1° gennaio 2026"),
    ],
)
def test_a_day_is_typed_as_people_write_it_and_shown_back_in_words(
    client: Client, language: str, typed: str, shown: str
) -> None:
    response = client.post(f"/{language}/check", {**TERM, "present.contract.start": typed})
    assert response.status_code == 200
    field = parse(response).select_one('[name="present.contract.start"]')
    assert field["value"] == shown
    assert "type" not in field.attrs


def test_a_day_that_could_be_two_is_not_guessed(client: Client) -> None:
    response = client.post(CHECK, {**TERM, "present.contract.start": "03/04/2026"})
    assert response.status_code == 422
    page = parse(response)
    said = page.select_one('.problems a[href="#q-present-contract-start"]').get_text()
    assert "3 April 2026 or 4 March 2026" in said
    assert page.select_one('[name="present.contract.start"]')["value"] == "03/04/2026"


def test_a_day_that_nobody_understands_is_asked_for_with_an_example(client: Client) -> None:
    response = client.post("/de/check", {**TERM, "present.contract.start": "bald"})
    assert response.status_code == 422
    assert "30.11.2026" in parse(response).select_one(".problems").get_text()


def test_a_deadline_of_an_older_check_is_said_to_be_past(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for now, past in (
        (datetime(2026, 11, 30, 9, tzinfo=UTC), 0),
        (datetime(2026, 12, 2, tzinfo=UTC), 1),
    ):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        said = parse(client.post(CHECK, {**FAMILY, **OFFER})).select_one(".deadline").get_text()
        assert said.count("That day is past.") == past


def test_an_address_holds_a_day_in_one_spelling_for_all_languages(client: Client) -> None:
    typed = {**TERM, "present.contract.start": "1.3.2026", "quotes.0.date": "30. September 2026"}
    linked = client.post("/de/check", {**typed, "link": "1"})
    said = parse_qs(urlsplit(linked["Location"]).query)
    assert said["present.contract.start"] == ["2026-03-01"]
    assert said["quotes.0.date"] == ["2026-09-30"]
    for language in ("de", "en"):
        address = linked["Location"].replace("/de/", f"/{language}/")
        assert client.get(address).status_code == 200
