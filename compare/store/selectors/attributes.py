"""Dated attributes of plans and providers: names, models, areas of activity."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from compare.store.models import Plan, PlanAttribute, Provider, ProviderAttribute, Source
from compare.store.selectors.listed import as_of
from compare.store.selectors.sellers import provider_ids

Attributes = dict[str, str]


def of_plans(ids: Iterable[int], day: date, known_at: datetime | None) -> dict[int, Attributes]:
    """Each plan's attributes on a day, by the plan's row number."""
    rows = PlanAttribute.objects.filter(as_of(day, known_at), plan__in=list(ids))
    return _best(rows, "plan_id")


def of_providers(ids: Iterable[int], day: date, known_at: datetime | None) -> dict[int, Attributes]:
    """Each provider's attributes on a day, by the provider's row number."""
    rows = ProviderAttribute.objects.filter(as_of(day, known_at), provider__in=list(ids))
    return _best(rows, "provider_id")


def said_by(source: str, day: date, known_at: datetime | None) -> dict[str, Attributes]:
    """The providers that one source names on a day with what it says of them, by the key.

    Empty where that source said nothing about the day: a register that does not reach it.
    """
    rows = ProviderAttribute.objects.filter(as_of(day, known_at), source__key=source)
    found: dict[str, Attributes] = {}
    for provider, key, value in rows.values_list("provider__key", "key", "value"):
        found.setdefault(provider, {})[key] = value
    return found


def providers_of(market: str) -> dict[str, str]:
    """Everybody who ever sold something in a market: key and latest name."""
    ids = provider_ids(market)
    names = dict(
        ProviderAttribute.objects.filter(provider__in=ids, key="name", retired_at=None)
        .order_by("valid_from")
        .values_list("provider__key", "value")
    )
    keys = Provider.objects.filter(id__in=ids).order_by("key").values_list("key", flat=True)
    return {key: names.get(key, key) for key in keys}


def names(market: str, day: date, known_at: datetime | None) -> dict[str, str]:
    """What the sources of a market call its providers on a day, by their keys."""
    said = Source.objects.filter(market=market).values("id")
    rows = ProviderAttribute.objects.filter(as_of(day, known_at), key="name", source__in=said)
    return dict(rows.order_by("-source__rank").values_list("provider__key", "value"))


def plan_ids(market: str) -> tuple[int, ...]:
    """The row numbers of all plans of a market."""
    return tuple(Plan.objects.filter(market=market).values_list("id", flat=True))


def plans_of(market: str, provider: str) -> tuple[str, ...]:
    """The keys of all plans that a provider ever sold in a market."""
    rows = Plan.objects.filter(market=market, provider__key=provider).order_by("key")
    return tuple(rows.values_list("key", flat=True))


def named_plans(market: str, provider: str) -> dict[str, str]:
    """Every plan that a provider ever sold in a market: key and latest name."""
    rows = Plan.objects.filter(market=market, provider__key=provider).order_by("key")
    plans = dict(rows.values_list("id", "key"))
    names = dict(
        PlanAttribute.objects.filter(plan__in=list(plans), key="name", retired_at=None)
        .order_by("valid_from")
        .values_list("plan_id", "value")
    )
    return {key: names.get(number, key) for number, key in plans.items()}


def names_of_plans(market: str, keys: Iterable[str]) -> dict[tuple[str, str], str]:
    """The latest names of the plans with these keys, by provider and key; who has none is left out."""
    rows = PlanAttribute.objects.filter(
        plan__market=market, plan__key__in=list(keys), key="name", retired_at=None
    ).order_by("valid_from")
    found = rows.values_list("plan__provider__key", "plan__key", "value")
    return {(provider, key): name for provider, key, name in found}


def _best(rows: QuerySet[Any], subject: str) -> dict[int, Attributes]:
    """One value per key: of the better source, then of the later knowledge (domain 7)."""
    held: dict[tuple[int, str], tuple[int, datetime]] = {}
    found: dict[int, Attributes] = {}
    columns = (subject, "key", "value", "source__rank", "known_from")
    for number, key, value, rank, known_from in rows.values_list(*columns):
        before = held.get((number, key))
        if before is None or (rank, before[1]) < (before[0], known_from):
            held[number, key] = (rank, known_from)
            found.setdefault(number, {})[key] = value
    return found
