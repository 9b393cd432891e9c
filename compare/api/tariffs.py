"""GET tariffs: how plans are priced where one amount does not say it, component by component."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.listing import Listing, parameters
from compare.api.schema import TARIFFS
from compare.markets.loader import load
from compare.store.models.cell import SEPARATOR
from compare.store.selectors import tariffs

FILTERS = (ask.MARKET, ask.PROVIDER, ask.PLAN)


class Tariffs(Listing):
    """Stored tariffs, page by page."""

    filters = FILTERS

    @extend_schema(
        operation_id="tariffs",
        parameters=[parameter.described for parameter in parameters(*FILTERS)],
        responses=TARIFFS,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Tariffs as of a day, as far as was known at an instant.

        Amounts are in major units of the currency, with or without the tax that `tax` says; what
        the customer receives is negative. Two plans of one `name` are priced alike.
        """
        return self.page(request)

    def rows(self, asked: Mapping[str, Any], after: int, limit: int) -> list[tariffs.ListedTariff]:
        times = asked["as_of"], asked["known_at"]
        return tariffs.page(*times, after=after, limit=limit, **self.bounds(asked))

    def shown(
        self,
        rows: Sequence[tariffs.ListedTariff],
        asked: Mapping[str, Any],  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        return [_shown(row) for row in rows]


def _shown(row: tariffs.ListedTariff) -> dict[str, Any]:
    factors = [factor.key for factor in load(row.market).market.cell_factors]
    codes = row.cell.split(SEPARATOR) if factors else []
    return {
        "market": row.market,
        "provider": row.provider,
        "plan": row.plan,
        "cell": dict(zip(factors, codes, strict=True)),
        "name": row.sha256,
        "currency": row.currency,
        "tax": row.tax,
        "components": orjson.loads(row.components),
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "known_from": row.known_from.isoformat().replace("+00:00", "Z"),
        "evidence": {
            "sha256": row.capture,
            "locator": row.locator,
            "literal": row.literal if row.publish != "hash" else None,
            "source": row.source,
        },
    }
