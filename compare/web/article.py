"""A text of `docs/` as a page, in the reader's language where it is translated.

`method.md` is the original, in English; `method.de.md` says the same in German, paragraph by paragraph.
Anchors are those of the original, by position, so that an address leads to the same rule in every
language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from compare.web.article_tables import add_rules, arrange

ORIGINAL = "en"


@dataclass(frozen=True, slots=True)
class Rule:
    """A heading, or a paragraph that begins with its subject in bold; `text` is all of it, in one line."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """A text: its `lead` up to the first chapter, the headings of its chapters, and their `body`.

    `language` is the one in which it is written: English where there is no translation.
    """

    language: str
    title: str
    lead: SafeString
    chapters: tuple[Rule, ...]
    body: SafeString
    rules: tuple[Rule, ...]


@cache
def article(folder: Path, name: str, language: str) -> Article | None:
    """The text of that name in a language, else in English; None where this copy has none.

    Raises:
        ValueError: a translation has more or fewer rules than the original.
    """
    original, translated = folder / f"{name}.md", folder / f"{name}.{language}.md"
    if not original.is_file():
        return None
    tokens = _parsed(original)
    anchors = [slug(subject) for _, subject, _ in _subjects(tokens)]
    if not translated.is_file():
        return _made(tokens, anchors, ORIGINAL)
    tokens = _parsed(translated)
    if (found := len(list(_subjects(tokens)))) != len(anchors):
        raise ValueError(
            f"expected {len(anchors)} headings and subjects in {translated.name} as in "
            f"{original.name}, found {found}: translate it paragraph by paragraph"
        )
    return _made(tokens, anchors, language)


def _made(tokens: Sequence[Token], anchors: Sequence[str], language: str) -> Article:
    rules = tuple(_anchored(tokens, anchors))
    headings = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    chapters = [at for at in headings if tokens[at].tag == "h2"]
    first = chapters[0] if chapters else len(tokens)
    return Article(
        language=language,
        title=tokens[headings[0] + 1].content,
        lead=_markup(tokens[:first]),
        chapters=tuple(
            Rule(str(tokens[at].attrGet("id")), tokens[at + 1].content) for at in chapters
        ),
        body=_markup(tokens[first:]),
        rules=rules,
    )


def _anchored(tokens: Sequence[Token], anchors: Iterable[str]) -> Iterator[Rule]:
    for (opening, _, text), anchor in zip(_subjects(tokens), anchors, strict=True):
        opening.attrSet("id", anchor)
        yield Rule(anchor, text)


def _subjects(tokens: Sequence[Token]) -> Iterator[tuple[Token, str, str]]:
    """The opening of each rule, its subject, and its text."""
    for opening, inline in pairwise(tokens):
        if inline.type == "inline" and (subject := _subject(opening, inline)):
            yield opening, subject, inline.content.replace("\n", " ")


def _subject(opening: Token, inline: Token) -> str:
    if opening.type == "heading_open":
        return inline.content
    bold = re.match(r"\*\*(.+?)\*\*", inline.content, re.DOTALL)
    return bold[1] if opening.type == "paragraph_open" and bold else ""


def slug(text: str) -> str:
    """A heading as the name of an anchor: "Time has a price." is time-has-a-price."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def _parsed(path: Path) -> list[Token]:
    tokens = _reader().parse(path.read_text("utf-8"))
    arrange(tokens)
    for token in tokens:
        for child in token.children or ():
            _lead_to_page(child)
    return tokens


def _lead_to_page(token: Token) -> None:
    """A link to a file beside this one becomes one to its page, below this page's address."""
    target = str(token.attrs.get("href", ""))
    if target.endswith(".md"):
        token.attrSet("href", target.removesuffix(".md") + "/")


def _markup(tokens: Sequence[Token]) -> SafeString:
    """Only our own files are ever marked safe."""
    reader = _reader()
    return mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    add_rules(reader)
    return reader
