"""All offers in some cells: the reading that matters, one index range per cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Min

from compare.store.models import Cell, Plan, Price, Tariff
from compare.store.models.cell import codes_of, joined
from compare.store.selectors.listed import as_of
from compare.store.selectors.preferred import preferred


class OfferRow(NamedTuple):
    """A plan's price in one cell, with the place where it was read.

    `valid_to` None: it was only observed, and nobody said until when it holds.
    """

    cell: tuple[str, ...]
    plan_id: int
    provider_id: int
    provider: str
    plan: str
    micros: int
    currency: str
    per: str
    valid_to: date | None
    known_from: datetime
    capture_id: int
    locator: str
    literal: str
    source: str
    rank: int


_COLUMNS = (
    "cell_id",
    "plan_id",
    "plan__provider_id",
    "plan__provider__key",
    "plan__key",
    "micros",
    "currency",
    "per",
    "valid_to",
    "known_from",
    "capture_id",
    "locator",
    "literal",
    "source__key",
    "source__rank",
)


def offers_in_cells(
    market: str, cells: Iterable[Sequence[str]], day: date, known_at: datetime | None
) -> list[OfferRow]:
    """One row per plan and cell that was priced on `day`, as far as was known at `known_at`."""
    ids = cell_ids(market, cells)
    rows = Price.objects.filter(as_of(day, known_at), cell__in=list(ids)).values_list(*_COLUMNS)
    return preferred(OfferRow(ids[cell], *rest) for cell, *rest in rows)


def newest_period(market: str, known_at: datetime) -> tuple[date, datetime] | None:
    """The first day of the last period whose prices or tariffs were known by then, and since when.

    None where no price was.
    """
    plans = Plan.objects.filter(market=market).values("id")
    newest = (
        model.objects.filter(plan__in=plans, known_from__lte=known_at, retired_at=None)  # type: ignore[attr-defined]
        .order_by("-valid_from")
        .values_list("valid_from", "known_from")
        .first()
        for model in (Price, Tariff)
    )
    return max((found for found in newest if found), default=None)


def periods(market: str, known_at: datetime) -> list[tuple[date, datetime]]:
    """The first day of every period whose prices or tariffs were known by then, and since when.

    The oldest comes first.
    """
    plans = Plan.objects.filter(market=market).values("id")
    found: dict[date, datetime] = {}
    for model in (Price, Tariff):
        known = model.objects.filter(plan__in=plans, known_from__lte=known_at, retired_at=None)  # type: ignore[attr-defined]
        grouped = known.values_list("valid_from").annotate(Min("known_from"))
        for start, since in grouped.order_by():
            found[start] = min(since, found.get(start, since))
    return sorted(found.items())


def cell_ids(market: str, cells: Iterable[Sequence[str]]) -> dict[int, tuple[str, ...]]:
    """The cells of a market with these codes, by their ids."""
    wanted = [joined(tuple(cell)) for cell in cells]
    rows = Cell.objects.filter(market=market, codes__in=wanted).values_list("id", "codes")
    return {number: codes_of(codes) for number, codes in rows}
