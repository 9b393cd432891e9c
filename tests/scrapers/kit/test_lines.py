"""Any page as lines: what a person sees, a row of a table in one; no bytes break it."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.kit.lines import lines, markup

PAGE = """<!doctype html><title>Cover</title><script>var a = "<p>no</p>";</script>
<h1>Basic <b>cover</b></h1><!-- no --><p>From&nbsp;41.20<br>a month</p>
<table><tr><th>Region<th>Price<tr><td>Küste<td><span>46</span>.20</table><dl><dt>Excess<dd>250</dl>"""


def test_a_page_of_html_is_what_people_see_of_it() -> None:
    assert lines(PAGE.encode(), "html") == [
        "Cover",
        "Basic cover",
        "From 41.20",
        "a month",
        "Region | Price",
        "Küste | 46.20",
        "Excess | 250",
    ]


@pytest.mark.parametrize(
    ("body", "kind", "found"),
    [
        (b"a,b\r\n1,2\r\n\r\n", "csv", ["a,b", "1,2"]),
        (gzip.compress(b"a\nb\n", mtime=0), "csv", ["a", "b"]),
        (b'{"a":[1]}', "json", ["{", ' "a": [', "  1", " ]", "}"]),
        (b'{"a":[1', "json", ['{"a":[1']),
        ("für".encode("latin-1"), "csv", ["für"]),
        (b"%PDF-1.7 \0\0", "html", []),
        (b"no pdf", "pdf", ["no pdf"]),
        (b"", "html", []),
    ],
)
def test_every_kind_has_lines_and_what_is_no_text_has_none(
    body: bytes, kind: str, found: list[str]
) -> None:
    assert lines(body, kind) == found


def test_markup_is_a_tag_on_each_line() -> None:
    assert markup(b"<table class=x><tr><td>1</td></tr></table>") == [
        "<table class=x>",
        "<tr>",
        "<td>1</td>",
        "</tr>",
        "</table>",
    ]


@given(st.binary(max_size=400), st.sampled_from(["html", "json", "csv", "xlsx", "xml"]))
def test_no_bytes_break_it(body: bytes, kind: str) -> None:
    assert all(line.strip() for line in lines(body, kind))
