"""Which changes of size are said of one product, in which direction, and how far to be believed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from compare.track.change import Change, Evidence, State, Toward
from compare.track.events import Severity
from compare.track.pack_changes import UNIT_UNTOLD, Product, Shelf, pack_changes
from compare.values.cause import Cause
from compare.values.money import Money

D = Decimal
START = date(2026, 1, 5)


def shelf(day: int, price: str, quantity: str | None, unit: str | None = "kg") -> Shelf:
    seen = START + timedelta(days=day)
    said = None if quantity is None else D(quantity)
    return Shelf(seen, Money(D(price), "AUD"), said, unit, "shop", Evidence(f"{day:064}", "row 2"))


def product(*shelves: Shelf, key: str = "701", line: str = "hillside plum jam") -> Product:
    return Product("shop-1", key, line, shelves)


def only(*shelves: Shelf) -> Change:
    (change,) = pack_changes(product(*shelves))
    return change


def test_a_smaller_pack_seen_twice_a_week_apart_is_confirmed_with_both_ends() -> None:
    change = only(shelf(0, "5", "0.5"), shelf(7, "5", "0.45"), shelf(14, "5", "0.45"))
    assert (change.kind, change.old, change.new, change.unit) == (
        "SHRINKFLATION",
        "0.5",
        "0.45",
        "kg",
    )
    assert (change.after, change.no_later_than) == (START, START + timedelta(days=7))
    assert change.magnitude == D("0.1")
    assert change.unit_price_rise is not None
    assert round(change.unit_price_rise, 4) == D("0.1111")
    assert (change.before.sha256, change.since.sha256) == (f"{0:064}", f"{7:064}")
    assert (change.direction, change.state, change.cause) == (
        Toward.WORSE,
        State.CONFIRMED,
        Cause.PROVIDER,
    )
    assert change.is_signal


def test_seen_once_it_is_not_confirmed_and_no_signal() -> None:
    change = only(shelf(0, "5", "0.5"), shelf(7, "5", "0.45"))
    assert change.state is State.SEEN
    assert not change.is_signal


@pytest.mark.parametrize(
    ("price", "grams", "severity"),
    [
        ("5", "0.47", Severity.MAJOR),
        ("5", "0.49", Severity.MODERATE),
        ("5", "0.496", Severity.MINOR),
    ],
)
def test_severity_is_the_share_by_which_the_same_amount_became_dearer(
    price: str, grams: str, severity: Severity
) -> None:
    assert only(shelf(0, "5", "0.5"), shelf(7, price, grams)).severity is severity


@pytest.mark.parametrize(
    ("price", "grams", "kind", "direction"),
    [
        ("5", "0.6", "UPSIZE", Toward.BETTER),
        ("7", "0.6", "UPSIZE_UNIT_RISE", Toward.NEITHER),
        ("4", "0.4", "DOWNSIZE_NO_UNIT_RISE", Toward.NEITHER),
    ],
)
def test_only_a_dearer_smaller_pack_is_worse(
    price: str, grams: str, kind: str, direction: Toward
) -> None:
    change = only(shelf(0, "5", "0.5"), shelf(7, price, grams), shelf(14, price, grams))
    assert (change.kind, change.direction) == (kind, direction)
    assert change.severity is Severity.UNRATED
    assert not change.is_signal


def test_a_price_alone_a_rounding_and_a_missing_quantity_are_no_changes_of_size() -> None:
    assert pack_changes(product(shelf(0, "5", "0.5"), shelf(7, "8", "0.499"))) == ()
    assert pack_changes(product(shelf(0, "5", None, None), shelf(7, "5", "1"))) == ()
    assert pack_changes(product(shelf(0, "5", None, None))) == ()


def test_volume_turned_into_weight_is_said_and_is_no_signal() -> None:
    change = only(shelf(0, "5", "0.5", "l"), shelf(7, "5", "0.47"), shelf(14, "5", "0.47"))
    assert (change.kind, change.unit) == ("UNIT_CHANGED", "l to kg")
    assert (change.direction, change.magnitude) == (Toward.NEITHER, None)
    assert not change.is_signal


def test_a_number_without_a_unit_says_nothing_beside_packs_with_one() -> None:
    pieces = shelf(0, "5", "12", "piece")
    assert pack_changes(product(pieces, shelf(7, "5", "1.188", None))) == ()


def test_a_shop_that_tells_no_units_leaves_a_doubt_for_a_person() -> None:
    change = only(
        shelf(0, "5", "0.5", None), shelf(7, "5", "0.45", None), shelf(14, "5", "0.45", None)
    )
    assert (change.kind, change.state, change.doubt) == (
        "SHRINKFLATION",
        State.DOUBTFUL,
        UNIT_UNTOLD,
    )
    assert not change.is_signal


def test_beyond_half_a_misreading_is_likelier() -> None:
    change = only(shelf(0, "5", "0.9"), shelf(7, "5", "0.15"), shelf(14, "5", "0.15"))
    assert (change.state, change.doubt) == (State.DOUBTFUL, "implausible_step")
