"""A smaller pack under another key: one product gone, one of the same line come (domain 6.1).

A shop may give a shrunken pack a new key, and a new name. That one took the other's place is never
known from a list: it is proposed, and counts once a person has confirmed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from compare.track.change import Change, State, Toward
from compare.track.families import Words, are_alike
from compare.track.pack_changes import DIRECTIONS, Product, Shelf, printed, severity_of, size_kind
from compare.track.pack_history import regular_price
from compare.track.packs import TOLERANCE, Pack, PackChange, compare_packs
from compare.values.cause import Cause

STEP = Decimal("1.5")  # makers cut a few percent, seldom a third: beyond, it is another pack size
SPECIAL = 2  # a special is half the price: further apart, it is another product
Pair = tuple[Product, Product]


def proposals(products: Iterable[Product]) -> tuple[Change, ...]:
    """Changes that would follow if a product of the same shop and line took another's place.

    The old one was last seen before the new one was first seen; their names are alike, and so are
    their prices; the sizes differ by more than rounding and by no more than half the smaller one; and
    each is the other's nearest: who sells two sizes of one line side by side has replaced nothing.
    """
    shops: dict[str, list[Product]] = defaultdict(list)
    for product in products:
        if product.line and product.told:
            shops[product.provider].append(product)
    found = [pair for alike in shops.values() if len(alike) > 1 for pair in _pairs(alike)]
    return tuple(change for old, new in found if (change := _change(old, new)))


def _pairs(alike: list[Product]) -> list[Pair]:
    """The pairs in which each is nearest to the other: by name, by size, and then by time."""
    possible = [(old, new) for old in alike for new in alike if _may_follow(old, new)]
    best_new = {
        old.key: min((p for p in possible if p[0] is old), key=_apart) for old, _ in possible
    }
    best_old = {
        new.key: min((p for p in possible if p[1] is new), key=_apart) for _, new in possible
    }
    return [pair for pair in best_new.values() if best_old[pair[1].key] == pair]


def _may_follow(old: Product, new: Product) -> bool:
    last, first = old.told[-1], new.told[0]
    if old.sold[1] >= new.sold[0] or last.price.currency != first.price.currency:
        return False
    return (
        1 + TOLERANCE < _step(last, first) <= STEP
        and are_alike(_words(old), _words(new))
        and _same_pieces(last, first)
        and _near_in_price(_regular(old, last), _regular(new, first))
    )


def _words(product: Product) -> Words:
    return frozenset(product.line.split())


def _step(one: Shelf, other: Shelf) -> Decimal:
    assert one.quantity is not None
    assert other.quantity is not None
    return max(one.quantity, other.quantity) / min(one.quantity, other.quantity)


def _same_pieces(one: Shelf, other: Shelf) -> bool:
    """Whether there are as many pieces, or pieces as large; unknown numbers forbid nothing."""
    if not one.items or not other.items or one.items == other.items:
        return True
    assert one.quantity is not None
    assert other.quantity is not None
    sizes = one.quantity / one.items, other.quantity / other.items
    return max(sizes) / min(sizes) <= 1 + TOLERANCE


def _near_in_price(one: Pack, other: Pack) -> bool:
    prices = one.price.amount, other.price.amount
    return max(prices) <= SPECIAL * min(prices)


def _apart(pair: Pair) -> tuple[int, Decimal, int, str, str]:
    old, new = pair
    last, first = old.told[-1], new.told[0]
    other_words = len(_words(old) ^ _words(new))
    return other_words, _step(last, first), (first.day - last.day).days, old.key, new.key


def _regular(product: Product, at: Shelf) -> Pack:
    """The size at its regular price around the day of a sighting."""
    assert at.quantity is not None
    alike = [s for s in product.told if (s.quantity, s.unit) == (at.quantity, at.unit)]
    price = regular_price(((s.day, s.price) for s in alike), at.day)
    return Pack(price, at.quantity, at.unit or "")


def _change(old: Product, new: Product) -> Change | None:
    last, first = old.told[-1], new.told[0]
    before, after = _regular(old, last), _regular(new, first)
    compared: PackChange | None = None
    if (last.unit or None) == (first.unit or None):
        compared = compare_packs(before, after)
        if compared.event not in DIRECTIONS:
            return None
    elif not (last.unit and first.unit):
        return None
    return Change(
        provider=new.provider,
        subject=f"{old.key} to {new.key}",
        kind=size_kind(compared),
        field="pack",
        old=printed(before),
        new=printed(after),
        unit=last.unit if compared else f"{last.unit} to {first.unit}",
        direction=DIRECTIONS[compared.event] if compared else Toward.NEITHER,
        magnitude=abs(compared.quantity_change) if compared else None,
        unit_price_rise=compared.unit_price_change if compared else None,
        severity=severity_of(compared),
        state=State.PROPOSED,
        after=old.shelves[-1].day,
        no_later_than=new.shelves[0].day,
        cause=Cause.PROVIDER,
        before=last.evidence,
        since=first.evidence,
        doubt="replaced",
        prices=(before.price, after.price),
    )
