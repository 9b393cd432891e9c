"""An item that nobody foresaw is refused by itself, and the others are read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.alone import alone
from scrapers.records import PlanRecord, Record, Refused

PLAN = PlanRecord("zz", "1", {"name": "One"}, "line 1")


def read(error: Exception | None = None) -> Iterator[Record]:
    yield PLAN
    if error:
        raise error


def test_an_item_is_read_whole_or_refused_whole() -> None:
    assert list(alone("line 1", read())) == [PLAN]
    changed = PageChanged(expected="a known category", found="TRAVEL_CARDS", todo="read it")
    assert list(alone("line 1", read(changed))) == [Refused.because("line 1", changed)]


@pytest.mark.parametrize("error", [KeyError("rate"), TypeError("no list"), ValueError("x")])
def test_what_nobody_foresaw_is_refused_with_what_was_found(error: Exception) -> None:
    (refused,) = alone("line 1", read(error))
    assert isinstance(refused, Refused)
    assert refused.found.startswith(type(error).__name__)


def test_bytes_that_are_no_page_are_the_pages_trouble() -> None:
    cut = Unreadable(expected="JSON", found="a cut-off line", todo="fetch it again")
    with pytest.raises(Unreadable):
        list(alone("line 1", read(cut)))
