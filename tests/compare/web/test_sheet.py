"""A sheet is read by spreadsheets: none of its text is run, and none of its numbers is changed."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from compare.web.sheet import FORMULA, as_csv

STARTS = st.sampled_from(["", *FORMULA])
TEXTS = st.builds(str.__add__, STARTS, st.text(st.characters(exclude_categories=["Cs"])))


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.dictionaries(TEXTS, st.dictionaries(TEXTS, TEXTS, min_size=1), min_size=1))
def test_neither_a_heading_nor_a_value_begins_a_formula(row: dict[str, dict[str, str]]) -> None:
    """Headings too: where a row is nested they hold the publisher's own keys."""
    for line in _cells(as_csv([row]).content.decode()):
        for each in line:
            assert (
                not each.startswith(FORMULA) or each.removeprefix("-").replace(".", "", 1).isdigit()
            )


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_number_stays_the_number(number: Decimal) -> None:
    _heading, (printed,) = _cells(as_csv([{"amount": number}]).content.decode())
    assert Decimal(printed) == number
