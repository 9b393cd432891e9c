"""The rules in plain words, from the project's own docs/method.md."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """`/method/`."""
    return render(request, "pages/method.html", {"page": _page()})


@cache
def _page() -> SafeString | None:
    """The page as markup, None where this copy has none. Only our own file is ever marked safe."""
    path = settings.BASE_DIR / "docs" / "method.md"
    if not path.is_file():
        return None
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return mark_safe(reader.render(path.read_text("utf-8")))  # noqa: S308
