"""The work list says what would give most households an answer, found by asking them with and without."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from compare.markets import loader
from compare.usecases.repairing import work_lists
from compare.usecases.repairing.ticket_document import quotable
from compare.usecases.repairing.work_list import work_list
from tests.compare.web.conftest import LAST_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("westmark")]
MARKET = "xx-household"


def test_a_price_that_nobody_read_is_worth_the_households_that_a_thin_market_leaves_alone(
    westmark: None,
) -> None:
    market = loader.load(MARKET)

    found = work_list(market, LAST_DAY, ["xx_ironbridge"])

    assert found is not None
    assert found.households == len(market.households.household)
    prices = {item.subjects: item.share for item in found.items if item.kind == "price"}
    assert (found.cannot_tell > 0) is bool(found.items)
    assert all(0 < share <= found.cannot_tell for share in prices.values())
    shares = [item.share for item in found.items]
    assert shares == sorted(shares, reverse=True)


def test_what_only_makes_others_share_the_market_is_worth_nothing(westmark: None) -> None:
    """One more provider makes each customer weigh less: that gives nobody an answer."""
    found = work_list(loader.load(MARKET), LAST_DAY, ["xx_harrow"])

    assert found is not None
    assert 0 < found.cannot_tell < 1
    assert [item for item in found.items if item.kind == "repair"] == []


def test_where_every_price_is_too_old_the_sources_are_only_worth_something_together(
    westmark: None,
) -> None:
    market = loader.load(MARKET)
    late = LAST_DAY + timedelta(days=2 * market.market.max_gap_days)
    every = ["xx_alder", "xx_brightwater", "xx_corbel", "xx_dunmore", "xx_fernhill", "xx_glim"]

    found = work_list(market, late, every)

    assert found is not None
    assert found.cannot_tell == 1
    assert [item for item in found.items if item.kind == "repair"], "repairs give answers"
    assert all(item.share <= Decimal(1) for item in found.items)


def test_the_page_and_its_twins_say_the_same_and_name_who_has_no_data(
    westmark: None, client: Client
) -> None:
    now = datetime.now(UTC)
    assert work_lists.keep(loader.load(MARKET), now)
    assert not work_lists.keep(loader.load(MARKET), now), "nothing changed: nothing is asked again"
    assert work_lists.today(loader.load(MARKET), now) == LAST_DAY

    page = client.get("/en/sources/").content.decode()
    said = json.loads(client.get("/en/sources/?format=json").content)
    status = json.loads(client.get("/status.json").content)

    assert said["sources"] == status["sources"]
    coverage = said["coverage"][MARKET]
    assert coverage["by_register"]
    assert coverage["with_data"] + len(coverage["without_data"]) == coverage["known"] == 12
    for name in coverage["without_data"].values():
        assert name in page
    for row in said["sources"]:
        assert f'id="{row["source"]}"' in page
        for number in row["tickets"]:
            assert f"/en/tickets/{number}/" in page
            assert f"/en/tickets/{number}/" in client.get("/en/tickets/").content.decode()
    sheet = client.get("/en/sources/?format=csv").content.decode().splitlines()
    assert len(sheet) == 1 + len(said["sources"])
    assert said["work"][MARKET]["as_of"] == date.isoformat(LAST_DAY)


@pytest.mark.parametrize(
    "said",
    ["found 'Our secret price'", 'found "Our secret price"', "found ['a', 'Our secret price']"],
)
def test_of_a_page_that_may_not_be_shown_no_letter_is_quoted(said: str) -> None:
    assert "secret" not in quotable(said, "hash")
    assert "secret" in quotable(said, "full")
