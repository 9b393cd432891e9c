"""How much of a market is held: whom a register knows, and of whom there are data today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from compare.markets import loader
from compare.markets.definition import Market
from compare.store.selectors import attributes, sellers, versions


@dataclass(frozen=True, slots=True)
class Held:
    """`known` providers sell by the register, or ever had a plan here; `without` have no data, by key."""

    known: int
    by_register: bool
    without: Mapping[str, str]

    @property
    def with_data(self) -> int:
        """Of how many there are data."""
        return self.known - len(self.without)


def held(market: Market, today: date) -> Held | None:
    """The coverage of a market on a day; None where it knows no provider."""
    return _held(market.key, versions.state(market.key), today)


@lru_cache(maxsize=64)
def _held(key: str, state: tuple[str, int], today: date) -> Held | None:
    del state  # another state of the data is another coverage
    market = loader.load(key)
    stated = market.market.register_
    register = attributes.said_by(stated.source, today, None) if stated else {}
    ever = attributes.providers_of(market.key)
    names = attributes.names(market.key, today, None)
    known = set(register) or set(ever)
    if not known:
        return None
    with_data = sellers.with_data(market.key, today)
    missing = sorted(known - with_data)
    said = {
        key: register.get(key, {}).get("name") or names.get(key) or ever.get(key) or key
        for key in missing
    }
    return Held(len(known), bool(register), said)
