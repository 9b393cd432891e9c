"""What each provider asked on two days for the same plans in the same cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Case, F, Max, Q, QuerySet, When

from compare.store import sightings, times
from compare.store.models import Capture, Plan, Price, Source
from compare.store.selectors import sources
from compare.store.selectors.known import known

Sums = tuple[int, int, int]
PlanSums = tuple[int, str, str, int, int, int]


def of_providers(
    market: str, before: date, after: date, max_gap_days: int, known_at: datetime | None
) -> dict[str, dict[tuple[str, str], Sums]]:
    """By provider, and by currency and frequency: how many offers, and their micros on both days.

    Only offers that were priced on both days are in it: a price that was only observed counts while
    it was seen no longer than `max_gap_days` before, or later (domain 7). Where two sources price one
    offer, the dearer word counts on both days.
    """
    prices = (
        Price.objects.filter(known(known_at), plan__in=Plan.objects.filter(market=market))
        .filter(_held(before) | _held(after))
        .exclude(source__in=sources.hidden())
    )
    rows = prices.values("cell_id", "plan_id", "currency", "per").annotate(
        old=Max(Case(When(_held(before), then=F("micros")))),
        new=Max(Case(When(_held(after), then=F("micros")))),
        until=Max(Case(When(_held(after), then=F("valid_to")))),
    )
    observed = []
    if prices.filter(valid_to=times.OPEN).exists():
        observed = _still_seen(rows, market, after - timedelta(days=max_gap_days))
    owners = dict(Plan.objects.filter(market=market).values_list("id", "provider__key"))
    found: dict[str, dict[tuple[str, str], Sums]] = defaultdict(
        lambda: defaultdict(lambda: (0, 0, 0))
    )
    for plan, currency, per, *some in chain(_by_plan(rows), observed):
        held = found[owners[plan]][currency, per]
        found[owners[plan]][currency, per] = tuple(map(sum, zip(held, some, strict=True)))  # type: ignore[assignment]
    return {provider: dict(by_terms) for provider, by_terms in found.items()}


def _by_plan(rows: QuerySet[Any, Any]) -> Iterator[PlanSums]:
    """The sums of each plan's published prices: the database adds up hundreds of thousands of rows."""
    inner, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "select plan_id, currency, per, count(*), sum(old), sum(new) "  # noqa: S608
            f"from ({inner}) as cell where old > 0 and new > 0 and until < %s "
            "group by plan_id, currency, per",
            [*params, times.OPEN],
        )
        for plan, currency, per, count, old, new in cursor.fetchall():
            yield plan, currency, per, int(count), int(old), int(new)


def _still_seen(rows: QuerySet[Any, Any], market: str, since: date) -> list[PlanSums]:
    """Prices that were only observed, each for itself, where a capture has shown them since."""
    rows = rows.filter(old__gt=0, new__gt=0, until=times.OPEN)
    read = list(rows.values_list("cell_id", "plan_id", "currency", "per", "old", "new"))
    if not read:
        return []
    midnight = datetime.combine(since, datetime.min.time(), UTC)
    captures = Capture.objects.filter(
        source__in=Source.objects.filter(market=market).values("id"),
        fetched_at__gte=times.instant_number(midnight),
    ).exclude(reader="")
    shown = [sightings.decode(bytes(column)) for column in captures.values_list("shown", flat=True)]
    seen = np.unique(np.concatenate([np.empty(0, np.uint64), *shown]))
    numbers = np.array([sightings.price_number(row[0], row[1]) for row in read], np.uint64)
    kept = np.isin(numbers, seen).tolist()
    return [
        (plan, currency, per, 1, old, new)
        for (_, plan, currency, per, old, new), keep in zip(read, kept, strict=True)
        if keep
    ]


def days(market: str, known_at: datetime | None) -> tuple[date, ...]:
    """The days on which prices of a market began to hold, oldest first."""
    rows = Price.objects.filter(known(known_at), plan__in=Plan.objects.filter(market=market))
    rows = rows.exclude(source__in=sources.hidden())
    return tuple(sorted(rows.values_list("valid_from", flat=True).distinct()))


def _held(day: date) -> Q:
    number = times.day_number(day)
    return Q(valid_from__lte=number, valid_to__gt=number)
