"""GET prices/rises: how much each provider's prices rose from one published period to the next."""

from __future__ import annotations

from dataclasses import replace

import orjson
from django.core.cache import cache
from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.face import Resource, body, not_modified, tag, unchanged
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
        if unchanged(request, etag):
            return not_modified(etag)
        content = cache.get(f"rises:{etag}")
        if content is None:
            rises = price_rises(market.key, known_at or timezone.now())
            content = orjson.dumps({"market": market.key, "rises": rises})
            cache.set(f"rises:{etag}", content, HOUR)
        return body(content, etag)
