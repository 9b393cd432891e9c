"""What was reported as wrong, what became of it, and how long that took."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compare.store.selectors.attributes import providers_of
from compare.usecases.changes import rulings
from compare.web import twins
from compare.web.change_page.words import kind
from compare.web.views.errors import explained


@require_safe
@explained
def corrections(request: HttpRequest) -> HttpResponse:
    """`/corrections/`."""
    log = rulings.log()

    def page() -> HttpResponse:
        rows = [*log["corrections"], *log["undone_by_data"]]
        names = {
            (market, key): name
            for market in {row["market"] for row in rows if row.get("market")}
            for key, name in providers_of(market).items()
        }
        for row in rows:
            row["name"] = names.get((row.get("market"), row.get("provider")), row.get("provider"))
            row["what"] = kind(row["kind"]) if row.get("kind") else ""
        return render(request, "pages/corrections.html", {"log": log})

    return twins.given(
        request, page=page, document=lambda: log, rows=lambda: log["corrections"], markets=()
    )
