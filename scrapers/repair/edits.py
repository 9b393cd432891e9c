"""Edits of a source's own words: which lines become which."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from scrapers.repair.literals import Literal
from scrapers.repair.renames import Rename

_FIELDS = re.compile(r"(\{[^{}]*\})")


class Style(Enum):
    """How an edit writes a new word: beside the old one, so that older pages are read too, or alone."""

    BOTH = "both"
    SELECTORS_BOTH = "selectors both, names alone"
    ALONE = "alone"


class Change(NamedTuple):
    """A quoted text of a source, and what is written in its place."""

    literal: Literal
    after: str


class Line(NamedTuple):
    """One line of a file before and after an edit."""

    file: str
    number: int
    before: str
    after: str


Finds = Callable[[str], bool]  # does a text, read as a selector, find something on the old page?


def changes(
    found: Iterable[Literal], renames: Iterable[Rename], style: Style, finds: Finds
) -> tuple[Change, ...]:
    """What is to be written so that a source says the new words."""
    renames = list(renames)
    made = []
    for literal in found:
        text = literal.text
        for rename in renames:
            text = _said(text, rename)
        if text != literal.text:
            made.append(Change(literal, _written(literal, text, style, finds)))
    return tuple(made)


def located(found: Iterable[Literal], renames: Iterable[Rename]) -> tuple[Change, ...]:
    """What is to be written so that locators name a thing by its old word or its new one: `old|new`."""
    renames = list(renames)
    made = []
    for literal in found:
        parts = _FIELDS.split(literal.text)  # what is written, {what is computed}, …
        for at in range(0, len(parts), 2):
            for rename in renames:
                parts[at] = _either(parts[at], rename)
        if (text := "".join(parts)) != literal.text:
            made.append(Change(literal, text))
    return tuple(made)


def touches(text: str, rename: Rename) -> bool:
    """Is a text another with this renaming?"""
    return _said(text, rename) != text


def _either(text: str, rename: Rename) -> str:
    if not re.search(r"\w", rename.old):
        return text
    word = rf"(?<![\w-]){re.escape(rename.old)}(?![\w-])"
    return re.sub(word, lambda found: f"{found[0]}|{rename.new}", text)


def _said(text: str, rename: Rename) -> str:
    if rename.whole or not re.search(r"\w", rename.old):
        return rename.new if text == rename.old else text
    word = rf"(?<![\w-]){re.escape(rename.old)}(?![\w-])"
    return re.sub(word, lambda _: rename.new, text)


def _written(literal: Literal, text: str, style: Style, finds: Finds) -> str:
    selector = finds(literal.text)
    if selector and style is not Style.ALONE:
        return _quoted(f"{literal.text}, {text}")
    if not selector and style is Style.BOTH:
        opening, closing = "()" if literal.file.endswith(".py") else "[]"
        return f"{opening}{_quoted(literal.text)}, {_quoted(text)}{closing}"
    return _quoted(text)


def _quoted(text: str) -> str:
    """As Python and TOML both write it."""
    return json.dumps(text, ensure_ascii=False)


def lines(folder: Path, made: Iterable[Change]) -> list[Line]:
    """The lines of a source that its changes touch."""
    places: dict[tuple[str, int], list[Change]] = {}
    for change in made:
        places.setdefault((change.literal.file, change.literal.line), []).append(change)
    texts = {file: _lines(folder / file) for file, _ in places}
    touched = []
    for (file, number), parts in sorted(places.items()):
        before = after = texts[file][number - 1].rstrip("\r")
        for literal, text in sorted(parts, key=lambda part: -part.literal.start):
            after = after[: literal.start] + text + after[literal.end :]
        touched.append(Line(file, number, before, after))
    return touched


def write(source: Path, made: Iterable[Line], into: Path) -> None:
    """Write a source's files, with its lines changed, into a folder (which may be its own)."""
    texts: dict[str, list[str]] = {}
    for line in made:
        text = texts.setdefault(line.file, _lines(source / line.file))
        text[line.number - 1] = line.after + ("\r" if text[line.number - 1].endswith("\r") else "")
    for file, text in texts.items():
        (into / file).write_text("\n".join(text), encoding="utf-8", newline="")


def _lines(path: Path) -> list[str]:
    """As Python and TOML count them; a carriage return stays at the end of its line."""
    return path.read_bytes().decode().split("\n")
