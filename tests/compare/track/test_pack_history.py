from __future__ import annotations

import csv
import gzip
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from compare.track.pack_history import Doubt, PackSighting, size_changes
from compare.track.packs import PackEvent
from tests.compare.track.test_packs import pack

START = date(2026, 1, 1)


def seen(day, price, quantity, unit="kg", source="shop"):
    return PackSighting(START + timedelta(days=day), pack(price, quantity, unit), source)


def test_a_smaller_pack_at_the_same_price_is_found_with_its_days():
    found = size_changes([seen(0, 5, "0.5"), seen(7, 5, "0.45"), seen(14, 5, "0.45")])
    (change,) = found
    assert change.change.event is PackEvent.SHRINKFLATION
    assert (change.last_seen, change.no_later_than) == (START, START + timedelta(days=7))
    assert change.confirmed
    assert change.doubt is None


def test_rounding_is_no_change_of_size_and_does_not_add_up():
    found = size_changes([seen(0, 5, "0.5"), seen(7, 5, "0.499"), seen(14, 5, "0.4976")])
    assert found == ()
    (drifted,) = size_changes([seen(0, 5, "0.5"), seen(7, 5, "0.498"), seen(14, 5, "0.496")])
    assert drifted.change.event is PackEvent.SHRINKFLATION


def test_a_special_price_hides_no_shrinkage_and_makes_none():
    sales = [seen(0, 4, "0.5"), seen(7, 8, "0.5"), seen(14, 4, "0.45"), seen(21, 8, "0.45")]
    (change,) = size_changes(sales)
    assert change.change.dln_price == 0
    assert size_changes([seen(0, 4, "0.5"), seen(7, 8, "0.5")]) == ()


def test_a_size_that_comes_back_is_not_confirmed():
    found = size_changes([seen(0, 5, "0.5"), seen(7, 5, "0.45"), seen(20, 5, "0.5")])
    assert [change.confirmed for change in found] == [False, False]


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        (("12", "piece"), ("1.188", "kg"), Doubt.OTHER_UNIT),
        (("0.15", "kg"), ("0.907", "kg"), Doubt.IMPLAUSIBLE_STEP),
        (("0.907", "kg"), ("0.15", "kg"), Doubt.IMPLAUSIBLE_STEP),
        (("0.5", "kg"), ("0.25", "kg"), Doubt.IMPLAUSIBLE_STEP),  # one of a pack of two
        (("0.5", "kg"), ("0.26", "kg"), None),
    ],
)
def test_another_unit_or_a_huge_step_is_put_to_a_person(old, new, doubt):
    (change,) = size_changes([seen(0, 5, *old), seen(7, 5, *new)])
    assert change.doubt is doubt
    assert (change.change is None) == (doubt is Doubt.OTHER_UNIT)


def test_sightings_out_of_order_are_refused():
    with pytest.raises(ValueError, match="order"):
        size_changes([seen(7, 5, "0.5"), seen(0, 5, "0.5")])


@pytest.fixture(scope="module")
def shelf(shared_data):
    """The real sightings of each product, in the order of days; unknown quantities left out."""
    folder = shared_data / "au-grocery"
    if not (folder / "observations.csv.gz").exists():
        pytest.skip(f"no supermarket prices here: {folder} is missing")
    products = {}
    with gzip.open(folder / "observations.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if Decimal(row["quantity"] or 0) and Decimal(row["price_aud"] or 0):
                sighting = PackSighting(
                    date.fromisoformat(row["observed_on"]),
                    pack(row["price_aud"], row["quantity"], "as printed", "AUD"),
                    row["retailer"],
                )
                products.setdefault((row["retailer"], row["product_id"]), []).append(sighting)
    examples = json.loads((folder / "examples.json").read_text(encoding="utf-8"))
    return {
        key: sorted(sightings, key=lambda each: each.day) for key, sightings in products.items()
    }, examples


def signals(sightings):
    return [
        each
        for each in size_changes(sightings)
        if each.confirmed and each.doubt is None and each.change.event is PackEvent.SHRINKFLATION
    ]


def test_a_real_pack_that_shrank_on_the_shelf_is_found(shelf):
    products, examples = shelf
    (true,) = [each for each in examples["true_shrinkflation"] if each["kind"] == "same_id"]
    (found,) = signals(products[true["retailer"], true["old_product_id"]])
    assert round(float(found.change.quantity_change) * 100, 2) == true["quantity_change_pct"]
    assert (
        round(float(found.change.unit_price_change) * 100, 2) == true["price_per_unit_change_pct"]
    )
    assert found.last_seen.isoformat() == true["old_seen"]
    assert found.no_later_than.isoformat() == true["new_seen"]


def test_no_real_look_alike_is_taken_for_shrinkage(shelf):
    products, examples = shelf
    for decoy in examples["decoys"]:
        assert signals(products[decoy["retailer"], decoy["product_id"]]) == [], decoy["why"]


def test_shrinkage_stays_rare_among_thousands_of_real_products(shelf):
    products, _ = shelf
    shrunk = [key for key, sightings in products.items() if signals(sightings)]
    assert 0 < len(shrunk) < 0.03 * len(products)


def test_what_a_size_cost_long_after_it_came_is_no_part_of_the_change():
    """400 g at 2.40, then 360 g at 2.40, and 3.00 a year later: the pack took 11.1 % and no more."""
    days = [seen(0, "2.40", "0.4"), seen(30, "2.40", "0.36"), seen(400, "3.00", "0.36")]
    (found,) = size_changes(days)
    assert round(found.change.unit_price_change, 4) == Decimal("0.1111")
