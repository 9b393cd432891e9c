"""GET providers: who sells, under which names on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.listing import Listing, parameters
from compare.api.schema import PROVIDERS
from compare.store.selectors import attributes, listed

FILTERS = (ask.MARKET, ask.PROVIDER)


class Providers(Listing):
    """Providers, page by page."""

    filters = FILTERS

    @extend_schema(
        operation_id="providers",
        parameters=[parameter.described for parameter in parameters(*FILTERS)],
        responses=PROVIDERS,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Providers with their dated attributes: name, brand, group."""
        return self.page(request)

    def rows(self, asked: Mapping[str, Any], after: int, limit: int) -> list[listed.ProviderRow]:
        return listed.providers(after=after, limit=limit, **self.bounds(asked))

    def shown(
        self, rows: Sequence[listed.ProviderRow], asked: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        ids = [row.id for row in rows]
        said = attributes.of_providers(ids, asked["as_of"], asked["known_at"])
        return [{"provider": row.key, "attributes": said.get(row.id, {})} for row in rows]
