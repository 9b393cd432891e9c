"""Every page has its twins, and costs nothing when nothing changed."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

from compare.usecases.market import statements
from tests.compare.web.conftest import LAST_DAY
from tests.compare.web.test_answer import QUESTION, get

PUBLIC = (
    "/en/",
    "/en/about/",
    "/en/method/",
    "/en/sources/",
    "/en/m/xx-household/",
    "/en/changes/",
)


@pytest.mark.parametrize("path", PUBLIC)
def test_every_page_has_its_twins(client: Client, westmark: None, path: str) -> None:
    assert client.get(path, {"format": "json"}).json()
    sheet = client.get(path, {"format": "csv"})
    assert sheet["Content-Type"].startswith("text/csv")
    list(csv.DictReader(io.StringIO(sheet.content.decode())))
    assert client.get(path, {"format": "exe"}).status_code == 400


@pytest.mark.parametrize("path", PUBLIC)
def test_an_unchanged_page_is_not_sent_again(client: Client, westmark: None, path: str) -> None:
    first = client.get(path)
    assert first["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    dated = client.get(path, headers={"if-modified-since": first["Last-Modified"]})
    assert (dated.status_code, dated.content) == (304, b"")


def test_an_answer_is_private_and_not_sent_again(client: Client, westmark: None) -> None:
    first = get(client)
    assert first["Cache-Control"] == "private"
    again = client.get(
        "/en/m/xx-household/answer", QUESTION, headers={"if-none-match": first["ETag"]}
    )
    assert again.status_code == 304


def test_a_write_makes_a_page_new(client: Client, westmark: None) -> None:
    from compare.store.models import MarketVersion

    before = client.get("/en/m/xx-household/")["Last-Modified"]
    held = MarketVersion.objects.get(market="xx-household")
    held.clock += 10**9 * 100
    held.save()
    assert client.get("/en/m/xx-household/")["Last-Modified"] != before


def test_a_market_page_says_that_its_statement_is_not_worked_out_yet(
    client: Client, westmark: None
) -> None:
    text = client.get("/en/m/xx-household/").content.decode()
    assert "has not been worked out yet" in text
    assert statements.keep("xx-household", LAST_DAY) == 1
    assert statements.keep("xx-household", LAST_DAY) == 0
    text = client.get("/en/m/xx-household/").content.decode()
    assert "has not been worked out yet" not in text


def test_the_statement_names_who_is_missing_and_every_price(client: Client, westmark: None) -> None:
    statements.keep("xx-household", LAST_DAY)
    stated: Any = client.get("/en/m/xx-household/?format=json").json()
    assert stated["coverage"]["missing"]
    text = client.get("/en/m/xx-household/").content.decode()
    for name in stated["coverage"]["missing"].values():
        assert name in text
    for row in stated["profiles"]:
        assert len(row["prices"]) > 1
        assert row["least"] == row["prices"][0]


def test_a_statement_on_other_facts_is_shown_as_such(client: Client, westmark: None) -> None:
    from compare.store.models import MarketVersion

    statements.keep("xx-household", LAST_DAY)
    MarketVersion.objects.filter(market="xx-household").update(digest="1" * 64)
    text = client.get("/en/m/xx-household/").content.decode()
    assert "they are not in it yet" in text


def test_a_story_without_a_market_lists_those_that_have_one(client: Client, westmark: None) -> None:
    path = "/en/stories/premium-against-cover"
    listed = client.get(path, {"format": "json"}).json()["markets"]
    assert "xx-household" in [each["market"] for each in listed]
    sheet = csv.DictReader(io.StringIO(client.get(path, {"format": "csv"}).content.decode()))
    assert [row["market"] for row in sheet] == [each["market"] for each in listed]
    assert client.get(path, {"format": "exe"}).status_code == 400
