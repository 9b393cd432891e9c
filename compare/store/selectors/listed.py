"""Facts in pages, for the API: by key, from where the page before ended, without a depth limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from compare.store import times
from compare.store.models import (
    Cell,
    Fact,
    Plan,
    PlanAttribute,
    Price,
    Provider,
    ProviderAttribute,
)
from compare.store.models.cell import codes_of
from compare.store.selectors import sources
from compare.store.selectors.known import known
from compare.store.selectors.sellers import provider_ids


class PriceRow(NamedTuple):
    """A stored price with the place where it was read; `cell` holds the codes in market order."""

    id: int
    market: str
    provider: str
    plan: str
    cell: str
    micros: int
    currency: str
    per: str
    valid_from: date
    valid_to: date | None
    known_from: datetime
    known_until: datetime | None
    sha256: str
    locator: str
    literal: str
    source: str
    publish: str


PRICE_COLUMNS = (
    "id",
    "plan__market",
    "plan__provider__key",
    "plan__key",
    "cell__codes",
    "micros",
    "currency",
    "per",
    "valid_from",
    "valid_to",
    "known_from",
    "known_until",
    "capture__sha256",
    "locator",
    "literal",
    "source__key",
    "source__publish",
)


class PlanRow(NamedTuple):
    """A plan by its keys; `successor_of` is that of the plan whose place it took, None: none known."""

    id: int
    market: str
    provider: str
    key: str
    successor_of: str | None


class ProviderRow(NamedTuple):
    """A provider by its key."""

    id: int
    key: str


def as_of(day: date, known_at: datetime | None) -> Q:
    """The rows that were true on a day, as far as was known at an instant (None: now)."""
    number = times.day_number(day)
    return Q(valid_from__lte=number, valid_to__gt=number) & known(known_at)


def of_plans(
    model: type[Fact],
    day: date,
    known_at: datetime | None,
    after: int,
    *,
    market: str | None,
    provider: str | None,
    plan: str | None,
) -> QuerySet[Any]:
    """The rows of plans that may be shown, as of a day, beyond the row number `after`."""
    rows = model.objects.filter(as_of(day, known_at), id__gt=after)  # type: ignore[attr-defined]
    rows = rows.exclude(source__in=sources.hidden())
    if market or provider or plan:
        rows = rows.filter(plan__in=_plans(market, provider, plan).values("id"))
    return rows


def in_order(rows: QuerySet[Any], columns: Sequence[str], limit: int) -> QuerySet[Any]:
    """The first rows by their numbers, which are found before anything is joined to them."""
    page = list(rows.order_by("id").values_list("id", flat=True)[:limit])
    return rows.model._default_manager.filter(id__in=page).order_by("id").values_list(*columns)


def prices(
    day: date,
    known_at: datetime | None,
    *,
    market: str | None = None,
    provider: str | None = None,
    plan: str | None = None,
    cell: dict[int, str] | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[PriceRow]:
    """Prices in the order of their rows. `cell` gives codes by their place in the market's order."""
    rows = of_plans(Price, day, known_at, after, market=market, provider=provider, plan=plan)
    if cell:
        rows = rows.filter(cell__in=_cells(market or "", cell))
    return [PriceRow(*row) for row in in_order(rows, PRICE_COLUMNS, limit)]


def plans(
    *, market: str | None = None, provider: str | None = None, after: int = 0, limit: int = 50
) -> list[PlanRow]:
    """Plans in the order of their rows."""
    rows = _plans(market, provider, None).filter(id__gt=after).order_by("id")
    rows = rows.exclude(_hidden((PlanAttribute, "plan")))
    return [
        PlanRow(*row)
        for row in rows.values_list("id", "market", "provider__key", "key", "successor_of__key")[
            :limit
        ]
    ]


def providers(
    *, market: str | None = None, provider: str | None = None, after: int = 0, limit: int = 50
) -> list[ProviderRow]:
    """Providers in the order of their rows; of a market where one is named."""
    rows = Provider.objects.filter(id__gt=after)
    rows = rows.exclude(_hidden((ProviderAttribute, "provider"), (PlanAttribute, "plan__provider")))
    if market:
        rows = rows.filter(id__in=provider_ids(market))
    if provider:
        rows = rows.filter(key=provider)
    return [ProviderRow(*row) for row in rows.order_by("id").values_list("id", "key")[:limit]]


def _hidden(*told: tuple[type[Fact], str]) -> Q:
    """What a source that may not be shown describes, and no other: facts by table and path to it."""
    hidden = sources.hidden()
    facts = [model.objects.filter(**{path: OuterRef("pk")}) for model, path in told]  # type: ignore[attr-defined]
    described, otherwise = Q(), Q()
    for rows in facts:
        described |= Q(Exists(rows.filter(source__in=hidden)))
        otherwise |= Q(Exists(rows.exclude(source__in=hidden)))
    return described & ~otherwise


def _plans(market: str | None, provider: str | None, plan: str | None) -> QuerySet[Plan]:
    wanted: dict[str, Any] = {"market": market, "provider__key": provider, "key": plan}
    return Plan.objects.filter(**{key: value for key, value in wanted.items() if value})


def _cells(market: str, codes: dict[int, str]) -> list[int]:
    """The cells of a market with these codes; there are some thousands in all."""
    every = Cell.objects.filter(market=market).values_list("id", "codes")
    return [
        cell
        for cell, text in every
        if all(codes_of(text)[place] == code for place, code in codes.items())
    ]
