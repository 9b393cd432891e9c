"""A column, key, attribute, heading or coding that was renamed is read under each of its names."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from scrapers.errors import PageChanged
from scrapers.kit import html_table
from scrapers.kit.bytes import text
from scrapers.kit.csv_table import rows
from scrapers.kit.json_document import fields
from scrapers.kit.pdf import line_of
from scrapers.kit.select import attribute

BOTH = ("Region", "Area")


@pytest.mark.parametrize("name", BOTH)
def test_a_renamed_column_is_read_under_each_of_its_names(name: str) -> None:
    wanted = ("Size", BOTH)
    body = f"{name},Size\nCoast,S\n".encode()
    assert list(rows(body, wanted)) == [(2, ("S", "Coast"))]
    table = ((name, "Size"), ("Coast", "S"))
    assert list(html_table.rows(table, wanted)) == [(2, ("S", "Coast"))]


@pytest.mark.parametrize("name", BOTH)
def test_a_renamed_key_or_attribute_is_read_under_each_of_its_names(name: str) -> None:
    assert fields({name: "Coast", "Size": "S"}, ("Size", BOTH)) == ("S", "Coast")
    part = BeautifulSoup(f"<p {name.lower()}=Coast>", "lxml").p
    assert part is not None
    assert attribute(part, ("region", "area")) == "Coast"


def test_where_both_stand_at_once_the_other_is_unknown() -> None:
    with pytest.raises(PageChanged, match="Area"):
        list(rows(b"Region,Area,Size\nCoast,1,S\n", ("Size", BOTH)))
    with pytest.raises(PageChanged, match="Area"):
        fields({"Region": 1, "Area": 2}, (BOTH,))


def test_where_neither_stands_the_first_is_missed() -> None:
    with pytest.raises(PageChanged, match="'Region'"):
        list(rows(b"Zone,Size\nCoast,S\n", ("Size", BOTH)))


def test_a_page_that_changed_its_coding_is_read_in_each() -> None:
    for named in (("windows-1252", "utf-8"), ("utf-8", "windows-1252")):
        for coding in named:
            assert text("Gebühr".encode(coding), named) == "Gebühr"


def test_the_heading_of_a_sheet_is_one_line_under_one_of_its_names() -> None:
    lines = ["Sheet", "1. Prices", "S / 20", "2. Scope of cover"]
    assert line_of(lines, ("2. Cover", "2. Scope of cover")) == 3
    with pytest.raises(PageChanged, match=r"found '1\. Prices'"):
        line_of(lines, "1. Price")
    with pytest.raises(PageChanged, match=r"found '2\. Scope of cover'"):
        line_of(lines, "2. Benefits")
    with pytest.raises(PageChanged, match="found 0"):
        line_of(lines, "Wholly another heading")
    with pytest.raises(PageChanged, match="found 2"):
        line_of([*lines, "Sheet"], "Sheet")
