"""What a smaller pack's unit price rose beyond the prices of its whole shop (domain 6.1).

The index is of what is known today and turns on every other product of the shop, so it is no part of a
stored change: faces ask for it where they show one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache

from compare.store.models import Source
from compare.store.selectors.versions import data_version
from compare.track.shelf_index import ShelfIndex, shelf_index
from compare.usecases.changes.printed import share
from compare.usecases.tracking import packs as changes_packs

HOUR = 3600
Shown = Mapping[str, Any]
NOTHING = dict.fromkeys(("index_rise", "index_products", "real_unit_price_rise"))


def with_real(rows: Iterable[tuple[str, Shown]]) -> list[dict[str, Any]]:
    """Changes as printed, each with its source's key before it, and with what the shop's prices did.

    None in all three where it is no pack, or where too few other products were seen on both sides.
    """
    every = list(rows)
    wanted = [(source, shown) for source, shown in every if shown["unit_price_rise"]]
    found = dict(zip((shown["id"] for _, shown in wanted), _indices(wanted), strict=True))
    return [{**shown, **_printed(shown, found.get(shown["id"]))} for _, shown in every]


def _printed(shown: Shown, index: ShelfIndex | None) -> dict[str, Any]:
    if index is None:
        return NOTHING
    return {
        "index_rise": share(index.rise),
        "index_products": index.products,
        "real_unit_price_rise": share(index.real(Decimal(shown["unit_price_rise"]))),
    }


def _indices(wanted: Sequence[tuple[str, Shown]]) -> Iterator[ShelfIndex | None]:
    """The index of each, kept for an hour: it is the same until the market's data are others."""
    names = [_name(source, shown) for source, shown in wanted]
    kept = cache.get_many(names)
    missing: dict[str, list[tuple[str, Shown]]] = defaultdict(list)
    for name, (source, shown) in zip(names, wanted, strict=True):
        if name not in kept:
            missing[source].append((name, shown))
    for source, some in missing.items():
        computed = dict(_computed(source, some))
        cache.set_many(computed, HOUR)
        kept |= computed
    return (kept[name] for name in names)


def _computed(
    source: str, some: Iterable[tuple[str, Shown]]
) -> Iterator[tuple[str, ShelfIndex | None]]:
    by_shop: dict[str, list[Any]] = {}
    for product in changes_packs.products(Source.objects.get(key=source), None):
        by_shop.setdefault(product.provider, []).append(product)
    for name, shown in some:
        days = (date.fromisoformat(shown[side]) for side in ("after", "no_later_than"))
        shop = by_shop.get(shown["provider"], [])
        yield name, shelf_index(shop, shown["subject"], *days)


def _name(source: str, shown: Shown) -> str:
    return f"index:{data_version(shown['market'])}:{source}:{shown['id']}"
