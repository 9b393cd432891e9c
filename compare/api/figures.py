"""GET figures: published measures of providers with their counts, and what they say of a market."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from compare.api import asked as ask
from compare.api.face import Resource, kept, tag
from compare.api.listing import HOUR, Facts, parameters, times_explicit, version
from compare.api.schema import FIGURE_GROUPS, FIGURES
from compare.api.told import told
from compare.markets.loader import load
from compare.store.selectors import figures
from compare.usecases.market.figure_groups import figure_groups
from compare.usecases.market.figures import agreements

FILTERS = (ask.MARKET, ask.PROVIDER, ask.MEASURE)
OF_ONE = (replace(ask.MARKET, required=True), ask.AS_OF, ask.KNOWN_AT, ask.LANGUAGE)


class Figures(Facts):
    """Published figures, page by page."""

    filters = FILTERS
    select = staticmethod(figures.listed)

    @extend_schema(
        operation_id="figures",
        parameters=[parameter.described for parameter in parameters(*FILTERS)],
        responses=FIGURES,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Figures as published, of every period that had begun by `as_of`.

        `agreement` says whether the value is what its own counts give: `differs` where no rounding
        explains it. `part` tells rows apart that the publisher prints under one number and period.
        """
        return self.page(request)

    def shown(
        self, rows: Sequence[figures.FigureRow], asked: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        times = asked["as_of"], asked["known_at"]
        held = {key: agreements(load(key), *times) for key in {row.market for row in rows}}
        return [_shown(row, held[row.market].get(row.id)) for row in rows]


class FigureGroups(Resource):
    """What the figures of one market say: providers in groups with ranges, never in ranks."""

    @extend_schema(
        operation_id="figure_groups",
        parameters=[parameter.described for parameter in OF_ONE],
        responses=FIGURE_GROUPS,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Groups for each measure, period by period and pooled."""
        asked = times_explicit(ask.read(request, OF_ONE))
        market, day, known_at = asked["market"], asked["as_of"], asked["known_at"]
        worded = asked.get("language")
        etag = tag("figures/groups", version(market), market.version, day, known_at, worded)

        def made() -> dict[str, Any]:
            found = figure_groups(market, day, known_at, worded)
            return {"market": market.key, "measures": found}

        return kept(request, etag, HOUR, made)


def _shown(row: figures.FigureRow, agreement: str | None) -> dict[str, Any]:
    return {
        "market": row.market,
        "provider": row.provider,
        "measure": row.measure,
        "group": row.group,
        "part": row.part,
        "value": _number(row.value),
        "missing": row.missing or None,
        "numerator": _number(row.numerator),
        "denominator": _number(row.denominator),
        "agreement": agreement or "no_counts",
        **told(row),
    }


def _number(value: Any) -> str | None:
    return None if value is None else format(value, "f")
