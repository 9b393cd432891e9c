"""Headers, errors and evidence: the same care on every page."""

from __future__ import annotations

import csv
import gzip
import io
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from compare.web import sheet
from compare.web.paper import LONGEST_LINE, MOST_LINES, excerpt
from tests.compare.web.html import parse

PAGES = ("/en/", "/en/sources/", "/en/method/", "/en/about/", "/en/m/ch-health/ask")


@pytest.mark.parametrize(
    "path", [*PAGES, "/en/nowhere/", "/en/m/nowhere/", "/en/m/ch-health/answer?x=1"]
)
def test_every_page_is_shielded_and_sets_no_cookie(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert not response.cookies
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "no-referrer"
    shown = parse(response)
    assert not shown.select("style, [style], iframe, img[src^=http]")
    for script in shown.select("script"):  # ours, and in a file of its own
        assert script["src"].startswith("/static/")
        assert not script.get_text()
    assert len(shown.select("h1")) == 1
    assert shown.html["lang"] == "en"
    assert shown.title.get_text().strip(" ·")


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_ours_leads_to_a_page(client: Client, db: None, path: str) -> None:
    for link in parse(client.get(path)).select("main a[href]"):
        where = urljoin(path, link["href"])
        if not urlsplit(where).netloc:
            assert client.get(where).status_code == 200, where


def test_the_first_address_leads_to_a_language(client: Client, db: None) -> None:
    assert client.get("/")["Location"] == "/en/"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/nowhere", 404),
        ("/en/evidence/" + "0" * 64 + "/", 404),
        ("/en/evidence/" + "0" * 64 + "/file", 404),
        ("/en/evidence/../../etc/passwd", 404),
        ("/en/evidence/%2e%2e/", 404),
        ("/en//example.com/", 404),
        ("/en/m/%00/", 404),
        ("/en/m/ch-health/?format=exe", 400),
    ],
)
def test_what_is_not_there_is_said_on_a_page_of_ours(
    client: Client, db: None, path: str, status: int
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert parse(response).select_one(".mast .brand")
    assert "example.com" not in parse(response).main.get_text()


def test_a_failure_of_ours_says_so_in_the_same_style(db: None, monkeypatch: Any) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("compare.web.views.sources.status", fail)
    response = Client(raise_request_exception=False, headers={"host": "localhost"}).get(
        "/en/sources/"
    )
    assert response.status_code == 500
    assert "our fault" in parse(response).h1.get_text()
    assert b"secret" not in response.content


def test_stored_bytes_are_inert_when_downloaded(client: Client, westmark: None) -> None:
    from compare.store.models import Capture

    sha256 = Capture.objects.filter(page="complaints").values_list("sha256", flat=True)[0]
    response = client.get(f"/en/evidence/{sha256}/file")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


def test_what_may_not_be_published_is_not_shown(client: Client, westmark: None) -> None:
    from compare.store.models import Capture, Source

    capture = Capture.objects.filter(page="complaints")[0]
    Source.objects.filter(id=capture.source_id).update(publish="hash")
    shown = parse(client.get(f"/en/evidence/{capture.sha256}/"))
    assert not shown.select(".sheet, a[download]")
    assert capture.sha256 in shown.get_text()
    assert client.get(f"/en/evidence/{capture.sha256}/file").status_code == 404


def test_an_excerpt_has_the_head_and_the_lines_around_the_place() -> None:
    body = "\n".join(f"line {n}" for n in range(1, 1001)).encode()
    for packed in (body, gzip.compress(body)):
        found = excerpt(packed, "row 500")
        assert found is not None
        assert [number for number, _ in found.lines] == [1, *range(497, 504)]
        assert found.wanted == 500
        assert found.more


@given(st.binary(max_size=4000), st.text(max_size=30))
def test_any_bytes_give_bounded_text_or_none(body: bytes, locator: str) -> None:
    found = excerpt(body, locator)
    assert found is None or len(found.lines) <= MOST_LINES
    assert found is None or all(len(text) <= LONGEST_LINE for _, text in found.lines)


@given(st.text(max_size=40))
def test_no_cell_of_a_sheet_begins_like_a_formula(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([sheet.cell(text), sheet.cell(Decimal("-1.50"))])
    first, second = next(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert not first.startswith(sheet.FORMULA) or Decimal(first) is not None
    assert second == "-1.50"
