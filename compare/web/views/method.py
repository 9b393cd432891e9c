"""The rules in plain words, from the project's own docs/method.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from compare.web import twins
from compare.web.views.errors import explained


@require_safe
@explained
def method(request: HttpRequest) -> HttpResponse:
    """`/method/`; every rule has an anchor of its own."""
    return twins.given(
        request,
        page=lambda: render(request, "pages/method.html", {"page": _page()}),
        document=lambda: {"language": "en", "rules": list(_rules())},
        rows=lambda: list(_rules()),
    )


def _path() -> Path:
    return Path(settings.BASE_DIR) / "docs" / "method.md"


@cache
def _page() -> SafeString | None:
    """The page as markup, None where this copy has none. Only our own file is ever marked safe."""
    if not _path().is_file():
        return None
    reader = _reader()
    return mark_safe(reader.renderer.render(_tokens(reader), reader.options, {}))  # noqa: S308


def _rules() -> Iterator[dict[str, Any]]:
    """Each heading and each rule with its anchor."""
    if not _path().is_file():
        return
    tokens = _tokens(_reader())
    for place, token in enumerate(tokens):
        if token.type == "inline" and (anchor := tokens[place - 1].attrGet("id")):
            yield {"anchor": anchor, "text": token.content}


def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _tokens(reader: MarkdownIt) -> list[Token]:
    """The text, with an id at every heading and at every paragraph that begins with its subject."""
    tokens = reader.parse(_path().read_text("utf-8"))
    for opening, inline in pairwise(tokens):
        if inline.type == "inline" and (subject := _subject(opening, inline)):
            opening.attrSet("id", slug(subject))
    for token in tokens:
        if token.children:
            token.children = list(_here(token.children))
    return tokens


def _here(children: list[Token]) -> Iterator[Token]:
    """The parts of a line without links to other files of this folder: as pages there are none."""
    away = False
    for child in children:
        if child.type == "link_open":
            away = str(child.attrGet("href")).partition("#")[0].endswith(".md")
        if not (away and child.type in ("link_open", "link_close")):
            yield child


def _subject(opening: Token, inline: Token) -> str:
    if opening.type == "heading_open":
        return inline.content
    bold = re.match(r"\*\*(.+?)\*\*", inline.content, re.DOTALL)
    return bold[1] if opening.type == "paragraph_open" and bold else ""


def slug(text: str) -> str:
    """A heading as the name of an anchor: "Time has a price." is time-has-a-price."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")
