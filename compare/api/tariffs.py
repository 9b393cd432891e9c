"""GET tariffs: how plans are priced where one amount does not say it, component by component."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.listing import Facts, parameters
from compare.api.schema import TARIFFS
from compare.api.told import priced, told
from compare.store.selectors import tariffs

FILTERS = (ask.MARKET, ask.PROVIDER, ask.PLAN)


class Tariffs(Facts):
    """Stored tariffs, page by page."""

    filters = FILTERS
    select = staticmethod(tariffs.page)

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

    def plain(self, row: tariffs.ListedTariff) -> dict[str, Any]:
        return {
            **priced(row),
            "name": row.name,
            "currency": row.currency,
            "tax": row.tax,
            "components": orjson.loads(row.components),
            **told(row),
        }
