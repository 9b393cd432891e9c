"""A market's own page: what can be said of it as a whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from compare.web.subject import found, subject
from compare.web.views.errors import explained


@explained
def market(request: HttpRequest, key: str) -> HttpResponse:
    """`/m/<market>/`."""
    shown = subject(found(key))
    return render(request, "pages/market.html", {"subject": shown, "invented": shown.invented})
