"""GET markets: what can be asked here, by which factors, on which version of the facts."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api.asked import read
from compare.api.face import Resource, body, not_modified, tag, unchanged
from compare.api.schema import MARKETS
from compare.markets.definition import Market
from compare.markets.factors import Factor
from compare.markets.loader import load, shown
from compare.store.models import MarketVersion


class Markets(Resource):
    """All markets; there are few, so there are no pages."""

    @extend_schema(operation_id="markets", responses=MARKETS)
    def get(self, request: Request) -> HttpResponseBase:
        """The markets with their rating factors."""
        read(request, ())
        markets = [load(key) for key in shown()]
        versions = {row.market: row for row in MarketVersion.objects.all()}
        seen = [(m.key, m.version, getattr(versions.get(m.key), "digest", "")) for m in markets]
        etag = tag("markets", seen)
        if unchanged(request, etag):
            return not_modified(etag)
        results = [_shown(market, versions.get(market.key)) for market in markets]
        return body(orjson.dumps({"results": results}), etag)


def _shown(market: Market, version: MarketVersion | None) -> dict[str, Any]:
    said = market.market
    return {
        "market": market.key,
        "names": said.name.root,
        "kind": said.kind,
        "mode": said.mode,
        "invented": market.invented,
        "country": said.country,
        "currency": said.currency,
        "zone": said.zone,
        "languages": list(said.languages),
        "factors": [_factor(factor) for factor in said.factor],
        "definition_version": market.version,
        "data_version": version.digest if version else "",
        "facts": version.facts if version else 0,
    }


def _factor(factor: Factor) -> dict[str, Any]:
    codes = [code for code in factor.codes if code not in factor.closed]
    return {"factor": factor.key, "of": factor.of, "kind": factor.kind, "codes": codes}
