"""A lost text is found on a page of any form, by path, cell or line."""

from __future__ import annotations

import io

import openpyxl
import pytest

from scrapers.catalogue import HOME
from scrapers.repair.places import Lost, finder


def stands(body: bytes, text: str) -> list[str]:
    return finder(body, [])(Lost(None, text)).stands


def book() -> bytes:
    made, kept = openpyxl.Workbook(), io.BytesIO()
    made.active.title = "Rates"
    made.active.append(["Code", "Price"])
    made.active.append(["a", 12.5])
    made.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("body", "text", "where"),
    [
        (b'{"plans": [{"cost": 12.50}]}', "12.50", "$.plans[0].cost"),
        (b"Code;Cost\na;12.50\n", "12.50", "row 2, column 'Cost'"),
        (b'<?xml version="1.0"?><p><q cost="12.50"/></p>', "12.50", "q @cost"),
        (book(), "12.5", "sheet 'Rates', row 2, column 2"),
        (
            (HOME / "xx_quill/pages/sheet.2026-07.pdf").read_bytes(),
            "50,000 XTS",
            "page 1 line 24: 'Contents insured: 50,000 XTS'",
        ),
        (
            b'<html><script type="application/json">{"a": [2960]}</script>',
            "2960",
            "$.a[0]",
        ),
        (b"<html><p>You always pay 120 XTS yourself.</p>", "120 XTS", "the text 'You always"),
    ],
    ids=["json", "csv", "xml", "xlsx", "pdf", "script", "sentence"],
)
def test_it_is_said_where_a_text_stands_now(body: bytes, text: str, where: str) -> None:
    (found,) = stands(body, text)
    assert found.startswith(where)


@pytest.mark.parametrize("body", [b'{"a": ', b"PK\x03\x04", b"%PDF-1.4", b"\0", b""])
def test_a_page_that_cannot_be_read_has_no_places(body: bytes) -> None:
    assert stands(body, "12.50") == []
