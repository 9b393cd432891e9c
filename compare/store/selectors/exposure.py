"""For how long each provider's plans were watched: the product-years behind a rate of events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from compare.markets.loader import load
from compare.store import times
from compare.store.models import Plan, Source
from compare.store.selectors import seen, sources
from compare.store.selectors.known import known
from compare.store.writers.kinds import KINDS, Kind, Row
from compare.values.fact import PackFact, PriceFact, TermFact

Days = tuple[int, int]
WATCHED = (KINDS[PriceFact], KINDS[TermFact], KINDS[PackFact])


def plan_days(
    market: str, since: date, until: date, known_at: datetime | None
) -> dict[str, dict[str, int]]:
    """By provider and plan: on how many days from `since` to before `until` it was known.

    A published period counts whole, a value that was only observed to the day on which it was last
    seen: what happened to a plan that nobody saw again is not known.
    """
    plans = {
        number: (provider, key)
        for number, provider, key in Plan.objects.filter(market=market).values_list(
            "id", "provider__key", "key"
        )
    }
    zone = load(market).zone
    spans: dict[int, list[Days]] = defaultdict(list)
    for source in Source.objects.filter(market=market).exclude(id__in=sources.hidden()):
        for kind in WATCHED:
            for plan, span in _spans(kind, source, known_at, zone):
                spans[plan].append(span)
    bounds = times.day_number(since), times.day_number(until)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for plan, some in spans.items():
        if plan in plans and (days := _covered(some, bounds)):
            provider, key = plans[plan]
            found[provider][key] = days
    return dict(found)


def _spans(
    kind: Kind, source: Source, known_at: datetime | None, zone: ZoneInfo
) -> Iterable[tuple[int, Days]]:
    """The validities that a source states, and for open ones the days between first and last seen."""
    rows = kind.model.objects.filter(known(known_at), source=source)  # type: ignore[attr-defined]
    place = kind.series.index("plan_id")
    validities = set(rows.values_list("plan_id", "valid_from", "valid_to").distinct())
    opened = [(plan, start) for plan, start, end in validities if end is None]
    for plan, start, end in validities:
        if end is not None:
            yield plan, (times.day_number(start), times.day_number(end))
    last: dict[int, int] = {}
    if opened:
        series: list[Row] = list(
            rows.filter(valid_to=times.OPEN).values_list(*kind.series).distinct()
        )
        wanted = [one if isinstance(one, tuple) else (one,) for one in series]
        for fetched_at, shown in seen.by_capture(kind, source.pk, wanted):
            if known_at is None or fetched_at <= known_at:
                day = times.day_number(fetched_at.astimezone(zone).date())
                last |= dict.fromkeys((one[place] for one in shown), day)
    for plan, start in opened:
        first = times.day_number(start)
        if last.get(plan, first) > first:
            yield plan, (first, last[plan])


def _covered(spans: Sequence[Days], bounds: Days) -> int:
    """How many days within the bounds lie in a span or more."""
    count, reached = 0, bounds[0]
    for start, end in sorted(spans):
        start, end = max(start, reached), min(end, bounds[1])
        if end > start:
            count += end - start
            reached = end
    return count
