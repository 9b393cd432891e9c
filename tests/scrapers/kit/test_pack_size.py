"""Sizes are read where they are written, and a bare number gets a unit only where one agrees."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.kit.pack_size import Size, is_approximate, line, pieces, sizes, told

D = Decimal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plum-jam-500g-701", [("0.5", "kg", None)]),
        ("milk-1.5l-2", [("1.5", "l", None)]),
        ("Coke 24 x 375ml", [("9", "l", 24)]),
        ("yogurt-6-x-150g", [("0.9", "kg", 6)]),
        ("pasta-2x250g-500g-39", [("0.5", "kg", 2), ("0.5", "kg", None)]),
        ("croissants-3pk168g-2", [("3", "piece", None), ("0.168", "kg", None)]),
        ("brie-approx.150g-3089394", [("0.15", "kg", None)]),
        ("97%-fat-free-mayonnaise", []),
        ("5-grain-loaf-1498155", []),
        ("rice-cakes-0g", []),
    ],
)
def test_a_size_is_read_where_a_number_stands_beside_a_unit(
    text: str, found: list[tuple[str, str, int | None]]
) -> None:
    assert list(sizes(text)) == [Size(D(number), unit, items) for number, unit, items in found]


def test_a_number_means_the_written_size_that_says_the_same_amount() -> None:
    three = sizes("croissants-3pk168g-2")
    assert told(D("0.168"), D("1.5"), D("8.93"), three) == Size(D("0.168"), "kg")
    assert told(D(3), D("1.5"), D("0.5"), three) == Size(D(3), "piece")


def test_one_pot_and_the_whole_multipack_are_the_same_pack() -> None:
    pots = sizes("yogurt-6-x-150g")
    whole = Size(D("0.9"), "kg", 6)
    assert told(D("0.15"), D("3.99"), D("26.6"), pots) == whole
    assert told(D("0.907"), D("3.99"), D("4.4"), pots) == whole
    assert told(D("0.907"), D("3.99"), None, pots) == whole


def test_a_size_computed_back_from_a_rounded_unit_price_is_the_written_one() -> None:
    assert told(D("0.499"), D("4.79"), D("9.6"), sizes("spread-500g")) == Size(D("0.5"), "kg")


def test_a_number_that_no_written_size_says_has_no_unit() -> None:
    assert told(D("1.188"), D("4.99"), D("4.2"), sizes("snack-12pk")) is None
    assert told(D("0.45"), D("4.5"), D(10), sizes("plum-jam-500g")) is None
    assert told(D("0.28"), D("4.5"), D("16.1"), ()) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hillside-mango-and-lime-yogurt-600g", "hillside-mango-&-lime-yogurt-550g"),
        ("Greek Salad with Dressing", "greek-salad-dressing-300g"),
        ("josh's-plum-jam-500g", "joshs-plum-jam-450g"),
        ("Plum Jam 500 g", "plum-jam-500g"),
    ],
)
def test_a_line_is_the_same_however_it_is_spelt(one: str, other: str) -> None:
    assert line(one) == line(other)


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("lamb-roast-approx.-418g", True),
        ("brie-approx.150g", True),
        ("Potatoes approx 200g each", True),
        ("approximately 1.2 kg of ham", True),
        ("approved-chicken-500g", False),
        ("plum-jam-500g", False),
    ],
)
def test_a_weight_that_is_only_about_right_is_told_from_a_constant_one(
    text: str, approximate: bool
) -> None:
    assert is_approximate(text) is approximate


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("free-range-eggs-18-pack-900g", 18),
        ("yogurt-6-x-150g", 6),
        ("pasta-2x250g-500g", 2),
        ("plum-jam-500g", None),
        ("Ice Cream 4 pack, box of 12 pieces", None),
    ],
)
def test_the_pieces_of_a_pack_are_those_that_its_text_counts_once(
    text: str, count: int | None
) -> None:
    assert pieces(sizes(text)) == count


@given(grams=st.integers(20, 5000), cents=st.integers(50, 10_000), shrunk=st.integers(80, 95))
def test_a_size_cut_by_a_twentieth_is_never_taken_for_the_written_one(
    grams: int, cents: int, shrunk: int
) -> None:
    price, written = D(cents) / 100, D(grams) / 1000
    printed = (written * shrunk / 100).quantize(D("0.001"))
    unit_price = (price / printed).quantize(D("0.1"))
    if unit_price < 5:  # a cent per 100 g hides more than a twentieth of very cheap goods
        return
    assert told(printed, price, unit_price, [Size(written, "kg")]) is None
