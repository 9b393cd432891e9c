"""What is asked becomes an address that holds nothing personal; what is wrong is said at its field."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from compare.markets import loader
from compare.store.models import Capture, Place, Run, Source
from tests.compare.web.html import parse

ASK = "/en/m/ch-health/ask"
WESTMARK = "/en/m/xx-household/ask"


@pytest.fixture
def places(db: None) -> None:
    """Bern, and a postcode that lies in two premium regions."""
    from datetime import UTC, datetime

    then = datetime(2025, 9, 23, tzinfo=UTC)
    source = Source.objects.create(
        key="ch_test", name="Places", publisher="An office", market="ch-health", rank=1,
        licence="open", publish="full", cadence="1 years",
    )  # fmt: skip
    run = Run.objects.create(source=source, today=date(2025, 9, 24), started_at=then)
    capture = Capture.objects.create(
        source=source, run=run, page="places", address="https://office.example/places.csv",
        sha256="cd" * 32, status=200, fetched_at=then, fetcher="1", robots="allowed",
    )  # fmt: skip
    for postcode, municipality, name, region in (
        ("3000", "351", "Bern", "1"),
        ("3123", "100", "Near", "1"),
        ("3123", "200", "Far", "2"),
    ):
        Place.objects.create(
            source=source, capture=capture, locator="row 1", literal=postcode,
            postcode=postcode, municipality=municipality, name=name,
            codes=f'{{"canton": "BE", "region": "{region}"}}',
            valid_from=date(2020, 1, 1), valid_to=None, known_from=then, recorded_at=then,
        )  # fmt: skip


@pytest.mark.parametrize("key", loader.answering())
def test_at_most_eight_questions_each_with_its_reason(client: Client, db: None, key: str) -> None:
    page = parse(client.get(f"/en/m/{key}/ask"))
    questions = page.select(".question")
    assert 1 <= len(questions) <= 8
    for question in questions:
        assert question.select_one("h2").get_text(strip=True)
        assert question.select_one(".why").get_text(strip=True)
        assert question.select("input, select")


def test_a_question_that_asks_for_several_things_says_which_is_which(
    client: Client, db: None
) -> None:
    page = parse(client.get("/en/m/au-energy/ask"))
    named = [legend.get_text() for legend in page.select("legend:not(.unseen)")]
    assert named == ["You pay by direct debit", "You pay every bill on time"]


def test_every_field_can_be_left_out(client: Client, db: None) -> None:
    page = parse(client.get(ASK))
    assert not page.select("[required]")
    for group in page.select("fieldset"):
        radios = group.select("input[type=radio]")
        assert not radios or any(radio.get("value") == "" for radio in radios)


def test_postcode_and_year_become_codes_and_reach_no_address(client: Client, places: None) -> None:
    response = client.post(
        ASK,
        {
            "household.postcode": "3000",
            "persons.0.birth_year": "1981",
            "persons.0.accident": "true",
            "wanted.deductible": "300",
            "wanted.models": ["standard", "hmo"],
            "present.price": "401,20",
        },
    )
    assert response.status_code == 303
    address = urlsplit(response["Location"])
    said = parse_qs(address.query)
    assert address.path == "/en/m/ch-health/answer"
    assert said["household.canton"] == ["BE"]
    assert said["household.region"] == ["1"]
    assert said["persons.0.age_class"] == ["adult"]
    assert said["wanted.models"] == ["standard", "hmo"]
    assert said["present.price"] == ["401.20"]
    assert said["present.factors.deductible"] == ["300"]
    assert said["today"]
    assert said["start"]
    for personal in ("3000", "1981", "351", "postcode", "birth"):
        assert personal not in address.query


def test_a_postcode_in_two_regions_asks_which_municipality(client: Client, places: None) -> None:
    typed = {"household.postcode": "3123", "persons.0.birth_year": "1981"}
    response = client.post(ASK, typed)
    assert response.status_code == 422
    page = parse(response)
    offered = page.select('input[name="household.municipality"]')
    assert {field["value"] for field in offered if field["value"]} == {"100", "200"}
    assert page.select_one('input[name="household.postcode"]')["value"] == "3123"
    answered = client.post(ASK, {**typed, "household.municipality": "200"})
    assert parse_qs(urlsplit(answered["Location"]).query)["household.region"] == ["2"]
    assert "200" not in urlsplit(answered["Location"]).query.split("&")[0]
    assert "municipality" not in answered["Location"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"household.postcode": "9999"}, "household.postcode"),
        ({"household.postcode": "30\x0000"}, "household.postcode"),
        ({"household.postcode": "3000", "persons.0.birth_year": "81"}, "persons.0.birth_year"),
        ({"household.postcode": "3000", "persons.0.birth_year": "x"}, "persons.0.birth_year"),
        (
            {"household.postcode": "3000", "persons.0.birth_year": "1981", "present.price": "much"},
            "present.price",
        ),
        (
            {
                "household.postcode": "3000",
                "persons.0.birth_year": "2015",
                "wanted.deductible": "2500",
            },
            "wanted.deductible",
        ),
    ],
)
def test_a_mistake_is_summed_up_and_linked_to_its_field_with_all_values_kept(
    client: Client, places: None, typed: dict[str, str], name: str
) -> None:
    response = client.post(ASK, typed)
    assert response.status_code == 422
    page = parse(response)
    link = page.select_one(".problems[role=alert] a")
    field = page.select_one(link["href"])
    assert field is not None
    inside = [field.get("name"), *(each.get("name") for each in field.select("input, select"))]
    assert name in inside
    for key, value in typed.items():
        kept = page.select_one(f'input[name="{key}"], select[name="{key}"] option[selected]')
        assert kept is not None
        assert kept.get("value") == value.replace("\0", "\ufffd") or "\0" in value


def test_a_skipped_year_is_asked_again_as_a_class_of_ages(client: Client, places: None) -> None:
    page = parse(client.post(ASK, {"household.postcode": "3000"}))
    offered = {each["value"] for each in page.select('input[name="persons.0.age_class"]')}
    assert {"child", "young_adult", "adult"} <= offered


def test_the_page_and_the_way_to_the_answer_are_nobodys_business(
    client: Client, places: None
) -> None:
    typed = {"household.postcode": "3000", "persons.0.birth_year": "1981", "present.price": "400"}
    for response in (client.get(ASK), client.post(ASK, typed), client.post(ASK, {})):
        assert response["Cache-Control"] == "private"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies


def test_nothing_of_a_question_is_logged(
    client: Client,
    places: None,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("DEBUG")
    for typed in (
        {"household.postcode": "3000", "persons.0.birth_year": "1981"},
        {"household.postcode": "31415"},
    ):
        where = client.post(ASK, typed)
        if where.status_code == 303:
            client.get(where["Location"])
    said = "".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    said += "".join(capfd.readouterr())
    for secret in ("3000", "1981", "31415", "age_class", "127.0.0.1"):
        assert secret not in said


def test_an_unknown_market_is_a_page_of_ours_with_404(client: Client, db: None) -> None:
    response = client.get("/en/m/no-market/ask")
    assert response.status_code == 404
    assert parse(response).select_one("h1").get_text() == "There is no such page"


def test_a_provider_with_several_plans_is_asked_which_one_once(
    client: Client, westmark: None
) -> None:
    typed = {
        "today": "2026-07-20",
        "household.size": "medium",
        "household.region": "coast",
        "wanted.excess": "150",
        "present.provider": "wm-106",
    }
    first = client.post(WESTMARK, typed)
    assert first.status_code == 422
    offered = [f["value"] for f in parse(first).select('input[name="present.plan"]') if f["value"]]
    assert len(offered) > 1
    answered = client.post(WESTMARK, {**typed, "present.plan": offered[0]})
    assert parse_qs(urlsplit(answered["Location"]).query)["present.plan"] == [offered[0]]
    skipped = client.post(WESTMARK, {**typed, "present.plan": ""})
    assert skipped.status_code == 303


def test_a_plan_of_the_provider_named_before_is_forgotten_and_asked_again(
    client: Client, westmark: None
) -> None:
    typed = {
        "today": "2026-07-20",
        "household.size": "medium",
        "household.region": "coast",
        "wanted.excess": "150",
        "present.provider": "wm-106",
        "present.plan": "a plan of somebody else",
    }
    again = client.post(WESTMARK, typed)
    assert again.status_code == 422
    page = parse(again)
    assert page.select_one(".problems a")["href"] == "#q-present-plan"
    offered = [each["value"] for each in page.select('input[name="present.plan"]')]
    assert len(offered) > 2  # several, and to skip it
    assert not page.select('input[type=hidden][name$="present.plan"]')
