"""Workbooks, PDF, XML and JSON: exact values, and hostile files that do no harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit import json_document, pdf, sheet, xml_document
from scrapers.kit.bytes import text
from scrapers.kit.text import clean, fold


def workbook(*rows: list[object], name: str = "Data", merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = name
    for row in rows:
        page.append(row)
    if merge:
        page.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_is_read_by_its_headings() -> None:
    body = workbook(
        ["Note", "a remark", None],
        ["Firm", "Cases", "Share"],
        ["A", 12, 0.25],
        [None, None, None],
        ["B", None, datetime(2026, 1, 2)],
    )
    found = list(sheet.rows(body, "Data", ["Firm", "Share", "Cases"], heading=2))
    assert found == [(3, ("A", "0.25", "12")), (5, ("B", "2026-01-02", ""))]


def test_headings_over_several_rows_are_read_together() -> None:
    body = workbook(
        ["", "Cases", None, "Firm"], [None, "new", "closed", None], [1, 2, 3, "A"], merge="B1:C1"
    )
    wanted = ["Firm", "Cases / new", "Cases / closed"]
    assert list(sheet.rows(body, "Data", wanted, heading=(1, 2))) == [(3, ("A", "2", "3"))]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "true"), (3.0, "3"), (0.1, "0.1"), (date(2026, 1, 2), "2026-01-02")],
)
def test_a_cell_is_printed_as_stored(value: object, text: str) -> None:
    assert sheet.printed(value) == text


def test_another_sheet_or_column_is_an_error() -> None:
    body = workbook(["Firm", "Cases"], ["A", 1])
    with pytest.raises(PageChanged, match="'Data'"):
        list(sheet.rows(body, "Daten", ["Firm"]))
    with pytest.raises(PageChanged, match="Cases"):
        list(sheet.rows(body, "Data", ["Firm"]))
    with pytest.raises(PageChanged, match="none"):
        list(sheet.rows(workbook(["Firm"]), "Data", ["Firm"]))


def test_a_cut_off_or_swollen_workbook_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    body = workbook(["Firm"], ["A"])
    for broken in (b"", b"PK", body[: len(body) // 2], b"<html>"):
        with pytest.raises(Unreadable):
            list(sheet.rows(broken, "Data", ["Firm"]))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as parts:
        parts.writestr("x", "no workbook")
    with pytest.raises(Unreadable):
        list(sheet.rows(other.getvalue(), "Data", ["Firm"]))
    monkeypatch.setattr(sheet, "UNPACKED", 100)
    with pytest.raises(Unreadable, match="memory"):
        list(sheet.rows(body, "Data", ["Firm"]))


def made(lines: list[str], width: int = 612) -> bytes:
    """A small PDF with a line of text for each of `lines`."""
    shown = "".join(
        f"BT /F1 12 Tf 50 {700 - 20 * at} Td ({line}) Tj ET\n" for at, line in enumerate(lines)
    )
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        f"<< /Length {len(shown)} >>\nstream\n{shown}endstream".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return body + head + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)


def test_the_lines_of_a_pdf_are_read() -> None:
    (page,) = pdf.pages(made(["Excess per claim XTS 250", "Flood is covered up to XTS 10000"]))
    assert page.text.splitlines() == [
        "Excess per claim XTS 250",
        "Flood is covered up to XTS 10000",
    ]
    assert page.number == 1


@pytest.mark.parametrize("body", [b"", b"%PDF-1.4\n", b"<html>no</html>", made([])[:200]])
def test_what_is_no_pdf_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        pdf.pages(body)


def test_a_pdf_with_almost_no_text_is_unreadable_not_empty() -> None:
    with pytest.raises(Unreadable, match="picture"):
        pdf.pages(made(["x"]))


def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unreadable):
        pdf.pages(made(["word " * 40] * 3_000), seconds=1)


def test_a_pdf_that_takes_too_much_memory_is_given_up() -> None:
    with pytest.raises(Unreadable):
        pdf.pages(made(["a line of text"] * 30), memory=1 << 20)


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd" [<!ENTITY % p SYSTEM "x">]><a/>',
        b"",
        b"<a>",
        b"<a/><b/>",
        b"\xff\xfe",
    ],
)
def test_xml_with_entities_of_its_own_or_none_at_all_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        xml_document.load(body)


def test_plain_xml_is_read() -> None:
    assert xml_document.load(b"<a><b>1 &lt; 2</b></a>").findtext("b") == "1 < 2"


def test_json_numbers_stay_exact() -> None:
    found = json_document.load(b'{"a": 12.50, "b": [1, null, "x"]}')
    assert found == {"a": Decimal("12.50"), "b": [1, None, "x"]}
    assert str(found["a"]) == "12.50"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"\xff", b"[" * 200_000, b"<html>"],
)
def test_what_is_no_plain_json_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        json_document.load(body)


def test_keys_are_wanted_ignored_or_an_error() -> None:
    found = {"a": 1, "b": 2}
    assert json_document.fields(found, ["a"], ["b"]) == (1,)
    with pytest.raises(PageChanged, match="b"):
        json_document.fields(found, ["a"])
    with pytest.raises(PageChanged, match="c"):
        json_document.fields(found, ["c"], ["a", "b"])
    with pytest.raises(PageChanged, match="object"):
        json_document.fields([1], ["a"])


def test_text_is_cleaned_and_folded() -> None:
    assert clean(" a\u00ad\u200b \u00a0 b\n") == "a b"
    assert fold("Ｅxcess PER claim :") == "excess per claim"
    assert text(b"\xef\xbb\xbfx") == "x"
