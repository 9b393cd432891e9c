"""The prices of the same plans in the same cells on two days."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from compare.store.models import Plan, Price
from compare.store.selectors import sources
from compare.store.selectors.listed import as_of

Pair = tuple[int, int]
Key = tuple[int, int, str, str]


def pairs(
    market: str, before: date, after: date, known_at: datetime | None
) -> dict[str, dict[int, list[Pair]]]:
    """By provider and plan, the micros in every cell that was priced on both days alike.

    Only prices of the better source count where two price one plan in one cell (domain 7).
    """
    owners = dict(Plan.objects.filter(market=market).values_list("id", "provider__key"))
    old, new = (_on(market, day, known_at) for day in (before, after))
    found: dict[str, dict[int, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    for key in old.keys() & new.keys():
        found[owners[key[0]]][key[0]].append((old[key], new[key]))
    return found


def _on(market: str, day: date, known_at: datetime | None) -> dict[Key, int]:
    rows = (
        Price.objects.filter(as_of(day, known_at), plan__in=Plan.objects.filter(market=market))
        .exclude(source__in=sources.hidden())
        .order_by("-source__rank", "known_from")
        .values_list("plan_id", "cell_id", "currency", "per", "micros")
    )
    return {tuple(key): micros for *key, micros in rows.iterator(chunk_size=20_000)}
