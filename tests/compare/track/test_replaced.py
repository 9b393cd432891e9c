"""A shrunken pack under a new key is proposed, never told as a fact; two sizes side by side are not."""

from __future__ import annotations

from dataclasses import replace

from compare.track.change import State, Toward
from compare.track.pack_changes import Product
from compare.track.replaced import proposals
from tests.compare.track.test_pack_changes import product, shelf


def test_the_product_that_came_when_one_of_its_line_had_gone_is_proposed() -> None:
    old = product(shelf(0, "3.5", "0.25"), shelf(7, "2", "0.25"), key="1", line="snacking carrots")
    new = product(
        shelf(90, "3.5", "0.2"), shelf(120, "3.5", "0.2"), key="2", line="carrots snacking"
    )
    (change,) = proposals([old, new])
    assert (change.subject, change.kind) == ("1 to 2", "SHRINKFLATION")
    assert (change.direction, change.state) == (Toward.WORSE, State.PROPOSED)
    assert (change.after, change.no_later_than) == (old.shelves[-1].day, new.shelves[0].day)
    assert str(change.unit_price_rise) == "0.25"  # at the regular price, not at the special
    assert not change.is_signal


def test_two_sizes_that_were_sold_side_by_side_are_two_products() -> None:
    small = product(shelf(0, "3", "0.2"), shelf(90, "3", "0.2"), key="1")
    large = product(shelf(7, "4", "0.25"), shelf(60, "4", "0.25"), key="2")
    assert proposals([small, large]) == ()


def test_each_product_is_taken_with_its_nearest_alone() -> None:
    old = [
        product(shelf(0, "4", "0.5"), key="1"),
        product(shelf(0, "6", "0.7"), key="2"),
    ]
    new = [
        product(shelf(90, "4", "0.47"), key="3"),
        product(shelf(90, "6", "0.65"), key="4"),
    ]
    assert [change.subject for change in proposals([*old, *new])] == ["1 to 3", "2 to 4"]


def test_another_line_another_shop_equal_size_or_double_is_no_replacement() -> None:
    old = product(shelf(0, "4", "0.5"), key="1")
    for new in (
        product(shelf(90, "4", "0.45"), key="2", line="valley plum jam"),
        product(shelf(90, "4", "0.5"), key="2"),
        product(shelf(90, "4", "0.498"), key="2"),
        product(shelf(90, "4", "0.25"), key="2"),
        product(shelf(90, "4", None), key="2"),
        product(shelf(90, "4", "0.45", None), key="2"),
        product(shelf(90, "4", "0.45"), key="2", line=""),
    ):
        assert proposals([old, new]) == ()


def test_a_name_with_a_word_more_is_the_same_line_and_one_with_another_word_is_not() -> None:
    old = product(shelf(0, "8.8", "0.66"), key="1", line="hillside oat nut cereal")
    more = product(shelf(90, "8.8", "0.58"), key="2", line="hillside oat nut breakfast cereal")
    other = product(shelf(90, "8.8", "0.62"), key="3", line="hillside oat plum cereal")
    (change,) = proposals([old, more, other])
    assert (change.subject, change.kind) == ("1 to 2", "SHRINKFLATION")


def test_of_two_that_may_have_followed_the_one_with_the_same_name_did() -> None:
    old = product(shelf(0, "8.8", "0.66"), key="1", line="hillside oat nut cereal")
    near = product(shelf(90, "8.8", "0.65"), key="2", line="hillside oat nut breakfast cereal")
    same = product(shelf(90, "8.8", "0.58"), key="3", line="hillside oat nut cereal")
    assert [change.subject for change in proposals([old, near, same])] == ["1 to 3"]


def test_more_and_smaller_pieces_are_another_pack_and_fewer_alike_are_a_smaller_one() -> None:
    def eggs(day: int, quantity: str, items: int | None, key: str) -> Product:
        seen = replace(shelf(day, "10", quantity), items=items)
        return product(seen, key=key, line="hillside free range eggs")

    eighteen = eggs(0, "0.9", 18, "1")
    assert proposals([eighteen, eggs(90, "0.8", 12, "2")]) == ()
    assert len(proposals([eighteen, eggs(90, "0.75", 15, "3")])) == 1
    assert len(proposals([eighteen, eggs(90, "0.8", 18, "4")])) == 1
    assert len(proposals([eighteen, eggs(90, "0.8", None, "5")])) == 1


def test_what_costs_less_than_half_or_more_than_twice_took_no_place() -> None:
    old = product(shelf(0, "8.8", "0.5"), key="1")
    assert proposals([old, product(shelf(90, "4.3", "0.45"), key="2")]) == ()
    assert len(proposals([old, product(shelf(90, "4.4", "0.45"), key="3")])) == 1


def test_a_product_named_on_a_page_that_gave_it_no_price_is_not_gone() -> None:
    old = product(shelf(0, "7", "4"), key="1")
    new = product(shelf(90, "6.5", "3.5"), key="2")
    assert len(proposals([old, new])) == 1
    listed = (old.shelves[0].day, new.shelves[0].day)
    assert proposals([replace(old, listed=listed), new]) == ()


def test_units_that_nobody_tells_are_compared_for_a_person_to_decide() -> None:
    old = product(shelf(0, "7.5", "0.51", None), key="1")
    new = product(shelf(90, "7.5", "0.45", None), key="2")
    (change,) = proposals([old, new])
    assert (change.kind, change.unit, change.state) == ("SHRINKFLATION", None, State.PROPOSED)


def test_a_unit_that_changed_with_the_key_is_said_without_a_size() -> None:
    old = product(shelf(0, "8.3", "0.5", "l"), key="1")
    new = product(shelf(90, "8.3", "0.47"), key="2")
    (change,) = proposals([old, new])
    assert (change.kind, change.unit, change.magnitude) == ("UNIT_CHANGED", "l to kg", None)
    assert change.direction is Toward.NEITHER
