"""A drawing reads numbers as SVG writes them, whatever the language of its page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from compare.usecases.market import statements
from tests.compare.web.conftest import LAST_DAY
from tests.compare.web.html import parse
from tests.compare.web.test_languages import ASKED, HOME

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("editions"),
    pytest.mark.xdist_group("stories"),
]
LENGTH = re.compile(r"-?\d+(\.\d+)?(%|em)?")
LENGTHS = ("x", "x1", "x2", "y", "y1", "y2", "cx", "cy", "r", "width", "height")
PAGES = {
    HOME: 20,
    f"{HOME}answer?{ASKED}": 5,
    "/stories/premium-against-cover?market=xx-household": 5,
    "/providers/wm-104/": 2,
    "/shrink/?market=xx-groceries": 2,
}


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_every_length_of_a_drawing_is_a_plain_number(client: Client, language: str) -> None:
    statements.keep("xx-household", LAST_DAY)
    for path, least in PAGES.items():
        drawn = parse(client.get(f"/{language}{path}")).select("svg *")
        lengths = [tag[name] for tag in drawn for name in LENGTHS if tag.get(name)]
        assert len(lengths) >= least, path
        assert [each for each in lengths if not LENGTH.fullmatch(each)] == [], path
