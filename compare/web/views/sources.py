"""Where everything comes from, and how each source is doing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compare.markets.loader import load, shown
from compare.store.selectors import sources as selected
from compare.store.selectors.sources import SourceRow
from compare.web import twins
from compare.web.subject import subject
from compare.web.views.errors import explained


@require_safe
@explained
def sources(request: HttpRequest) -> HttpResponse:
    """`/sources/`."""
    rows = selected.everyone()
    return twins.given(
        request,
        page=lambda: render(request, "pages/sources.html", {"markets": _by_market(rows)}),
        document=lambda: {"sources": [_plain(row) for row in rows]},
        rows=lambda: [_plain(row) for row in rows],
        markets=shown(),
    )


def _by_market(rows: list[SourceRow]) -> list[dict[str, Any]]:
    markets = [
        {"subject": subject(load(key)), "sources": [row for row in rows if row.market == key]}
        for key in shown()
    ]
    return [item for item in markets if item["sources"]]


def _plain(row: SourceRow) -> dict[str, Any]:
    return {**row._asdict(), "good_at": row.good_at.isoformat() if row.good_at else None}
