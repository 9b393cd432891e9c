"""Which day a market can be asked about, where the coming period has not been collected yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from compare.markets import loader
from compare.store.selectors import prices
from compare.store.selectors.versions import data_version
from compare.usecases.question_fields import end_of


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest period that can be answered: its first day, and since when its prices are known."""

    start: date
    today: date


def newest_instead(key: str, today: date) -> Newest | None:
    """The newest collected period, where a market's next one has no price; None where it has.

    None as well where a market does not ask for a coming period, or has no price at all.
    """
    return _newest_instead(key, data_version(key), today)


@lru_cache(maxsize=64)
def _newest_instead(key: str, version: str, today: date) -> Newest | None:
    del version  # another state of the data may have another newest period
    market = loader.load(key)
    if market.market.starts != "next_year":
        return None
    found = prices.newest_period(key, end_of(today, market.zone))
    if found is None or found[0].year > today.year:
        return None
    start, known_from = found
    return Newest(start, min(start, known_from.astimezone(market.zone).date()))
