"""The pages that say what went wrong, in the style of all the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from compare.markets.loader import answering
from compare.web.address import BadAddress

View = Callable[..., HttpResponse]


def explained(view: View) -> View:
    """The view, with an impossible address or an unknown subject answered by a page of ours."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadAddress as problem:
            return bad_address(request, problem, _questions(kwargs.get("key")))
        except Http404:
            return not_found(request)

    return guarded


def _questions(key: Any) -> str:
    """Where a market's questions are asked; empty where the address named none that asks any."""
    return reverse("web:ask", args=[key]) if key in answering() else ""


def bad_address(
    request: HttpRequest, exception: Exception | None = None, questions: str = ""
) -> HttpResponse:
    """400. What the reader typed is never repeated, unless one of our own checks worded it."""
    sentence = str(exception) if isinstance(exception, BadAddress) else ""
    return _page(
        request,
        400,
        _("This address does not work"),
        sentence or _("Something in it is not as we expect. Start from a market's questions."),
        questions,
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    return _page(
        request,
        404,
        _("There is no such page"),
        _("It may have been moved, or the address was cut short."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500: nothing is read from the store, since it may be what failed."""
    return _page(
        request,
        500,
        _("This failed, and it is our fault"),
        _("Nothing that you typed was kept. Please try again in a minute."),
    )


def _page(
    request: HttpRequest, status: int, title: str, sentence: str, questions: str = ""
) -> HttpResponse:
    context = {"title": title, "sentence": sentence, "questions": questions}
    return render(request, "pages/error.html", context, status=status)
