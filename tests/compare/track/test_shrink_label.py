from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from compare.track.shrink_label import LabelRule, label_notice
from compare.values.span import Span
from tests.compare.track.test_packs import pack

RULE = LabelRule(
    country="FR",
    valid=Span(date(2024, 7, 1)),
    units=frozenset({"kg", "l"}),
    min_shop_area=Decimal(400),
    months=2,
    reference="arrêté du 16 avril 2024",
)
BIG, SMALL = Decimal(401), Decimal(400)
DAY = date(2024, 7, 1)


def test_the_notice_says_from_what_to_what_and_how_much_dearer_the_kilo_is():
    found = label_notice(pack(2, "0.5"), pack(2, "0.4"), RULE, DAY, BIG)
    assert (found.quantity_before, found.quantity_after) == (Decimal("0.5"), Decimal("0.4"))
    assert (found.unit_price_rise, found.unit_price_rise_share) == (1, Decimal("0.25"))
    assert (found.unit, found.months, found.reference) == ("kg", 2, "arrêté du 16 avril 2024")


def test_one_gram_less_at_the_same_price_is_enough():
    assert label_notice(pack(2, "0.500"), pack(2, "0.499"), RULE, DAY, BIG) is not None


def test_in_a_shop_of_unknown_size_it_is_due_if_the_shop_is_large_enough():
    found = label_notice(pack(2, "0.5"), pack(2, "0.4"), RULE, DAY, None)
    assert found is not None
    assert found.min_shop_area == 400


@pytest.mark.parametrize(
    "after", [pack("1.6", "0.4"), pack("1.5", "0.4"), pack(3, "0.5"), pack(3, "0.6")]
)
def test_no_notice_is_due_without_both_a_smaller_pack_and_a_dearer_kilo(after):
    assert label_notice(pack(2, "0.5"), after, RULE, DAY, BIG) is None


@pytest.mark.parametrize(
    ("unit", "day", "area", "constant"),
    [
        ("piece", DAY, BIG, True),
        ("kg", date(2024, 6, 30), BIG, True),
        ("kg", DAY, SMALL, True),
        ("kg", DAY, BIG, False),
    ],
)
def test_no_notice_is_due_outside_the_rule(unit, day, area, constant):
    before, after = pack(2, "0.5", unit), pack(2, "0.4", unit)
    assert label_notice(before, after, RULE, day, area, constant) is None
