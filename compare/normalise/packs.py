"""An amount in a shop's unit becomes one in the unit that its dimension is compared in."""

from __future__ import annotations

from decimal import Decimal

from compare.normalise.misread import Misread, shown
from compare.normalise.terms import missing_of
from compare.values.missing import Missing
from scrapers.records import PackRecord

# What packs are compared in (domain 6.1): kg, l, piece, m, m2; no market has others.
UNITS = {
    "kg": ("kg", Decimal(1)),
    "g": ("kg", Decimal("0.001")),
    "mg": ("kg", Decimal("0.000001")),
    "l": ("l", Decimal(1)),
    "cl": ("l", Decimal("0.01")),
    "ml": ("l", Decimal("0.001")),
    "piece": ("piece", Decimal(1)),
    "m": ("m", Decimal(1)),
    "cm": ("m", Decimal("0.01")),
    "m2": ("m2", Decimal(1)),
}


def amount(record: PackRecord) -> tuple[Decimal | Missing, str | None]:
    """How much is in the pack, and in which unit; a unit that is not told stays None.

    Raises:
        Misread: an unknown unit, a quantity not above zero, or neither quantity nor reason.
    """
    if record.missing is not None:
        return missing_of(record.missing), None
    if record.quantity is None or record.quantity <= 0:
        raise Misread(
            expected="a quantity above zero, or which kind of missing it is",
            found=str(record.quantity),
            todo="say not_stated in the parser where the page gives none",
        )
    if record.unit is None:
        return record.quantity, None
    if record.unit not in UNITS:
        raise Misread(
            expected=f"a unit, one of {shown(UNITS)}",
            found=repr(record.unit),
            todo="translate the printed unit in the parser",
        )
    unit, factor = UNITS[record.unit]
    return record.quantity * factor, unit
