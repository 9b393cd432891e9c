"""Which of several sources counts where each has a row of the same plan and cell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar


class Ranked(Protocol):
    """A row of a plan in a cell, as one source has it."""

    @property
    def cell(self) -> tuple[str, ...]: ...
    @property
    def plan_id(self) -> int: ...
    @property
    def rank(self) -> int: ...
    @property
    def known_from(self) -> datetime: ...


Row = TypeVar("Row", bound=Ranked)


def preferred(rows: Iterable[Row]) -> list[Row]:
    """One row per plan and cell: of the better rank, then of the later knowledge (domain 7)."""
    found: dict[tuple[tuple[str, ...], int], Row] = {}
    for row in rows:
        held = found.setdefault((row.cell, row.plan_id), row)
        if (row.rank, held.known_from) < (held.rank, row.known_from):
            found[row.cell, row.plan_id] = row
    return list(found.values())
