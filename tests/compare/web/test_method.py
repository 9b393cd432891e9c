"""The method page: in every language, with its chapters, its twins and the pages that it leads to."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client

from compare.decide.wording import LANGUAGES
from compare.web.views.method import MEASURED
from tests.compare.web.html import parse

METHOD = Path(__file__).resolve().parents[3] / "docs" / "method.md"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_the_language_of_its_address(client: Client, language: str) -> None:
    page = parse(client.get(f"/{language}/method/"))
    assert page.html["lang"] == language
    assert not page.select("main [lang]")
    assert not page.select("main .note")


def test_its_headings_differ_and_its_anchors_do_not(client: Client) -> None:
    pages = [parse(client.get(f"/{language}/method/")) for language in LANGUAGES]
    anchors = {tuple(tag["id"] for tag in page.select(".prose [id]")) for page in pages}
    assert len(anchors) == 1
    for place in range(len(pages[0].select(".prose h2"))):
        headings = {page.select(".prose h2")[place].get_text() for page in pages}
        assert len(headings) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapters_listed_are_those_of_the_page(client: Client, language: str) -> None:
    page = parse(client.get(f"/{language}/method/"))
    (listed,) = page.select("main nav")
    assert page.select_one(f"#{listed['aria-labelledby']}")
    links = {link["href"]: link.get_text() for link in listed.select("a")}
    assert links == {f"#{tag['id']}": tag.get_text() for tag in page.select(".prose h2")}
    assert len(links) > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_twins_are_in_the_language_that_they_state(client: Client, language: str) -> None:
    page = parse(client.get(f"/{language}/method/"))
    document = client.get(f"/{language}/method/", {"format": "json"}).json()
    sheet = client.get(f"/{language}/method/", {"format": "csv"}).content.decode()
    assert document["language"] == language
    assert document["rules"][0]["text"] == page.h1.get_text()
    assert [row["anchor"] for row in csv.DictReader(io.StringIO(sheet))] == [
        rule["anchor"] for rule in document["rules"]
    ]


def test_without_a_translation_it_is_in_english_and_says_so(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    shutil.copy(METHOD, tmp_path / "docs")
    settings.BASE_DIR = tmp_path
    page = parse(client.get("/de/method/"))
    assert page.html["lang"] == "de"
    assert "auf Englisch" in page.select_one("main .note").get_text()
    for part in page.select("main .prose, main nav ol"):
        assert part["lang"] == "en"
    assert client.get("/de/method/", {"format": "json"}).json()["language"] == "en"


def test_a_copy_without_the_text_says_that_it_is_missing(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.BASE_DIR = tmp_path
    page = parse(client.get("/fr/method/"))
    assert "manque" in page.select_one("main .lede").get_text()
    document = client.get("/fr/method/", {"format": "json"}).json()
    assert document == {"language": "fr", "rules": []}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_it_leads_to_is_there(client: Client, language: str) -> None:
    here = f"/{language}/method/"
    links = [link["href"] for link in parse(client.get(here)).select(".prose a")]
    assert links == [f"{name}/" for name in reversed(MEASURED)]
    for link in links:
        shown = client.get(urljoin(here, link))
        assert shown.status_code == 200
        assert parse(shown).select_one(f'main .crumb a[href="{here}"]')


def test_no_other_text_of_docs_is_a_page(client: Client) -> None:
    for name in ("operations", "method", "nothing"):
        assert client.get(f"/en/method/{name}/").status_code == 404
