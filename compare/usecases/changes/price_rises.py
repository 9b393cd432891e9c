"""How much each provider's prices rose between two periods, as the median of matched prices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

from compare.store.selectors import attributes, matched_prices, prices, versions
from compare.track.price_rise import PriceRise, price_rise

Json = dict[str, Any]
KEPT = 16


def price_rises(market: str, known_at: datetime, days: Sequence[date] = ()) -> list[Json]:
    """Between each two days in a row what prices did, by provider and in the whole market.

    Without `days` the first days of all periods whose prices were known by then. A price counts
    where the same plan had one in the same cell on both days; `matched` says how many plans did, and a
    provider without any is not in it. Where a publisher changed every plan's key, nothing matches.
    """
    chosen = tuple(days) or tuple(day for day, _ in prices.periods(market, known_at))
    return _documents(market, versions.state(market), known_at, chosen)


@lru_cache(maxsize=KEPT)
def _documents(
    market: str, held: tuple[str, int], known_at: datetime, days: tuple[date, ...]
) -> list[Json]:
    del held  # another state of the data is another document
    return [_between(market, before, after, known_at) for before, after in pairwise(days)]


def _between(market: str, before: date, after: date, known_at: datetime) -> Json:
    found = matched_prices.pairs(market, before, after, known_at)
    names = {day: attributes.names(market, day, known_at) for day in (before, after)}
    named = names[before] | names[after]
    rises = {provider: price_rise(plans.values()) for provider, plans in found.items()}
    return {
        "before": before.isoformat(),
        "after": after.isoformat(),
        "market": _said(price_rise([plan for plans in found.values() for plan in plans.values()])),
        "providers": [
            {"provider": provider, "name": named.get(provider, provider), **(_said(rise) or {})}
            for provider, rise in sorted(rises.items())
        ],
    }


def _said(rise: PriceRise | None) -> Json | None:
    if rise is None:
        return None
    return {
        "matched": rise.matched,
        "median": _share(rise.median),
        "least": _share(rise.least),
        "most": _share(rise.most),
    }


def _share(value: Decimal) -> str:
    """A share with four decimals."""
    return format(round(value, 4), "f")
