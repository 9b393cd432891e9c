from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.packs import Pack, PackEvent, compare_packs
from compare.values.money import Money

amounts = st.integers(1, 100_000).map(lambda cents: Decimal(cents) / 100)


def pack(price, quantity, unit="kg", currency="EUR"):
    return Pack(Money(Decimal(str(price)), currency), Decimal(str(quantity)), unit)


packs = st.builds(pack, amounts, amounts)


@pytest.mark.parametrize(
    ("before", "after", "event"),
    [
        ((1, 100), (1, 90), PackEvent.SHRINKFLATION),
        ((1, 100), ("0.9", 90), PackEvent.DOWNSIZE_NO_UNIT_RISE),
        ((1, 100), ("0.5", 90), PackEvent.DOWNSIZE_NO_UNIT_RISE),
        ((1, 100), ("1.5", 110), PackEvent.UPSIZE_UNIT_RISE),
        ((1, 100), (1, 110), PackEvent.UPSIZE),
        ((1, 100), ("1.1", 100), PackEvent.PRICE_RISE),
        ((1, 100), ("0.9", 100), PackEvent.PRICE_CUT),
        ((1, 100), (1, 100), PackEvent.NONE),
        ((1, 100), ("1.1", 110), PackEvent.NONE),
    ],
)
def test_each_event_of_the_table_has_its_name(before, after, event):
    assert compare_packs(pack(*before), pack(*after)).event is event


@pytest.mark.parametrize(
    ("after", "event"),
    [
        (("99.5", "99.5"), PackEvent.NONE),
        (("99.49", "99.49"), PackEvent.DOWNSIZE_NO_UNIT_RISE),
        (("100.5", 100), PackEvent.NONE),
        (("100.51", 100), PackEvent.PRICE_RISE),
    ],
)
def test_half_a_percent_is_rounding_and_more_is_not(after, event):
    assert compare_packs(pack(100, 100), pack(*after)).event is event


def test_without_tolerance_every_gram_counts():
    change = compare_packs(pack(1, 1000), pack(1, 999), tolerance=Decimal(0))
    assert change.event is PackEvent.SHRINKFLATION
    assert change.share_from_shrink == 1


def test_the_category_index_is_set_against_the_unit_price():
    found = compare_packs(pack(2, 1), pack("2.2", 1), (Decimal(100), Decimal(110)))
    assert found.real_dln_unit_price == 0
    assert compare_packs(pack(2, 1), pack(2, 1)).real_dln_unit_price is None


@given(packs, packs)
def test_logarithms_add_up_and_agree_with_the_shares(before, after):
    found = compare_packs(before, after)
    assert math.isclose(found.dln_unit_price, found.dln_price - found.dln_quantity, abs_tol=1e-20)
    assert math.isclose(math.exp(found.dln_unit_price) - 1, found.unit_price_change, rel_tol=1e-9)


@given(packs, packs)
def test_going_back_is_the_opposite(before, after):
    there, back = compare_packs(before, after), compare_packs(after, before)
    assert math.isclose(there.dln_unit_price, -back.dln_unit_price, abs_tol=1e-20)


@given(packs, packs)
def test_shrinkage_explains_at_most_all_of_the_rise(before, after):
    share = compare_packs(before, after).share_from_shrink
    assert share is None or 0 < share <= 1


@given(packs, packs, st.sampled_from([Decimal("0.001"), Decimal(1000)]))
def test_the_unit_of_measure_changes_nothing(before, after, factor):
    def scaled(each):
        return Pack(each.price, each.quantity * factor, "g")

    there = compare_packs(before, after)
    scaled_change = compare_packs(scaled(before), scaled(after))
    assert scaled_change.event is there.event
    assert scaled_change.unit_price_change == there.unit_price_change


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: pack(0, 1), "price above zero"),
        (lambda: pack(1, 0), "quantity above zero"),
        (lambda: pack(1, "NaN"), "quantity above zero"),
        (lambda: compare_packs(pack(1, 1), pack(1, 1, "piece")), "one unit"),
        (lambda: compare_packs(pack(1, 1), pack(1, 1, currency="USD")), "one currency"),
        (lambda: compare_packs(pack(1, 1), pack(1, 1), (Decimal(0), Decimal(1))), "index"),
        (lambda: compare_packs(pack(1, 1), pack(1, 1), tolerance=Decimal(-1)), "tolerance"),
    ],
)
def test_what_cannot_be_compared_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()
