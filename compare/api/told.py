"""When a listed fact holds, since when it is known, and where it was read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol


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
