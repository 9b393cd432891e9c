"""GET statements: what can be said of a whole market."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from compare.api.asked import LANGUAGE, MARKET, read
from compare.api.face import Resource, kept, tag
from compare.api.listing import version
from compare.api.schema import STATEMENTS
from compare.markets.loader import load, shown
from compare.usecases.asking.fields import QuestionError
from compare.usecases.market.statement import statement

TWO_DAYS = 172_800


class Statements(Resource):
    """The statement of one market, or of every market that has one."""

    @extend_schema(
        operation_id="statements",
        parameters=[MARKET.described, LANGUAGE.described],
        responses=STATEMENTS,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Market statements on the newest known prices."""
        asked = read(request, (MARKET, LANGUAGE))
        market, worded = asked.get("market"), asked.get("language")
        now = timezone.now()
        wanted = [market.key] if market else list(shown())
        days = [now.astimezone(load(key).zone).date() for key in wanted]
        etag = tag(
            "statements", version(market), wanted, days, worded, [load(k).version for k in wanted]
        )

        def made() -> dict[str, Any]:
            results = []
            for key, day in zip(wanted, days, strict=True):
                try:
                    results.append(statement(key, day, worded))
                except QuestionError as error:
                    if market:
                        raise NotFound(f"no statement: it needs {error.expected}") from error
            return {"results": results}

        return kept(request, etag, TWO_DAYS, made)
