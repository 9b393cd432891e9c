"""A stored body as lines of text, as far as a reader needs them: never as markup, never unbounded."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import IO

MOST_LINES = 120
LONGEST_LINE = 1500
AROUND = 3
FURTHEST = 2_000_000
GZIP = b"\x1f\x8b"
QUOTED = re.compile(r"'([^']{3,80})'")
LINE = re.compile(r"(?:row|line) ([0-9]{1,7})$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: all of it is `before` where nothing in it is marked."""

    number: int
    wanted: bool
    before: str
    span: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines with their numbers; `wanted` is the one that was asked for, `more` that there are others.

    `span` is the text within it that the locator quotes, empty where it quotes none.
    """

    lines: tuple[tuple[int, str], ...]
    wanted: int | None
    more: bool
    span: str = ""

    @property
    def marked(self) -> tuple[Line, ...]:
        """The lines, the wanted one taken apart around its span."""
        return tuple(self._marked(number, text) for number, text in self.lines)

    def _marked(self, number: int, text: str) -> Line:
        wanted = number == self.wanted
        if not wanted or self.span not in text or not self.span:
            return Line(number, wanted, text)
        before, span, after = text.partition(self.span)
        return Line(number, wanted, before, span, after)


def excerpt(body: bytes, locator: str = "") -> Excerpt | None:
    """The beginning of a text, or its head and the lines around `locator` (`row 17`, `'own words'`).

    None where the bytes are no text. Packed text (gzip) is unpacked, line by line.
    """
    found = LINE.search(locator)
    span = "" if found else next(iter(QUOTED.findall(locator)), "")
    try:
        wanted = min(int(found[1]), FURTHEST) if found else _place(_opened(body), span)
        lines = _lines(_opened(body), wanted)
    except (OSError, EOFError):
        return None
    if any("\0" in text for _number, text in lines):
        return None
    full = _full(lines, wanted)
    return Excerpt(lines[:-1] if full else lines, wanted, full, span)


def _opened(body: bytes) -> IO[bytes]:
    file: IO[bytes] = BytesIO(body)
    return gzip.GzipFile(fileobj=file) if body.startswith(GZIP) else file  # type: ignore[return-value]


def _place(file: IO[bytes], span: str) -> int | None:
    """The first line that holds the span; None where none does, or there is nothing to look for."""
    if not span:
        return None
    numbered = enumerate(iter(lambda: file.readline(LONGEST_LINE * 4), b""), 1)
    within = islice(numbered, FURTHEST)
    return next((number for number, line in within if span in _text(line)), None)


def _lines(file: IO[bytes], wanted: int | None) -> tuple[tuple[int, str], ...]:
    """The first lines, or the first one with those around `wanted`, and one more where there is."""
    numbered = enumerate(iter(lambda: file.readline(LONGEST_LINE * 4), b""), 1)
    if wanted is None:
        chosen = islice(numbered, MOST_LINES + 1)
    else:
        near = range(wanted - AROUND, wanted + AROUND + 1)
        upto = islice(numbered, wanted + AROUND + 1)
        chosen = (pair for pair in upto if pair[0] == 1 or pair[0] in near or pair[0] > near[-1])
    return tuple((number, _text(line)) for number, line in chosen)


def _full(lines: tuple[tuple[int, str], ...], wanted: int | None) -> bool:
    last = lines[-1][0] if lines else 0
    return last > (MOST_LINES if wanted is None else wanted + AROUND)


def _text(line: bytes) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("cp1252", errors="replace")
    return text.rstrip("\r\n")[:LONGEST_LINE]
