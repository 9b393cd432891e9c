"""What is new: the latest news of a market, for its pages and the first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from compare.store.selectors import attributes
from compare.store.selectors import changes as selected
from compare.store.selectors.changes import ChangeRow, Filter
from compare.track.change import Toward
from compare.track.news import Place
from compare.usecases.changes.scope import told_together

REPLACED = " to "  # between the keys of a product and of the one that seems to have replaced it


@dataclass(frozen=True, slots=True)
class Recent:
    """One change that is news; `key` is the address of its page (`web:change`)."""

    key: str
    market: str
    provider: str
    provider_name: str
    no_later_than: date
    printed: dict[str, Any]


def worsenings(market: str | None, since: date, limit: int = 5) -> list[Recent]:
    """The latest confirmed worsenings that happened on or after a day; None: of all real markets."""
    return news(Filter(market=market, since=since, direction=Toward.WORSE.value), limit)


def news(wanted: Filter, limit: int = 5) -> list[Recent]:
    """The latest news that a filter admits, the latest first."""
    markets = None if wanted.market or wanted.provider else told_together()
    of_news = replace(wanted, place=Place.NEWS, markets=markets)
    return recent(selected.listed(of_news, limit=limit))


def recent(rows: Sequence[ChangeRow]) -> list[Recent]:
    """The same rows with the names that their providers had."""
    names = names_of(rows)
    return [
        Recent(
            row.key,
            row.market,
            row.provider,
            names.get((row.market, row.provider), row.provider),
            row.no_later_than,
            row.shown,
        )
        for row in rows
    ]


def subjects_of(rows: Sequence[ChangeRow]) -> dict[str, str]:
    """What each change is about, by the change's key: the latest name of its plan or product.

    Of a product that may have taken another's place (`1009 to 1019`) both names, once where they
    are one; a subject without a name keeps its key.
    """
    named: dict[tuple[str, str, str], str] = {}
    for market in {row.market for row in rows}:
        keys = {key for row in rows if row.market == market for key in _keys(row)}
        for (provider, key), name in attributes.names_of_plans(market, keys).items():
            named[market, provider, key] = name
    return {
        row.key: " → ".join(
            dict.fromkeys(named.get((row.market, row.provider, key), key) for key in _keys(row))
        )
        for row in rows
    }


def _keys(row: ChangeRow) -> list[str]:
    subject: str = row.printed["subject"]
    return subject.split(REPLACED) if row.printed["doubt"] == "replaced" else [subject]


def names_of(rows: Sequence[ChangeRow]) -> dict[tuple[str, str], str]:
    """The latest name of each provider in each market, by market and key."""
    return {
        (market, key): name
        for market in {row.market for row in rows}
        for key, name in attributes.providers_of(market).items()
    }
