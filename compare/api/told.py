"""Whose a listed fact is, when it holds, since when it is known, and where it was read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol

from compare.markets.loader import load
from compare.store.models.cell import codes_of


class Told(Protocol):
    """A row of a list of facts, with the capture that shows it."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def known_from(self) -> datetime: ...
    @property
    def sha256(self) -> str: ...
    @property
    def locator(self) -> str: ...
    @property
    def literal(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def publish(self) -> str: ...


class Priced(Protocol):
    """A row of what a plan costs in a cell; `cell` holds the codes in the market's order."""

    @property
    def market(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def plan(self) -> str: ...
    @property
    def cell(self) -> str: ...


def priced(row: Priced) -> dict[str, Any]:
    """What is priced: the plan by its keys, and each code of the cell under its factor."""
    factors = [factor.key for factor in load(row.market).market.cell_factors]
    return {
        "market": row.market,
        "provider": row.provider,
        "plan": row.plan,
        "cell": dict(zip(factors, codes_of(row.cell), strict=True)),
    }


def told(row: Told) -> dict[str, Any]:
    """The times and the evidence of a fact; its literal text as far as its publisher allows."""
    return {
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "known_from": row.known_from.isoformat().replace("+00:00", "Z"),
        "evidence": {
            "sha256": row.sha256,
            "locator": row.locator,
            "literal": row.literal if row.publish != "hash" else None,
            "source": row.source,
        },
    }
