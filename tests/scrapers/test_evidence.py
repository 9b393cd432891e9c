"""A locator names what is called so on its page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scrapers.evidence import stale
from scrapers.records import Capture, PlanRecord

PAGE = b'<table id="rates"><tr data-ref="a" class="row"></table><script>{"amount": 1}</script>'
SEEN = Capture("https://a.example", PAGE, datetime(2026, 1, 1, tzinfo=UTC), "home")


@pytest.mark.parametrize(
    ("locator", "missing"),
    [
        ("#rates row Coast", None),
        ("#matrix row Coast", "matrix"),
        ("#matrix|rates row Coast", None),
        ("[data-ref=a] h2", None),
        ("[data-plan=a] h2", "data-plan"),
        ("[data-plan|data-ref=a] h2", None),
        ("$.plans[0].amount", None),
        ("$.plans[0].cents", "cents"),
        ("$.plans[0].cents|amount", None),
        ("tr.row 3", None),
        ("tr.line 3", "line"),
        ("tr.line, tr.row 3", None),
        ("row 17", None),
        ("p.kv 'Fee #12 [as printed]'", "kv"),
    ],
)
def test_a_name_that_stands_nowhere_on_the_page_is_said(locator: str, missing: str | None) -> None:
    said = stale(SEEN, [PlanRecord("1", "a", {"name": "A"}, locator)])
    assert [f"name {missing!r}" in each for each in said] == [True] * (missing is not None)


def test_nothing_is_said_of_what_has_no_text_in_its_bytes() -> None:
    seen = Capture("https://a.example", b"%PDF-1.7", SEEN.fetched_at, "home")
    assert stale(seen, [PlanRecord("1", "a", {"name": "A"}, "#matrix")]) == []
