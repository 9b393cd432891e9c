"""A market's page: what it leaves out is said, and drawings are few nodes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from compare.markets import loader
from compare.usecases.market import statements
from compare.web.market_page.unpriced import unpriced
from tests.compare.web.html import parse


def stated(*absent: str) -> dict[str, Any]:
    return {"households": {"without_prices": list(absent)}}


def test_where_no_price_is_on_record_is_said_in_words_and_in_weight() -> None:
    market = loader.load("ch-health")
    keys = [each.key for each in market.households.household]
    assert unpriced(stated(), market, "en") is None
    found = unpriced(stated("zh-single300", "zh-family2", "bs-single300"), market, "en")
    assert found is not None
    assert (found.count, found.published) == (3, len(keys))
    assert found.places == ("Zurich, premium region 1", "Basel-Stadt, whole canton")
    everybody = unpriced(stated(*keys), market, "en")
    assert everybody is not None
    assert everybody.share == "100\xa0%"


@pytest.mark.django_db
def test_every_price_is_drawn_and_a_lane_is_three_nodes(client: Client, westmark: None) -> None:

    statements.keep("xx-household", date(2026, 7, 20))
    page = parse(client.get("/en/m/xx-household/"))
    lanes = page.select(".lanes svg")
    assert lanes
    for lane in lanes:
        assert len(lane.select("*")) == 3
        said = lane["aria-label"].split(" ")[0]
        least, others = lane.select_one(".least")["d"], lane.select_one(".marks")["d"]
        assert others.count("M") + least.count("M") == int(said)
        places = [float(stroke.split(" ")[0]) for stroke in f"{least}{others}".split("M")[1:]]
        assert places == sorted(places)
