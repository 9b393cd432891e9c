"""The page of a document: two versions by clause, and every version on record."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from compare.store.models import Source
from compare.usecases.collecting.collect import collect

PAGE = "/en/documents/ota-energia/terms-of-service/"
LONG = "This clause says what it always said and goes on for a while. " * 12


@pytest.fixture(autouse=True)
def terms(db: None, tmp_path: Path) -> None:
    def line(at: str, text: str, message: str = "Record new changes") -> str:
        said = {"service": "Energia", "document": "Terms of Service", "recorded_at": at}
        return json.dumps({**said, "commit_message": message, "text": text}) + "\n"

    kept = "Notice is 30 days.\n\nWe read meters."
    lines = line("2030-01-05T10:00:00+00:00", f"A <b>late</b> fee of EUR 10.\n\n{kept}")
    lines += line("2030-02-05T10:00:00+00:00", f"A <b>late</b> fee of EUR 12.\n\n{kept}")
    lines += line("2030-03-05T10:00:00+00:00", f"Fees\n\n{LONG}\n\n{kept}", "Refilter")
    lines += line("2030-04-05T10:00:00+00:00", "Not found")
    (tmp_path / "energia-terms-of-service.jsonl").write_text(lines)
    collect("ota_terms", folder=tmp_path, today=date(2030, 6, 1))


def text(client: Client, **query: str) -> str:
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return response.content.decode()


def test_words_that_went_and_came_are_marked_and_the_rest_is_counted(client: Client) -> None:
    page = text(client, **{"from": "2030-01-05", "to": "2030-02-05"})
    assert "<del>10.</del> <ins>12.</ins>" in page
    assert "2 clauses are the same" in page
    assert "&lt;b&gt;late" in page
    assert "<b>late" not in page
    assert "5 January 2030" in page


def test_what_the_reader_did_and_what_may_be_a_failure_is_said(client: Client) -> None:
    assert "Not the company’s doing" in text(client, **{"from": "2030-02-05", "to": "2030-03-05"})
    latest = text(client)
    assert "Perhaps a failure" in latest
    assert "Not the company’s doing" not in latest


def test_a_long_clause_is_quoted_and_not_reprinted(client: Client) -> None:
    page = text(client, **{"from": "2030-02-05", "to": "2030-03-05"})
    (said,) = [part for part in page.split("<ins>") if part.startswith("This clause")]
    words = said.partition("</ins>")[0].split()
    assert len(words) == 61
    assert words[-1] == "…"


def test_the_twins_say_the_same(client: Client) -> None:
    query = {"from": "2030-01-05", "to": "2030-02-05"}
    found = client.get(PAGE, {**query, "format": "json"}).json()
    assert len(found["versions"]) == 4
    assert found["difference"]["counts"]["reworded"] == 1
    sheet = client.get(PAGE, {**query, "format": "csv"}).content.decode().splitlines()
    assert sheet[0] == "kind,moved,before,after,old_words,new_words"
    assert sheet[1].endswith("fee of EUR 10.,A <b>late</b> fee of EUR 12.")


@pytest.mark.parametrize(
    "query", [{"from": "2029-01-01"}, {"to": "soon"}, {"to": "2030-02-30"}, {"format": "xml"},
              {"from": "2030-03-05", "to": "2030-02-05"}],
)  # fmt: skip
def test_days_without_two_versions_are_explained(client: Client, query: dict[str, str]) -> None:
    response = client.get(PAGE, query)
    assert response.status_code == 400
    assert "This address does not work" in response.content.decode()


def test_a_document_that_nobody_has_or_that_may_not_be_shown_is_not_there(client: Client) -> None:
    assert client.get("/en/documents/ota-energia/nothing/").status_code == 404
    Source.objects.update(shown=False)
    assert client.get(PAGE).status_code == 404
