"""GET plans: what each provider sells, with what is known of it on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.listing import Listing, parameters
from compare.api.schema import PLANS
from compare.store.selectors import attributes, listed

FILTERS = (ask.MARKET, ask.PROVIDER)


class Plans(Listing):
    """Plans, page by page."""

    filters = FILTERS

    @extend_schema(
        operation_id="plans",
        parameters=[parameter.described for parameter in parameters(*FILTERS)],
        responses=PLANS,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Plans with their dated attributes."""
        return self.page(request)

    def rows(self, asked: Mapping[str, Any], after: int, limit: int) -> list[listed.PlanRow]:
        return listed.plans(after=after, limit=limit, **self.bounds(asked))

    def shown(
        self, rows: Sequence[listed.PlanRow], asked: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        said = attributes.of_plans([row.id for row in rows], asked["as_of"], asked["known_at"])
        return [
            {
                "market": row.market,
                "provider": row.provider,
                "plan": row.key,
                "successor_of": row.successor_of,
                "attributes": said.get(row.id, {}),
            }
            for row in rows
        ]
