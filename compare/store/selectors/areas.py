"""Where limited plans are sold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from django.db.models import Max

from compare.store import times
from compare.store.models import Area
from compare.store.selectors.listed import as_of
from compare.store.writers.kinds import codes_text


class AreaRow(NamedTuple):
    """One municipality where a plan is sold."""

    plan_id: int
    municipality: str


def of_plans(
    ids: Iterable[int], codes: Mapping[str, str], day: date, known_at: datetime | None
) -> list[AreaRow]:
    """The limits of these plans within `codes`, by the edition that is for `day`.

    A list is for some codes (canton and region, say) or for the whole market.
    """
    subsets = (part for size in range(len(codes) + 1) for part in combinations(codes.items(), size))
    within = [codes_text(dict(part)) for part in subsets]
    rows = Area.objects.filter(as_of(day, known_at), plan__in=list(ids), within__in=within)
    return [AreaRow(*row) for row in rows.values_list("plan_id", "municipality").distinct()]


def any_edition(market: str, day: date, known_at: datetime | None) -> bool:
    """Whether some list of limits is for that day: a plan that is not in it is not limited."""
    return Area.objects.filter(as_of(day, known_at), plan__market=market).exists()


def last_edition_before(market: str, day: date, known_at: datetime) -> date | None:
    """The last day of the latest edition that ended by `day` and was known; None without one."""
    ended = Area.objects.filter(
        plan__market=market,
        valid_to__lte=times.day_number(day),
        known_from__lte=times.instant_number(known_at),
        retired_at=None,
    ).aggregate(last=Max("valid_to"))["last"]
    return None if ended is None else ended - timedelta(days=1)
