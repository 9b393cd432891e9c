"""What was planted on the invented grocer's shelf comes out of six editions: each event, no other.

Between them lie new class names, hard spaces, two other orders, other words and units for as much, a
special price, rises of a price alone, and a page that could not be read.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from compare.store.models import Source
from compare.usecases import track_changes
from compare.usecases.changes import Wanted, changes
from compare.usecases.replay import replay
from scrapers.samples import history, shelves

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("planted packs")]
MARKET, SOURCE = "xx-groceries", "xx_sorrel"
EDITIONS = history.editions()
TOLD = ("subject", "kind", "old", "new", "after", "no_later_than", "state")


@pytest.fixture(scope="module")
def found(editions: None) -> list[dict[str, Any]]:
    return changes(Wanted(market=MARKET))


def planted() -> list[tuple[str, ...]]:
    return sorted(
        (
            *(row[name] for name in ("product", "kind", "old", "new")),
            *(EDITIONS[row[name]].isoformat() for name in ("after", "no_later_than")),
            row["state"],
        )
        for row in shelves.truth()["event"]
    )


def test_every_planted_change_of_a_pack_is_found_with_its_days_and_no_other(
    found: list[dict[str, Any]],
) -> None:
    assert sorted(tuple(each[name] for name in TOLD) for each in found) == planted()


def test_the_price_of_the_same_amount_rose_by_what_was_planted_when_the_pack_changed(
    found: list[dict[str, Any]],
) -> None:
    """A rise a year after a pack shrank is no part of what the smaller pack cost."""
    told = {each["subject"]: each["unit_price_rise"] for each in found}
    for row in shelves.truth()["event"]:
        if "unit_price_rise" in row:
            assert told[row["product"]] == row["unit_price_rise"]


def test_only_what_was_seen_again_and_is_worse_or_better_is_news(
    found: list[dict[str, Any]],
) -> None:
    news = {each["subject"] for each in found if each["place"] == "news"}
    assert news == {"1001", "1002"}


def test_reading_and_tracking_all_again_changes_no_change(found: list[dict[str, Any]]) -> None:
    replay(SOURCE)
    assert changes(Wanted(market=MARKET)) == found
    assert track_changes.check(Source.objects.get(key=SOURCE)).none


def test_the_page_of_what_shrank_shows_the_pack_before_and_after_as_invented(
    found: list[dict[str, Any]],
) -> None:
    page = Client().get("/en/shrink/").content.decode()
    assert "Oat biscuits" in page
    assert "400" in page
    assert "360" in page
    assert "invented" in page
    assert "Potato crisps" not in page  # seen once: in the quiet log
    assert "Potato crisps" in Client().get("/en/shrink/?log=quiet").content.decode()
