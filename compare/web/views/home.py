"""The question, and the markets for which it is answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compare.markets.loader import load, shown
from compare.web.statements import line
from compare.web.subject import subject


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """`/`."""
    markets = [{"subject": subject(market), "line": line(market)} for market in map(load, shown())]
    markets.sort(key=lambda item: (item["subject"].invented, not item["subject"].facts))
    return render(request, "pages/home.html", {"markets": markets})
