"""Who sells in a market."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from compare.store import times
from compare.store.models import Pack, Plan, Price, Provider, ProviderAttribute, Source, Tariff


def provider_ids(market: str) -> tuple[int, ...]:
    """The row numbers of everybody who ever sold something in a market.

    Where no plan is published (prices are personal) they are those whom its sources name.
    """
    sold = Plan.objects.filter(market=market).values_list("provider_id", flat=True).distinct()
    if found := tuple(sold):
        return found
    said = Source.objects.filter(market=market, shown=True).values("id")
    named = ProviderAttribute.objects.filter(source__in=said, retired_at=None)
    return tuple(named.values_list("provider_id", flat=True).distinct())


def sellers_among(market: str, keys: Iterable[str]) -> frozenset[str]:
    """Those of some providers that `provider_ids` would name, without reading all of them."""
    asked = Provider.objects.filter(key__in=list(keys))
    plans = Plan.objects.filter(market=market)
    if plans.exists():
        found = asked.filter(Exists(plans.filter(provider=OuterRef("pk"))))
    else:
        said = Source.objects.filter(market=market, shown=True).values("id")
        named = ProviderAttribute.objects.filter(source__in=said, retired_at=None)
        found = asked.filter(Exists(named.filter(provider=OuterRef("pk"))))
    return frozenset(found.values_list("key", flat=True))


def with_data(market: str, day: date) -> set[str]:
    """The keys of the providers of whose plans a shown source states anything for a day, or ever after."""
    number = times.day_number(day)
    hidden = Source.objects.filter(shown=False).values("id")
    found: set[str] = set()
    for model in (Price, Tariff, Pack):
        rows = model.objects.filter(
            plan__market=market, valid_to__gt=number, known_until=None, retired_at=None
        )
        rows = rows.exclude(source__in=hidden).values_list("plan__provider__key", flat=True)
        found |= set(rows.distinct())
    return found
