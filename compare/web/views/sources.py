"""Where everything comes from, and how each source is doing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compare.markets.loader import load, shown
from compare.store.selectors import sources as selected
from compare.web.subject import subject


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """`/sources/`."""
    rows = selected.everyone()
    markets = [
        {"subject": subject(load(key)), "sources": [r for r in rows if r.market == key]}
        for key in shown()
    ]
    context = {
        "markets": [item for item in markets if item["sources"]],
    }
    return render(request, "pages/sources.html", context)
