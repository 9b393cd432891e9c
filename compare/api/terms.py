"""GET terms: what each plan promises, in the market's own vocabulary."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.listing import Facts, parameters
from compare.api.schema import TERMS
from compare.api.told import told
from compare.store.selectors import terms_listed

FILTERS = (ask.MARKET, ask.PROVIDER, ask.PLAN, ask.TERM)


class Terms(Facts):
    """Stored terms, page by page."""

    filters = FILTERS
    select = staticmethod(terms_listed.listed)

    @extend_schema(
        operation_id="terms",
        parameters=[parameter.described for parameter in parameters(*FILTERS)],
        responses=TERMS,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Terms as of a day, as far as was known at an instant.

        `kind` says how to read `value`: a number, a word, a status (`covered`, `restricted`,
        `excluded`), the condition of a restriction (null: not known), or, for `missing`, why there
        is no value. What a term means and its unit are in the market's definition.
        """
        return self.page(request)

    def plain(self, row: terms_listed.TermRow) -> dict[str, Any]:
        return {
            "market": row.market,
            "provider": row.provider,
            "plan": row.plan,
            "term": row.key,
            "kind": row.kind,
            "value": row.value,
            **told(row),
        }
