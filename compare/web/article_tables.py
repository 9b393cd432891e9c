"""The tables of a text: rows with headings, that become cards where there is no room for columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

ROLES = {  # said again, for a row that is shown as a card is no row to a screen reader
    "thead_open": "rowgroup",
    "tbody_open": "rowgroup",
    "tr_open": "row",
    "th_open": "columnheader",
    "td_open": "cell",
}
RIGHT = "text-align:right"  # as the reader writes it; our pages allow no style in an element
FEW = 2  # columns that have room on any screen


def arrange(tokens: Sequence[Token]) -> None:
    """Give the tables of a text what a page asks of a table: roles, headings of rows, labels."""
    for inside in _tables(tokens):
        labels = [text.content for opening, text in pairwise(inside) if opening.type == "th_open"]
        inside[0].attrs = {
            "class": "plain" if len(labels) <= FEW else "plain stack",
            "role": "table",
        }
        for token in inside:
            _set_role(token)
        _label([token for token in inside if token.tag == "td"], labels)


def _tables(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    ends = [at for at, token in enumerate(tokens) if token.type == "table_close"]
    starts = [at for at, token in enumerate(tokens) if token.type == "table_open"]
    return (tokens[start:end] for start, end in zip(starts, ends, strict=True))


def _set_role(token: Token) -> None:
    if token.attrs.get("style") == RIGHT:
        token.attrs = {"class": "right"}
    if role := ROLES.get(token.type):
        token.attrSet("role", role)
    if token.type == "th_open":
        token.attrSet("scope", "col")


def _label(tags: Sequence[Token], labels: Sequence[str]) -> None:
    """The first cell of a row is its heading; every other one is named by its column."""
    for place, (opening, closing) in enumerate(zip(tags[::2], tags[1::2], strict=True)):
        if column := place % len(labels):
            opening.attrSet("data-label", labels[column])
        else:
            opening.tag = closing.tag = "th"
            opening.attrs |= {"role": "rowheader", "scope": "row"}


def add_rules(reader: MarkdownIt) -> None:
    """A table scrolls by itself where it is too wide, and is named by the heading above it."""
    reader.add_render_rule("table_open", _opened)
    reader.add_render_rule("table_close", _closed)


def _opened(renderer: RendererHTML, tokens: Sequence[Token], at: int, *_: Any) -> str:
    heading = next(token for token in reversed(tokens[:at]) if token.type == "heading_open")
    named = f'role="region" aria-labelledby="{heading.attrGet("id")}"'
    table = renderer.renderAttrs(tokens[at])
    return f'<div class="scroll" tabindex="0" {named}><table{table}>'


def _closed(*_: Any) -> str:
    return "</table></div>"
