"""The letter and the calendar of an answer: under its address, in the right language, with nobody's name."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.compare.web.html import parse

ASKED = {
    "today": "2026-07-20",
    "household.size": "medium",
    "household.region": "coast",
    "wanted.excess": "150",
    "present.provider": "wm-106",
    "present.price": "90",
    "present.contract.start": "2025-10-01",
    "present.contract.end": "2026-10-01",
    "preferences.threshold": "1",
}


def at(page: str, **more: str) -> str:
    """An address of the invented market."""
    return f"/en/m/xx-household/{page}?{urlencode({**ASKED, **more})}"


def test_the_letter_names_the_insurer_the_last_day_and_the_law_and_leaves_the_rest_blank(
    client: Client, westmark: None
) -> None:
    page = parse(client.get(at("letter")))
    letter = page.select_one("article.letter")
    said = letter.get_text(" ", strip=True)
    assert "Glim" in said
    assert "30 September 2026" in said
    assert "section 9 of the Insurance Contracts Act" in said
    assert len(letter.select(".blank")) >= 5
    assert not page.select("main input")


def test_the_letter_is_private_and_offers_only_languages_that_it_has(
    client: Client, westmark: None
) -> None:
    response = client.get(at("letter"))
    assert response["Cache-Control"] == "private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert client.get(at("letter", **{"in": "tlh"})).status_code == 400


def test_the_calendar_holds_the_last_day_to_send_notice(client: Client, westmark: None) -> None:
    response = client.get(at("calendar"))
    assert response["Content-Type"].startswith("text/calendar")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private"
    days = [
        line.partition(":")[2]
        for line in response.content.decode().split("\r\n")
        if line.startswith("DTSTART")
    ]
    assert "20260831" in days  # one month before the end, which is 30 September


def test_a_letter_whose_day_is_past_says_so_and_offers_no_calendar(
    client: Client, westmark: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(now: datetime) -> str:
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        return client.get(at("letter")).content.decode()

    last = shown(datetime(2026, 8, 31, 12, tzinfo=UTC))
    assert "That day is past." not in last
    assert "/calendar?" in last
    after = shown(datetime(2026, 9, 1, 12, tzinfo=UTC))
    assert "That day is past." in after
    assert "/calendar?" not in after


def test_who_typed_a_price_and_no_name_has_a_day_without_a_name(
    client: Client, westmark: None
) -> None:
    asked = {key: value for key, value in ASKED.items() if key != "present.provider"}
    response = client.get(f"/en/m/xx-household/calendar?{urlencode(asked)}")
    assert response.status_code == 200
    assert "SUMMARY:Last day to send notice\r\n" in response.content.decode()
    assert "typed" not in response.content.decode()


def test_the_same_question_gives_the_same_calendar(client: Client, westmark: None) -> None:
    assert client.get(at("calendar")).content == client.get(at("calendar")).content


def test_where_there_is_no_day_to_keep_the_calendar_is_a_page_that_says_so(
    client: Client, westmark: None
) -> None:
    asked = {key: value for key, value in ASKED.items() if "contract" not in key}
    response = client.get(f"/en/m/xx-household/calendar?{urlencode(asked)}")
    assert response.status_code == 404
