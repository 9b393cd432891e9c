"""Postcodes and the codes that follow from them."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

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


def any_known(market: str, day: date) -> bool:
    """Whether some directory of a market is for that day."""
    sources = Source.objects.filter(market=market)
    return Place.objects.filter(as_of(day, None), source__in=sources).exists()
