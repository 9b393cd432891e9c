"""A pattern that no longer matches is set beside what it matched and what stands there now."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.repair.columns import added
from scrapers.repair.mismatch import mismatches

PARSER = """import re
PRICE = re.compile(r"XTS ([\\d.]+) a month")
NAME, SELECTOR = "a month", "p.price (x)"
"""
PAGE = "<html><h1>Home</h1><p>Small: {} a {}</p><p>Contents up to XTS 30,000</p></html>"


def told(folder: Path, after: str) -> list[str]:
    (folder / "parse.py").write_text(PARSER, encoding="utf-8")
    before = PAGE.format("XTS 28.70", "month").encode()
    found = mismatches(folder, "html", before, after.encode())
    return [line.strip() for each in found for line in each.told()]


@pytest.mark.parametrize(
    ("price", "per", "hint"),
    [
        (
            "XTS 28,70",
            "month",
            ["the decimal mark changed: the pattern and the locale of `number`"],
        ),
        ("XTS: 28.70", "month", ["only marks differ, no word and no number"]),
        ("XTS 28.70", "quarter", []),
    ],
)
def test_pattern_old_text_and_new_text_stand_one_under_another(
    tmp_path: Path, price: str, per: str, hint: list[str]
) -> None:
    head, pattern, before, now, *rest = told(tmp_path, PAGE.format(price, per))
    assert head == "parse.py:2 matches no more what stands there now"
    assert pattern == r"pattern XTS ([\d.]+) a month"
    assert before == "before  XTS 28.70 a month"
    assert now == f"now     {price} a {per}"
    assert rest == hint


def test_a_pattern_that_matches_as_often_is_not_named(tmp_path: Path) -> None:
    assert told(tmp_path, PAGE.format("XTS 31.00", "month")) == []


def test_where_nothing_is_like_the_old_text_that_is_said(tmp_path: Path) -> None:
    assert told(tmp_path, "<html><p>Gone.</p></html>")[-1] == "now     no text is like it"


def test_a_new_column_is_proposed_for_the_manifest_with_some_cells() -> None:
    before, after = b"Code;Cost\na;1\nb;2\n", b"Code;Upheld;Cost\na;7;1\nb;8;2\n"
    (column,) = added(before, after)
    assert column == ("Upheld", ["7", "8"])
    assert column.told()[-1] == '    "Upheld" = "…"'
    assert added(before, b"Code;Price\na;1\n") == [], "renamed: an edit says so"
    assert added(b"<html>", after) == []
