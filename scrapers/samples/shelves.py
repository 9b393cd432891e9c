"""What the invented grocer had on its shelf, edition by edition, read from shelves.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

KEY = "sorrel"
GONE, NONE = "gone", "none"


@dataclass(frozen=True, slots=True)
class Pack:
    """One product in one edition: the size as printed, its price, and a special price or None."""

    key: str
    name: str
    size: str
    price: str
    special: str | None


@dataclass(frozen=True, slots=True)
class Shop:
    """The grocer in one edition."""

    key: str
    name: str
    host: str
    edition: str
    packs: tuple[Pack, ...]


@cache
def truth() -> dict[str, Any]:
    """shelves.toml as it stands."""
    return tomllib.loads((Path(__file__).parent / "shelves.toml").read_text(encoding="utf-8"))


def shop(edition: str) -> Shop:
    """The grocer as it is in an edition."""
    packs = (_pack(row, edition) for row in truth()["product"])
    shown = tuple(pack for pack in packs if pack.size != GONE)
    return Shop(KEY, truth()["name"], truth()["host"], edition, shown)


def page_state(edition: str) -> str:
    """`fine` or `broken`: whether the grocer's page can be read in an edition."""
    broken = {row["edition"] for row in truth()["page"] if row["kind"] == "broken"}
    return "broken" if edition in broken else "fine"


def _pack(row: dict[str, Any], edition: str) -> Pack:
    special = _at(row.get("special", {edition: NONE}), edition)
    return Pack(
        row["key"],
        row["name"],
        _at(row["size"], edition),
        _at(row["price"], edition),
        None if special == NONE else special,
    )


def _at(values: dict[str, str], edition: str) -> str:
    """The value given for the latest edition up to this one."""
    return values[max(since for since in values if since <= edition)]
