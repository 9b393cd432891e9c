"""Who sells in a market."""

from __future__ import annotations

from compare.store.models import Plan, ProviderAttribute, Source


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
