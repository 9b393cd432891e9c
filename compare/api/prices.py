"""GET prices: what each plan costs in each cell, with the place where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.listing import Facts, parameters
from compare.api.schema import PRICES
from compare.api.told import priced, told
from compare.markets.definition import Market
from compare.store.selectors import listed
from compare.values.money import Money

FILTERS = (ask.MARKET, ask.PROVIDER, ask.PLAN, ask.CELL)


class Prices(Facts):
    """Stored prices, page by page."""

    filters = FILTERS
    select = staticmethod(listed.prices)

    @extend_schema(
        operation_id="prices",
        parameters=[parameter.described for parameter in parameters(*FILTERS)],
        responses=PRICES,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Prices as of a day, as far as was known at an instant."""
        return self.page(request)

    def bounds(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """With the codes of a cell by their places."""
        given = super().bounds(asked)
        if "cell" in asked:
            given["cell"] = _places(asked.get("market"), asked["cell"])
        return given

    def plain(self, row: listed.PriceRow) -> dict[str, Any]:
        return {
            **priced(row),
            "price": {
                "amount": str(Money.from_micros(row.micros, row.currency).rounded().amount),
                "currency": row.currency,
                "per": row.per,
            },
            **told(row),
        }


def _places(market: Market | None, codes: Mapping[str, str]) -> dict[int, str]:
    """The codes by their place in the market's cell."""
    if market is None:
        raise ask.Wrong("cell", "`market` beside it: its rating factors name the codes")
    order = [factor.key for factor in market.market.cell_factors]
    for key, code in codes.items():
        if key not in order:
            raise ask.Wrong("cell", "rating factors of this market", order)
        if market.factor(key).code_of(code) != code:
            raise ask.Wrong("cell", f"a code of {key}", market.factor(key).codes)
    return {order.index(key): code for key, code in codes.items()}
