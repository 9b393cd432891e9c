"""GET packs: how much of a product is in the pack, and what it costs, in one row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.listing import Facts, parameters
from compare.api.schema import PACKS
from compare.api.told import told
from compare.store.selectors import packs
from compare.values.money import Money

FILTERS = (ask.MARKET, ask.PROVIDER, ask.PLAN)
FOUR_PLACES = Decimal("0.0001")


class Packs(Facts):
    """Stored packs, page by page."""

    filters = FILTERS
    select = staticmethod(packs.listed)

    @extend_schema(
        operation_id="packs",
        parameters=[parameter.described for parameter in parameters(*FILTERS)],
        responses=PACKS,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Packs as of a day, as far as was known at an instant.

        `unit` null: nobody tells in what the quantity is counted, so that no unit price can be given.
        """
        return self.page(request)

    def plain(self, row: packs.ListedPack) -> dict[str, Any]:
        price = Money.from_micros(row.micros, row.currency)
        return {
            "market": row.market,
            "provider": row.provider,
            "plan": row.plan,
            "price": {
                "amount": str(price.rounded().amount),
                "currency": row.currency,
                "per": "pack",
            },
            "quantity": None if row.quantity is None else format(row.quantity, "f"),
            "unit": row.unit or None,
            "items": row.items,
            "missing": row.missing or None,
            "unit_price": _unit_price(price, row),
            **told(row),
        }


def _unit_price(price: Money, row: packs.ListedPack) -> str | None:
    """The price of one unit with four decimals; None where quantity or unit are not known."""
    if row.quantity is None or not row.unit:
        return None
    return str((price.amount / row.quantity).quantize(FOUR_PLACES))
