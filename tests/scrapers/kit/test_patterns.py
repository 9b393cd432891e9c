"""A text that is written in one way gives its parts; written otherwise, the page changed."""

from __future__ import annotations

import re

import pytest

from scrapers.errors import PageChanged
from scrapers.kit.patterns import matched

PRICE = re.compile(r"(\w+) XTS (\d+)")


def test_a_text_gives_the_parts_that_its_pattern_names() -> None:
    assert matched(PRICE, "Coast XTS 41") == ("Coast", "41")


def test_a_text_with_something_before_or_behind_is_another_text() -> None:
    with pytest.raises(PageChanged) as told:
        matched(PRICE, "Coast XTS 41 a month")
    assert told.value.expected == r"a text like '(\\w+) XTS (\\d+)'"
    assert told.value.found == "'Coast XTS 41 a month'"
