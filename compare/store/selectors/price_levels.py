"""What each provider asked on two days for the same plans in the same cells."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Case, F, Max, Q, When

from compare.store import sightings, times
from compare.store.models import Capture, Plan, Price, Source
from compare.store.selectors import sources
from compare.store.selectors.known import known

Sums = tuple[int, int, int]
Row = tuple[int, int, str, str, int, int, Any]


def of_providers(
    market: str, before: date, after: date, max_gap_days: int, known_at: datetime | None
) -> dict[str, dict[tuple[str, str], Sums]]:
    """By provider, and by currency and frequency: how many offers, and their micros on both days.

    Only offers that were priced on both days are in it: a price that was only observed counts while
    it was seen no longer than `max_gap_days` before, or later (domain 7). Where two sources price one
    offer, the dearer word counts on both days.
    """
    rows = (
        Price.objects.filter(known(known_at), plan__in=Plan.objects.filter(market=market))
        .filter(_held(before) | _held(after))
        .exclude(source__in=sources.hidden())
        .values("cell_id", "plan_id", "currency", "per")
        .annotate(
            old=Max(Case(When(_held(before), then=F("micros")))),
            new=Max(Case(When(_held(after), then=F("micros")))),
            end=Max(Case(When(_held(after), then=F("valid_to")))),
        )
        .filter(old__gt=0, new__gt=0)
    )
    columns = ("cell_id", "plan_id", "currency", "per", "old", "new", "end")
    read = list(rows.values_list(*columns).iterator(chunk_size=20_000))
    if any(row[-1] is None for row in read):
        read = _still_seen(read, market, after - timedelta(days=max_gap_days))
    owners = dict(Plan.objects.filter(market=market).values_list("id", "provider__key"))
    found: dict[str, dict[tuple[str, str], list[int]]] = defaultdict(
        lambda: defaultdict(lambda: [0, 0, 0])
    )
    for _, plan, currency, per, old, new, _ in read:
        sums = found[owners[plan]][currency, per]
        sums[0] += 1
        sums[1] += old
        sums[2] += new
    return {
        provider: {terms: (count, old, new) for terms, (count, old, new) in by_terms.items()}
        for provider, by_terms in found.items()
    }


def _still_seen(read: list[Row], market: str, since: date) -> list[Row]:
    """The rows of published periods, and of the others those that a capture has shown since."""
    midnight = datetime.combine(since, datetime.min.time(), UTC)
    captures = Capture.objects.filter(
        source__in=Source.objects.filter(market=market).values("id"),
        fetched_at__gte=times.instant_number(midnight),
    ).exclude(reader="")
    shown = [sightings.decode(bytes(column)) for column in captures.values_list("shown", flat=True)]
    seen = np.unique(np.concatenate([np.empty(0, np.uint64), *shown]))
    numbers = np.array([sightings.price_number(row[0], row[1]) for row in read], np.uint64)
    kept = np.isin(numbers, seen) | np.array([row[-1] is not None for row in read])
    return [row for row, keep in zip(read, kept.tolist(), strict=True) if keep]


def days(market: str, known_at: datetime | None) -> tuple[date, ...]:
    """The days on which prices of a market began to hold, oldest first."""
    rows = Price.objects.filter(known(known_at), plan__in=Plan.objects.filter(market=market))
    rows = rows.exclude(source__in=sources.hidden())
    return tuple(sorted(rows.values_list("valid_from", flat=True).distinct()))


def _held(day: date) -> Q:
    number = times.day_number(day)
    return Q(valid_from__lte=number, valid_to__gt=number)
