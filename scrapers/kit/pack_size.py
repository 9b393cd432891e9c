"""Sizes of packs as they are written in names and addresses: `500ml`, `6 x 150g`, `12pk`.

A shop's listing often prints a bare number. What it counts is told by a size in the name or the
address that says the same amount; where none does, the unit stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

ROUNDED = Decimal("0.005")  # of the amount: 453.6 g written as 454 g
THOUSANDTH = Decimal("0.001")  # listings print three decimals: 47.5 g is 0.048 kg
STEP = Decimal(
    "0.1"
)  # unit prices are printed per 100 g to the cent: a step of 0.1 per kg or litre
SCALES = {
    "kg": ("kg", Decimal(1)),
    "g": ("kg", Decimal("0.001")),
    "gm": ("kg", Decimal("0.001")),
    "gram": ("kg", Decimal("0.001")),
    "grams": ("kg", Decimal("0.001")),
    "l": ("l", Decimal(1)),
    "litre": ("l", Decimal(1)),
    "litres": ("l", Decimal(1)),
    "cl": ("l", Decimal("0.01")),
    "ml": ("l", Decimal("0.001")),
    "pk": ("piece", Decimal(1)),
    "pack": ("piece", Decimal(1)),
    "packs": ("piece", Decimal(1)),
    "pc": ("piece", Decimal(1)),
    "pcs": ("piece", Decimal(1)),
    "piece": ("piece", Decimal(1)),
    "pieces": ("piece", Decimal(1)),
    "each": ("piece", Decimal(1)),
    "sheets": ("piece", Decimal(1)),
    "sachets": ("piece", Decimal(1)),
}
LITTLE = frozenset(
    (
        *("a", "and", "in", "of", "the", "with", "et", "de", "en", "la", "le", "avec"),
        *("und", "mit", "e", "di", "con", "il"),
    )
)
_WORDS = "|".join(sorted(SCALES, key=len, reverse=True))
_NUMBER = r"\d{1,5}(?:\.\d{1,4})?"
_SIZE = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:(?P<items>[1-9]\d{0,2})[\s-]*[x×][\s-]*)?"
    rf"(?P<number>{_NUMBER})[\s-]?(?P<unit>{_WORDS})(?![a-z])",
    re.IGNORECASE,
)

_APPROXIMATE = re.compile(rf"(?<![a-z])approx(?:imately|\.)?[\s-]*(?={_NUMBER})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Size:
    """An amount in kg, l or pieces; `items` are the pieces of a multipack, whose whole it is."""

    quantity: Decimal
    unit: str
    items: int | None = None


def sizes(text: str) -> tuple[Size, ...]:
    """Every size that a text writes, the whole of a multipack where it says "6 x 150 g".

    >>> sizes("yogurt-6-x-150g")
    (Size(quantity=Decimal('0.900'), unit='kg', items=6),)
    >>> [str(size.quantity) for size in sizes("croissants-3pk168g-2")]
    ['3', '0.168']
    """
    found = []
    for match in _SIZE.finditer(text):
        unit, scale = SCALES[match["unit"].lower()]
        amount = Decimal(match["number"]) * scale
        items = int(match["items"]) if match["items"] else None
        if amount > 0:
            found.append(Size(amount * (items or 1), unit, items))
    return tuple(dict.fromkeys(found))


def pieces(written: Iterable[Size]) -> int | None:
    """How many pieces a pack has; None where nothing counts them, or two numbers are given.

    >>> pieces(sizes("free-range-eggs-18-pack-900g"))
    18
    """
    counts = {
        int(size.quantity) if size.unit == "piece" else size.items
        for size in written
        if size.items or size.unit == "piece"
    }
    return counts.pop() if len(counts) == 1 else None


def is_approximate(text: str) -> bool:
    """Whether a weight is said to be only about right: such goods are weighed when they are sold.

    >>> is_approximate("lamb-roast-approx.-418g")
    True
    """
    return _APPROXIMATE.search(text) is not None


def line(text: str) -> str:
    """The words of a name or address without its sizes: what stays when a pack shrinks.

    Apostrophes and little words ("with", "&") come and go with an address, and tell nothing apart.

    >>> line("hillside's-plum-&-apple-jam-500g")
    'hillsides plum apple jam'
    """
    plain = re.sub("['’]", "", _SIZE.sub(" ", text.casefold()))
    return " ".join(word for word in re.findall(r"[^\W_]+", plain) if word not in LITTLE)


def told(
    printed: Decimal, price: Decimal, unit_price: Decimal | None, written: Iterable[Size]
) -> Size | None:
    """The written size that the printed number means, or None where none says the same amount.

    The number of a multipack may be that of one item or of the whole. A number that was computed
    back from a rounded unit price may be off by what the rounding hides.
    """
    for size in written:
        if _agrees(printed, price, unit_price, size.quantity):
            return size
        if size.items and _agrees(printed, price, unit_price, size.quantity / size.items):
            return size
    return None


def _agrees(printed: Decimal, price: Decimal, unit_price: Decimal | None, size: Decimal) -> bool:
    if abs(printed - size) <= max(ROUNDED * size, THOUSANDTH / 2):
        return True
    per_unit = price / printed if unit_price is None else unit_price
    if per_unit <= STEP / 2:
        return False
    return price / (per_unit + STEP / 2) <= size <= price / (per_unit - STEP / 2)
