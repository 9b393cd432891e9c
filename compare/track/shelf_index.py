"""How a whole shop's prices moved beside one product's: the category index of domain 6.1.

The geometric mean of the unit prices of all its other products that were seen on both sides (the index of
Jevons, over matched products). Unit prices are adjusted for quantity, and so is the index.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare.track.pack_changes import Product
from compare.track.pack_history import REGULAR

LEAST = 5  # other products; our convention: fewer are no measure of a shop


@dataclass(frozen=True, slots=True)
class ShelfIndex:
    """By which share the unit prices of `products` others moved together."""

    rise: Decimal
    products: int

    def real(self, unit_price_rise: Decimal) -> Decimal:
        """What a unit price rose beyond the index (domain 6.1: differences of logarithms)."""
        return (1 + unit_price_rise) / (1 + self.rise) - 1


def shelf_index(
    products: Iterable[Product], but: str, after: date, no_later_than: date
) -> ShelfIndex | None:
    """The index between two days, without the product whose key is `but`; None of too few products.

    Each price is the regular one, the highest unit price within eight weeks before the first day and
    after the second; a product that was sold in another unit or currency since is left out.
    """
    ratios = [
        ratio
        for product in products
        if product.key != but and (ratio := _ratio(product, after, no_later_than)) is not None
    ]
    if len(ratios) < LEAST:
        return None
    mean = sum((ratio.ln() for ratio in ratios), Decimal(0)) / len(ratios)
    return ShelfIndex(mean.exp() - 1, len(ratios))


def _ratio(product: Product, after: date, no_later_than: date) -> Decimal | None:
    before = _regular(product, after - REGULAR, after)
    since = _regular(product, no_later_than, no_later_than + REGULAR)
    shared = before.keys() & since.keys()
    if len(shared) != 1:
        return None
    kind = shared.pop()
    return since[kind] / before[kind]


def _regular(product: Product, first: date, last: date) -> dict[tuple[str, str], Decimal]:
    """The highest unit price of these days, by unit and currency."""
    found: dict[tuple[str, str], Decimal] = {}
    for shelf in product.told:
        if shelf.unit and shelf.quantity and first <= shelf.day <= last:
            kind = shelf.unit, shelf.price.currency
            found[kind] = max(found.get(kind, Decimal(0)), shelf.price.amount / shelf.quantity)
    return {kind: price for kind, price in found.items() if price > 0}
