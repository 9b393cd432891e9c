"""Packs and versions of documents over the API; what nobody licensed is on no face."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from compare.store.models import Source
from compare.usecases.collecting.collect import collect

TODAY = date(2030, 6, 1)
SHELF = """retailer,product_id,observed_on,name,price_aud,quantity,unit_price_aud,product_url
coles,701,2030-01-05,Plum Jam,4.5,0.5,9,https://shop.example/product/hillside-plum-jam-500g-701
coles,701,2030-02-05,Plum Jam,4.5,0.45,10,https://shop.example/product/hillside-plum-jam-450g-701
coles,702,2030-02-05,Loose Figs,3,0,3,https://shop.example/product/loose-figs-702
coles,703,2030-02-05,Mystery,3,0.3,10,https://shop.example/product/mystery-703
""" + "".join(
    f"coles,8{n},2030-02-05,Bread,3,0.3,10,https://shop.example/product/bread-300g-8{n}\n"
    for n in range(10)
)


@pytest.fixture
def shelf(db: None, tmp_path: Path) -> None:
    (tmp_path / "observations.csv").write_text(SHELF)
    assert collect("au_grocery", folder=tmp_path, today=TODAY).state == "stored"


@pytest.fixture
def terms(db: None, tmp_path: Path) -> None:
    def line(at: str, text: str, message: str) -> str:
        said = {"service": "Energia", "document": "Terms of Service", "recorded_at": at}
        return json.dumps({**said, "commit_message": message, "text": text}) + "\n"

    lines = line("2030-01-05T10:00:00+00:00", "A fee of EUR 10.", "Start tracking")
    lines += line("2030-02-05T10:00:00+00:00", "A fee of EUR 12.", "Record new changes")
    lines += line("2030-03-05T10:00:00+00:00", "Fees\n\nA fee of EUR 12.", "Refilter")
    (tmp_path / "energia-terms-of-service.jsonl").write_text(lines)
    assert collect("ota_terms", folder=tmp_path, today=TODAY).state == "stored"


def get(client: Client, path: str, **query: str) -> list[dict[str, Any]]:
    response = client.get(f"/api/v1/{path}", {"as_of": "2030-05-01", **query})
    assert response.status_code == 200, response.content
    return response.json()["results"]  # type: ignore[no-any-return]


def test_data_without_a_known_licence_are_on_no_list(client: Client, shelf: None) -> None:
    for path in ("packs", "plans", "providers"):
        assert get(client, path, market="groceries") == []


def test_a_pack_has_its_price_and_quantity_in_one_row(client: Client, shelf: None) -> None:
    Source.objects.update(shown=True)
    rows = get(client, "packs", market="groceries", as_of="2030-03-01")
    jam, figs, mystery = (
        next(row for row in rows if row["plan"] == key) for key in ("701", "702", "703")
    )
    assert (jam["quantity"], jam["unit"], jam["price"]["amount"]) == ("0.45", "kg", "4.50")
    assert (jam["unit_price"], jam["valid_from"], jam["valid_to"]) == (
        "10.0000",
        "2030-02-05",
        None,
    )
    assert jam["evidence"]["literal"] is None  # published by hash alone
    assert (figs["quantity"], figs["missing"], figs["unit_price"]) == (None, "not_stated", None)
    assert (mystery["quantity"], mystery["unit"], mystery["unit_price"]) == ("0.3", None, None)
    (before,) = get(client, "packs", plan="701", as_of="2030-01-20")
    assert (before["quantity"], before["valid_to"]) == ("0.5", "2030-02-05")
    assert len(get(client, "plans", market="groceries")) == 13


def test_versions_of_a_document_carry_their_cause_and_validity(client: Client, terms: None) -> None:
    rows = get(client, "documents", market="terms", document="terms-of-service")
    rows.sort(key=lambda row: row["valid_from"])
    assert [(row["valid_from"], row["valid_to"], row["cause"]) for row in rows] == [
        ("2030-01-05", "2030-02-05", "provider"),
        ("2030-02-05", "2030-03-05", "provider"),
        ("2030-03-05", None, "reader"),
    ]
    assert {row["provider"] for row in rows} == {"ota-energia"}
    stored = client.get(f"/api/v1/evidence/{rows[0]['evidence']['sha256']}")
    assert stored.status_code == 200


def test_a_markets_page_lists_its_documents_with_their_versions(
    client: Client, terms: None
) -> None:
    page = client.get("/en/m/terms/").content.decode()
    assert "Nothing can be said" not in page
    row = page[page.index(">Energia</a></th>") :]
    cells = ["/documents/", "Terms of service", ">3<", "5 January 2030", "5 March 2030"]
    assert [row.index(cell) for cell in cells] == sorted(row.index(cell) for cell in cells)


def test_a_page_shows_no_product_of_a_source_without_a_licence(client: Client, shelf: None) -> None:
    page = client.get("/en/m/groceries/")
    assert page.status_code == 200
    assert b"Plum Jam" not in page.content


def test_two_versions_are_told_by_clause_with_the_words_that_changed(
    client: Client, terms: None
) -> None:
    rows = get(client, "documents", market="terms", document="terms-of-service")
    first, second, third = (
        row["sha256"] for row in sorted(rows, key=lambda row: row["valid_from"])
    )
    found = client.get(f"/api/v1/documents/{second}/difference").json()
    assert (found["before"]["sha256"], found["cause"]) == (first, "provider")
    (clause,) = found["clauses"]
    assert (clause["kind"], clause["before"], clause["after"]) == ("reworded", 1, 1)
    assert [(w["mark"], w["text"]) for w in clause["words"]] == [
        ("same", "A fee of EUR"),
        ("deleted", "10."),
        ("inserted", "12."),
    ]
    by_reader = client.get(f"/api/v1/documents/{third}/difference", {"from": first}).json()
    assert by_reader["cause"] == "reader"
    assert by_reader["counts"] == {
        "same": 0,
        "moved": 0,
        "reworded": 1,
        "inserted": 1,
        "deleted": 0,
    }


def test_a_publisher_who_allows_no_text_has_none_shown(client: Client, terms: None) -> None:
    Source.objects.update(publish="hash")
    rows = get(client, "documents", market="terms", document="terms-of-service")
    latest = max(rows, key=lambda row: row["valid_from"])["sha256"]
    found = client.get(f"/api/v1/documents/{latest}/difference").json()
    assert [clause["kind"] for clause in found["clauses"]] == ["inserted"]
    assert found["clauses"][0]["words"] == []


def test_what_is_no_pair_of_versions_is_not_found(client: Client, terms: None) -> None:
    rows = get(client, "documents", market="terms", document="terms-of-service")
    first, *_, last = (row["sha256"] for row in sorted(rows, key=lambda r: r["valid_from"]))
    path = "/api/v1/documents/{}/difference"
    assert client.get(path.format(first)).status_code == 404
    assert client.get(path.format(first), {"from": last}).status_code == 404
    assert client.get(path.format("ab" * 32)).status_code == 404
    assert client.get(path.format(last), {"from": "nonsense"}).status_code == 400
    Source.objects.update(shown=False)
    assert client.get(path.format(last)).status_code == 404
