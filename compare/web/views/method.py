"""The rules in plain words, and how often they are right: the project's own texts, in docs/."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compare.web import twins
from compare.web.article import article
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained

MEASURED = ("measured", "measured-documents")


@require_safe
@explained
def method(request: HttpRequest) -> HttpResponse:
    """`/method/`; every rule has an anchor of its own, the same in every language."""
    return _given(request, "method")


@require_safe
@explained
def measured(request: HttpRequest, name: str) -> HttpResponse:
    """`/method/<name>/`: one of MEASURED, to which the method page leads."""
    if name not in MEASURED:
        raise Http404
    return _given(request, name)


def _given(request: HttpRequest, name: str) -> HttpResponse:
    shown = article(Path(settings.BASE_DIR) / "docs", name, language())
    rules = [asdict(rule) for rule in shown.rules] if shown else []
    return twins.given(
        request,
        page=lambda: render(request, "pages/method.html", {"article": shown, "name": name}),
        document=lambda: {"language": shown.language if shown else language(), "rules": rules},
        rows=lambda: rules,
    )
