"""GET prices/rises: how much each provider's prices rose from one published period to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.face import Resource, kept, tag
from compare.api.listing import HOUR, times_explicit, version
from compare.api.schema import PRICE_RISES
from compare.usecases.changes.price_rises import price_rises

OF_ONE = (replace(ask.MARKET, required=True), ask.AS_OF, ask.KNOWN_AT)


class PriceRises(Resource):
    """The median rise of each provider's prices between the periods of one market."""

    @extend_schema(
        operation_id="price_rises",
        parameters=[parameter.described for parameter in OF_ONE],
        responses=PRICE_RISES,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Between every two periods in a row: the same plans in the same cells, before and after."""
        asked = times_explicit(ask.read(request, OF_ONE))
        market, known_at = asked["market"], asked["known_at"]
        etag = tag("prices/rises", version(market), market.version, known_at)

        def made() -> dict[str, Any]:
            rises = price_rises(market.key, known_at or timezone.now())
            return {"market": market.key, "rises": rises}

        return kept(request, etag, HOUR, made)
