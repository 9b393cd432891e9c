"""Of a page that may not be shown nothing is quoted, however its words were cut or spelt."""

from __future__ import annotations

import pytest

from compare.store.models import Source, Ticket
from compare.usecases.repairing.ticket_document import quotable, region


@pytest.mark.parametrize(
    "said",
    [
        "expected a price, found 'Our secret price'",
        'expected a price, found "Our firm\'s secret price"',
        "expected the insurer's price, found 'Our secret price'",
        "two of the pages' rows, found 'Our secret price', '4'",
        "expected a text, found b'Our secret price'",
        "expected a workbook, found «Our secret price» and “Our secret price”",
        repr("Our secret price, and all that follows it")[:20],
        f"expected a row, found {repr({'price': 'Our secret price'})[:24]}",
    ],
)
def test_what_stands_between_quotation_marks_is_left_out(said: str) -> None:
    told = quotable(said, "hash")

    assert "secret" not in told
    assert "…" in told


def test_words_of_ours_with_an_apostrophe_are_no_quotation() -> None:
    said = "expected the insurer's price, found the broker's"
    assert quotable(said, "hash") == said


def test_only_the_lines_that_differ_are_quoted_of_a_region() -> None:
    ticket = Ticket(source=Source(publish="quote"))
    assert region(ticket, "  before\n\n- old\n+ new\n  after") == "- old\n+ new"
    assert region(ticket, "one\n\nother") == "one\n\nother"
