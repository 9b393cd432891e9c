"""What was planted on the invented grocer's shelf comes out of six editions: each event, no other.

Between them lie new class names, hard spaces, two other orders, other words and units for as much, a
special price, rises of a price alone, and a page that could not be read.
"""

from __future__ import annotations

import json
from decimal import Decimal
from statistics import geometric_mean
from typing import Any

import pytest
from django.test import Client

from compare.store.models import Source
from compare.usecases.changes.told import Wanted, changes
from compare.usecases.collecting.replay import replay
from compare.usecases.tracking import track as track_changes
from scrapers.kit.pack_size import sizes
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


def unit_prices(edition: str) -> dict[str, tuple[str, Decimal]]:
    """What one unit of each planted product costs, without specials, and in which unit."""
    found = {}
    for pack in shelves.shop(edition).packs:
        (size,) = sizes(pack.size)
        found[pack.key] = size.unit, Decimal(pack.price) / size.quantity
    return found


def test_what_a_pack_cost_beyond_the_whole_shop_is_its_rise_less_that_of_all_others(
    found: list[dict[str, Any]],
) -> None:
    (oats,) = (each for each in found if each["subject"] == "1001")
    before, after = unit_prices("2024-07"), unit_prices("2025-01")
    ratios = [
        float(after[key][1] / price)
        for key, (unit, price) in before.items()
        if key != "1001" and key in after and after[key][0] == unit
    ]
    assert oats["index_products"] == len(ratios) >= 9
    index = geometric_mean(ratios)
    assert float(oats["index_rise"]) == pytest.approx(index - 1, abs=5e-5)
    real = (1 + float(oats["unit_price_rise"])) / index - 1
    assert float(oats["real_unit_price_rise"]) == pytest.approx(real, abs=1e-4)
    page = Client().get("/en/shrink/").content.decode()
    assert "beyond the whole shop" in page
    shown = json.loads(Client().get("/en/shrink/?format=json").content)
    assert {**oats}.items() <= shown["packs"][
        [e["id"] for e in shown["packs"]].index(oats["id"])
    ].items()
    told = json.loads(Client().get("/api/v1/changes?market=xx-groceries").content)
    assert oats["real_unit_price_rise"] in {
        each["real_unit_price_rise"] for each in told["results"]
    }


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "the quantity sold went from 400"),
        ("de", "die verkaufte Menge von 400"),
        ("fr", "la quantité vendue est passée de 400"),
        ("it", "la quantità venduta è passata da 400"),
    ],
)
def test_a_confirmed_smaller_pack_shows_the_sign_that_france_would_want(
    found: list[dict[str, Any]], language: str, says: str
) -> None:
    by_product = {each["subject"]: each["id"] for each in found}
    page = Client().get(f"/{language}/changes/{by_product['1001']}/").content.decode()
    assert says in page
    assert "16 avril 2024" in page
    crisps = Client().get(f"/{language}/changes/{by_product['1005']}/").content.decode()
    assert "16 avril 2024" not in crisps  # seen once: nobody is told to put up a sign
