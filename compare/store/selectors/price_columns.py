"""Stored prices of a source as columns, and which of them each capture showed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from django.db.models import Max, Min

from compare.store import sightings, times
from compare.store.models import Capture, Cell, Price, Source
from compare.store.selectors.columns import integers
from compare.track.change import Evidence
from compare.track.price_steps import Integers, Prices, Seen

FEW = 2_000  # plans that are named one by one; more are sifted here
SOME = 500


class Columns(NamedTuple):
    """Prices with the numbers of their rows; `shared` names (currency, per) by the number of each."""

    prices: Prices
    ids: Integers
    shared: list[tuple[str, str]]


def of_source(source: Source, known_at: datetime | None, plans: Collection[int] | None) -> Columns:
    """Every price of a source as known at an instant, or those of some plans."""
    where, params = _where(source, known_at, plans)
    columns = ["cell_id", "plan_id", "micros", "valid_from", "valid_to", "id"]
    usual = Price.objects.filter(source=source).values_list("currency", "per").first()
    shared = [usual] if usual else []
    said = list(usual or ("", ""))
    test = "case when currency = %s and per = %s then 0 else 1 end"
    found = integers("price", [*columns, test], where, [*said, *params])
    if found[-1].any():  # more than one currency or frequency: seldom, and then they are numbered
        shared = _shared(source)
        cases = (f"when currency = %s and per = %s then {n}" for n in range(len(shared)))
        said = [word for pair in shared for word in pair]
        numbered = f"case {' '.join(cases)} else -1 end"
        found = integers("price", [*columns, numbered], where, [*said, *params])
    if plans is not None and len(plans) >= FEW:
        found = found[:, np.isin(found[1], np.fromiter(plans, np.int64, len(plans)))]
    cell, plan, micros, since, until, ids, code = found
    return Columns(Prices(cell << 32 | plan, micros, since, until, code), ids, shared)


def seen(source: Source, known_at: datetime | None, zone: ZoneInfo) -> Iterator[Seen]:
    """Each visible capture of a source with its day in the market, oldest first."""
    rows = Capture.objects.filter(source=source).exclude(reader="")
    if known_at is not None:
        rows = rows.filter(fetched_at__lte=known_at)
    for fetched_at, shown in rows.order_by("fetched_at", "id").values_list("fetched_at", "shown"):
        day = times.day_number(fetched_at.astimezone(zone).date())
        yield Seen(day, sightings.decode(bytes(shown)))


def evidence(ids: Sequence[int]) -> dict[int, Evidence]:
    """Where each of these rows was read."""
    found: dict[int, Evidence] = {}
    for start in range(0, len(ids), SOME):
        rows = Price.objects.filter(id__in=ids[start : start + SOME])
        for number, sha256, locator in rows.values_list("id", "capture__sha256", "locator"):
            found[number] = Evidence(sha256, locator)
    return found


def _where(
    source: Source, known_at: datetime | None, plans: Collection[int] | None
) -> tuple[str, list[int]]:
    # The index begins with the cell: its range keeps other markets' prices out of the way.
    cells = Cell.objects.filter(market=source.market).aggregate(first=Min("id"), last=Max("id"))
    where = "source_id = %s and retired_at is null and cell_id between %s and %s"
    params = [source.pk, cells["first"] or 0, cells["last"] or 0]
    if known_at is None:
        where += " and known_until is null"
    else:
        where += " and known_from <= %s and (known_until is null or known_until > %s)"
        params += [times.instant_number(known_at)] * 2
    if plans is not None and len(plans) < FEW:
        where += f" and plan_id in ({', '.join(str(int(plan)) for plan in plans) or 'null'})"
    return where, params


def _shared(source: Source) -> list[tuple[str, str]]:
    """The currencies and frequencies of a market's prices."""
    rows = Price.objects.filter(source=source).order_by("currency", "per")
    return list(rows.values_list("currency", "per").distinct())
