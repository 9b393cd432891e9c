"""Packaged goods: the price per amount, taken apart into price and size (domain 6.1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from compare.values.money import Money

TOLERANCE = Decimal("0.005")  # domain 6.1: rounding and relabelling stay below half a percent


class PackEvent(StrEnum):
    """What happened to a pack between two prices."""

    SHRINKFLATION = "SHRINKFLATION"
    DOWNSIZE_NO_UNIT_RISE = "DOWNSIZE_NO_UNIT_RISE"
    UPSIZE_UNIT_RISE = "UPSIZE_UNIT_RISE"
    UPSIZE = "UPSIZE"
    PRICE_RISE = "PRICE_RISE"
    PRICE_CUT = "PRICE_CUT"
    NONE = "NONE"


EVENTS = {
    (-1, 1): PackEvent.SHRINKFLATION,
    (-1, 0): PackEvent.DOWNSIZE_NO_UNIT_RISE,
    (-1, -1): PackEvent.DOWNSIZE_NO_UNIT_RISE,
    (0, 1): PackEvent.PRICE_RISE,
    (0, -1): PackEvent.PRICE_CUT,
    (1, 1): PackEvent.UPSIZE_UNIT_RISE,
    (1, -1): PackEvent.UPSIZE,
}


@dataclass(frozen=True, slots=True)
class Pack:
    """An amount at a price: `price` the regular one, taxes included, without deposit.

    `unit` is the unit of `quantity` (kg, l, piece, m, m2).

    Raises:
        ValueError: the price or the quantity is not above zero.
    """

    price: Money
    quantity: Decimal
    unit: str

    def __post_init__(self) -> None:
        if self.price.amount <= 0:
            raise ValueError(f"expected a price above zero, found {self.price.amount}")
        if not self.quantity.is_finite() or self.quantity <= 0:
            raise ValueError(f"expected a quantity above zero, found {self.quantity}")

    @property
    def unit_price(self) -> Decimal:
        """The price of one unit, in the currency's major unit."""
        return self.price.amount / self.quantity


@dataclass(frozen=True, slots=True)
class PackChange:
    """How a pack changed: logarithms add up, dln_unit_price = dln_price - dln_quantity.

    `quantity_change` and `unit_price_change` are shares of the old value (0.11 is 11 % more).
    `share_from_shrink` is None unless the pack became smaller and the unit dearer;
    `real_dln_unit_price` is None where no category index was given.
    """

    event: PackEvent
    quantity_change: Decimal
    unit_price_change: Decimal
    dln_price: Decimal
    dln_quantity: Decimal
    dln_unit_price: Decimal
    share_from_shrink: Decimal | None
    real_dln_unit_price: Decimal | None


def compare_packs(
    before: Pack,
    after: Pack,
    index: tuple[Decimal, Decimal] | None = None,
    tolerance: Decimal = TOLERANCE,
) -> PackChange:
    """What changed from one pack to the next of the same product at the same seller.

    `index` is the category's price index on both days. It is adjusted for quantity itself, and so
    compared with the unit price, never with the price.

    Raises:
        ValueError: different units or currencies, an index not above zero, a negative tolerance.
    """
    _check_same_kind(before, after)
    if tolerance < 0:
        raise ValueError(f"expected a tolerance of zero or more, found {tolerance}")
    price = after.price.amount / before.price.amount
    quantity = after.quantity / before.quantity
    unit_price = price / quantity
    dln_price, dln_quantity = price.ln(), quantity.ln()
    dln_unit = unit_price.ln()
    return PackChange(
        event=_event(quantity - 1, unit_price - 1, tolerance),
        quantity_change=quantity - 1,
        unit_price_change=unit_price - 1,
        dln_price=dln_price,
        dln_quantity=dln_quantity,
        dln_unit_price=dln_unit,
        share_from_shrink=_share(dln_quantity, dln_unit),
        real_dln_unit_price=None if index is None else dln_unit - _dln_index(index),
    )


def _check_same_kind(before: Pack, after: Pack) -> None:
    if before.unit != after.unit:
        raise ValueError(
            f"cannot compare a pack in {before.unit} with one in {after.unit}: "
            "bring both to one unit of one dimension first"
        )
    if before.price.currency != after.price.currency:
        raise ValueError(
            f"cannot compare {before.price.currency} with {after.price.currency}: "
            "compare prices of one currency"
        )


def _event(quantity: Decimal, unit_price: Decimal, tolerance: Decimal) -> PackEvent:
    moves = (_move(quantity, tolerance), _move(unit_price, tolerance))
    return EVENTS.get(moves, PackEvent.NONE)


def _move(change: Decimal, tolerance: Decimal) -> int:
    return 0 if abs(change) <= tolerance else 1 if change > 0 else -1


def _share(dln_quantity: Decimal, dln_unit: Decimal) -> Decimal | None:
    """The share of the unit price's rise that the smaller pack explains, at most all of it."""
    if not dln_quantity < 0 < dln_unit:
        return None
    return min(Decimal(1), -dln_quantity / dln_unit)


def _dln_index(index: tuple[Decimal, Decimal]) -> Decimal:
    if min(index) <= 0:
        raise ValueError(f"expected a category index above zero, found {index[0]} and {index[1]}")
    return (index[1] / index[0]).ln()
