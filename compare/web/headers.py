"""Headers that say what may be kept of a page, and who learns where a reader came from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Nobody on the way keeps the page, and no link tells where the reader came from."""

    @wraps(view)
    def shielded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return shielded


def known_to_ourselves(get_response: View) -> View:
    """The operators' pages tell this site, and nobody else, where a form was sent from.

    Everywhere else the policy is `no-referrer`. Under that a browser names the origin of a form as
    `null`, and Django's protection of whoever is logged in refuses it: nobody could log in.
    """

    def passed(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(reverse("admin:index")):
            response["Referrer-Policy"] = "same-origin"
        return response

    return passed
