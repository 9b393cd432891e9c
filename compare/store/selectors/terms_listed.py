"""Terms in pages, for the API, with the place where each was read."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from compare.store.models import Term
from compare.store.selectors.listed import in_order, of_plans


class TermRow(NamedTuple):
    """A stored term; `kind` and `value` as in the table."""

    id: int
    market: str
    provider: str
    plan: str
    key: str
    kind: str
    value: str | None
    valid_from: date
    valid_to: date | None
    known_from: datetime
    sha256: str
    locator: str
    literal: str
    source: str
    publish: str


COLUMNS = (
    *("id", "plan__market", "plan__provider__key", "plan__key", "key", "kind", "value"),
    *("valid_from", "valid_to", "known_from"),
    *("capture__sha256", "locator", "literal", "source__key", "source__publish"),
)


def listed(
    day: date,
    known_at: datetime | None,
    *,
    market: str | None = None,
    provider: str | None = None,
    plan: str | None = None,
    term: str | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[TermRow]:
    """Terms that may be shown, as of a day, in the order of their rows."""
    rows = of_plans(Term, day, known_at, after, market=market, provider=provider, plan=plan)
    if term:
        rows = rows.filter(key=term)
    return [TermRow(*row) for row in in_order(rows, COLUMNS, limit)]
