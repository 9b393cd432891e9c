"""Forms, letters, documents and tickets have twins for programs too."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.test import Client

from tests.compare.web.html import parse
from tests.compare.web.test_answer import get

ASK = "/en/m/xx-household/ask"
LETTER = "/en/m/xx-household/letter"


def sheet(response: Any) -> list[dict[str, str]]:
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_the_questions_of_a_form_are_given_with_their_codes(client: Client, westmark: None) -> None:
    page = parse(client.get(ASK))
    asked = client.get(ASK, {"format": "json"}).json()
    fields = [field for question in asked["questions"] for field in question["fields"]]
    shown = {field["name"] for field in page.select("form [name]")}
    assert fields
    assert {field["path"] for field in fields} <= shown
    assert all(question["why"] for question in asked["questions"])
    region = next(field for field in fields if field["path"] == "household.region")
    offered = {each["value"] for each in page.select('[name="household.region"]')}
    assert {choice["code"] for choice in region["choices"]} == offered - {""}
    rows = sheet(client.get(ASK, {"format": "csv"}))
    assert [row["path"] for row in rows] == [field["path"] for field in fields]


def test_a_form_in_no_known_format_is_refused(client: Client, westmark: None) -> None:
    assert client.get(ASK, {"format": "xml"}).status_code == 400


def test_a_letter_is_given_as_its_text(client: Client, westmark: None) -> None:
    page = parse(get(client, LETTER, present__price="90.00")).get_text(" ")
    found = get(client, LETTER, present__price="90.00", format="json").json()
    (letter,) = found["letters"]
    assert letter["subject"] in page
    assert letter["to"] in page
    rows = sheet(get(client, LETTER, present__price="90.00", format="csv"))
    assert [row["subject"] for row in rows] == [letter["subject"]]
    assert get(client, LETTER, present__price="90.00", format="json")["Cache-Control"] == "private"
