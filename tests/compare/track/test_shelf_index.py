"""What the whole shop's prices did, per amount: that much of a rise is no news of one product."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from compare.track.shelf_index import LEAST, ShelfIndex, shelf_index
from tests.compare.track.test_pack_changes import START, D, Product, product, shelf

DAY, WEEK = START, START + timedelta(days=7)


def others(*, rise: str = "1.1", count: int = LEAST) -> list[Product]:
    """Products of 2.00 for 500 g that were dearer a week later."""
    later = str(D(2) * D(rise))
    return [
        product(shelf(0, "2", "0.5"), shelf(7, later, "0.5"), key=f"{number}")
        for number in range(count)
    ]


def close(found: Decimal, wanted: str) -> bool:
    return abs(found - D(wanted)) < D("0.0000001")


def test_it_is_the_geometric_mean_of_all_others_per_amount() -> None:
    up_and_down = [*others(rise="2", count=3), *others(rise="0.5", count=3)]
    found = shelf_index(up_and_down, "701", DAY, WEEK)
    assert found is not None
    assert close(found.rise, "0")
    assert found.products == 6
    shrunk = product(shelf(0, "2", "0.5"), shelf(7, "2", "0.4"), key="small")
    with_shrunk = shelf_index([*others(rise="1", count=5), shrunk], "701", DAY, WEEK)
    assert with_shrunk is not None
    assert close((1 + with_shrunk.rise) ** 6, "1.25")


def test_the_product_itself_is_no_part_of_what_it_is_held_against() -> None:
    own = product(shelf(0, "2", "0.5"), shelf(7, "2", "0.1"))
    assert shelf_index([*others(), own], own.key, DAY, WEEK) == shelf_index(
        others(), own.key, DAY, WEEK
    )


def test_of_few_products_or_those_seen_on_one_side_only_nothing_is_said() -> None:
    assert shelf_index(others(count=LEAST - 1), "701", DAY, WEEK) is None
    gone = [product(shelf(0, "2", "0.5"), key=f"{number}") for number in range(9)]
    assert shelf_index(gone, "701", DAY, WEEK) is None


def test_another_unit_and_an_untold_size_are_left_out_and_a_special_is_no_price() -> None:
    odd = [
        product(shelf(0, "2", "0.5"), shelf(7, "9", "1", "l"), key="unit"),
        product(shelf(0, "2", "0.5"), shelf(7, "9", None), key="untold"),
    ]
    assert shelf_index([*others(count=4), *odd], "701", DAY, WEEK) is None
    special = [
        product(shelf(0, "1", "0.5"), shelf(-14, "2", "0.5"), shelf(7, "2", "0.5"), key=f"{number}")
        for number in range(5)
    ]
    found = shelf_index(special, "701", DAY, WEEK)
    assert found is not None
    assert close(found.rise, "0")


def test_the_real_rise_is_the_difference_of_logarithms() -> None:
    """Domain D83: index 100 to 104, the unit price up by 15.5556 %."""
    real = ShelfIndex(D("0.04"), 9).real(D("0.155556"))
    assert abs((1 + real).ln() - D("0.1054")) < D("0.0001")
