"""Postcodes and the codes that follow from them."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Min

from compare.store import times
from compare.store.models import Place, Source
from compare.store.selectors.listed import as_of


class PlaceRow(NamedTuple):
    """A municipality under a postcode, and its rating codes."""

    postcode: str
    municipality: str
    name: str
    codes: dict[str, str]


def by_postcode(market: str, postcode: str, day: date) -> list[PlaceRow]:
    """The places of a postcode on a day, by the best directory there is today.

    A directory translates what a household typed; it is no knowledge of the market, so that it does
    not matter when it became known.
    """
    rows = Place.objects.filter(
        as_of(day, None), postcode=postcode, source__in=Source.objects.filter(market=market)
    ).order_by("municipality")
    columns = rows.values_list("postcode", "municipality", "name", "codes")
    return [PlaceRow(code, town, name, json.loads(codes)) for code, town, name, codes in columns]


def directory_day(market: str, day: date) -> date | None:
    """The day nearest to `day` on which some directory of the market holds; None without any.

    It is `day` itself where a directory is for it, else a day of the last one before, else of the
    first one after.
    """
    number = times.day_number(day)
    rows = Place.objects.filter(
        source__in=Source.objects.filter(market=market), known_until=None, retired_at=None
    )
    if rows.filter(valid_from__lte=number, valid_to__gt=number).exists():
        return day
    before: date | None = rows.filter(valid_to__lte=number).aggregate(day=Max("valid_from"))["day"]
    after: date | None = rows.filter(valid_from__gt=number).aggregate(day=Min("valid_from"))["day"]
    return before or after
