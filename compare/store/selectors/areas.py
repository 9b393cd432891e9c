"""Where limited plans are sold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Max

from compare.store import times
from compare.store.models import Area
from compare.store.selectors.listed import as_of


class AreaRow(NamedTuple):
    """One municipality where a plan is sold, within the codes for which the list is."""

    plan_id: int
    municipality: str
    postcode: str
    within: dict[str, str]


def of_plans(ids: Iterable[int], day: date, known_at: datetime | None) -> list[AreaRow]:
    """The limits of these plans by the edition that is for `day`."""
    rows = Area.objects.filter(as_of(day, known_at), plan__in=list(ids))
    columns = rows.values_list("plan_id", "municipality", "postcode", "within")
    read: dict[str, dict[str, str]] = {}
    return [
        AreaRow(plan, town, code, read.setdefault(within, json.loads(within)))
        for plan, town, code, within in columns
    ]


def any_edition(market: str, day: date, known_at: datetime | None) -> bool:
    """Whether some list of limits is for that day: a plan that is not in it is not limited."""
    return Area.objects.filter(as_of(day, known_at), plan__market=market).exists()


def last_edition_before(market: str, day: date) -> date | None:
    """The last day of the latest edition that ended by `day`; None where there was none."""
    ended = Area.objects.filter(
        plan__market=market, valid_to__lte=times.day_number(day), retired_at=None
    ).aggregate(last=Max("valid_to"))["last"]
    return None if ended is None else ended - timedelta(days=1)
