"""Packs as they stood on shelves: rows with their validity, and when each was seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from compare.store.models import Pack, PlanAttribute, Source
from compare.store.selectors.known import known
from compare.store.selectors.listed import in_order, of_plans

FEW = 2_000  # products that are named one by one; with more of them all rows are read


class PackRow(NamedTuple):
    """A pack as known at one instant; `quantity` None where `missing` says why."""

    plan_id: int
    provider: str
    plan: str
    micros: int
    currency: str
    quantity: Decimal | None
    unit: str
    items: int | None
    missing: str
    valid_from: date
    valid_to: date | None
    sha256: str
    locator: str
    source_id: int


COLUMNS = (
    "plan_id",
    "plan__provider__key",
    "plan__key",
    "micros",
    "currency",
    "quantity",
    "unit",
    "items",
    "missing",
    "valid_from",
    "valid_to",
    "capture__sha256",
    "locator",
    "source_id",
)


class ListedPack(NamedTuple):
    """A pack with the place where it was read, for pages."""

    id: int
    market: str
    provider: str
    plan: str
    micros: int
    currency: str
    quantity: Decimal | None
    unit: str
    items: int | None
    missing: str
    valid_from: date
    valid_to: date | None
    known_from: datetime
    sha256: str
    locator: str
    literal: str
    source: str
    publish: str


LISTED = (
    *("id", "plan__market", "plan__provider__key", "plan__key", "micros", "currency"),
    *("quantity", "unit", "items", "missing", "valid_from", "valid_to", "known_from"),
    *("capture__sha256", "locator", "literal", "source__key", "source__publish"),
)


def listed(
    day: date,
    known_at: datetime | None,
    *,
    market: str | None = None,
    provider: str | None = None,
    plan: str | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[ListedPack]:
    """Packs that may be shown, as of a day, in the order of their rows."""
    rows = of_plans(Pack, day, known_at, after, market=market, provider=provider, plan=plan)
    return [ListedPack(*row) for row in in_order(rows, LISTED, limit)]


def history(
    source: Source, known_at: datetime | None, plans: Collection[int] | None = None
) -> Iterator[PackRow]:
    """Every pack of a source over time as known at an instant, product by product, oldest first.

    `plans` bounds the products by their numbers; None: all.
    """
    rows = Pack.objects.filter(known(known_at), source=source).order_by("plan_id", "valid_from")
    if plans is not None and len(plans) < FEW:
        rows = rows.filter(plan__in=list(plans))
    for row in rows.values_list(*COLUMNS).iterator(chunk_size=5000):
        if plans is None or row[0] in plans:
            yield PackRow(*row)


def lines(source: Source) -> dict[int, str]:
    """The line of each product by its row number, or its name where nothing spells the line out."""
    found: dict[int, str] = {}
    for key in ("name", "line"):
        rows = PlanAttribute.objects.filter(known(None), source=source, key=key)
        found |= dict(rows.order_by("valid_from").values_list("plan_id", "value"))
    return found
