"""The statements that are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from compare.store.models import Statement


class Kept(NamedTuple):
    """A kept statement; `basis` is what it rests on."""

    as_of: date
    known_at: date
    basis: str
    made_at: datetime
    document: dict[str, Any]


def of_market(market: str, language: str) -> list[Kept]:
    """Every statement that is kept of a market in a language, newest first."""
    rows = Statement.objects.filter(market=market, language=language)
    return [Kept(*row) for row in _newest_first(rows).values_list(*Kept._fields)]


def sentences(markets: Iterable[str], language: str) -> dict[str, list[dict[str, Any]]]:
    """The sentences of each market's newest statement, by market."""
    rows = Statement.objects.filter(market__in=list(markets), language=language)
    found: dict[str, list[dict[str, Any]]] = {}
    for market, said in _newest_first(rows).values_list("market", "document__sentences"):
        found.setdefault(market, said)
    return found


def days_on(market: str, basis: str) -> set[tuple[date, date]]:
    """As of which days, and as known when, a statement on this basis is kept."""
    rows = Statement.objects.filter(market=market, basis=basis)
    return set(rows.values_list("as_of", "known_at"))


def _newest_first(rows: Any) -> Any:
    return rows.order_by("-as_of", "-known_at", "-made_at")
