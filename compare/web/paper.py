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
LINE = re.compile(r"(?:row|line) ([0-9]{1,7})$")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines with their numbers; `wanted` is the one that was asked for, `more` that there are others."""

    lines: tuple[tuple[int, str], ...]
    wanted: int | None
    more: bool


def excerpt(body: bytes, locator: str = "") -> Excerpt | None:
    """The beginning of a text, or its head and the lines around `locator` (`row 17`).

    None where the bytes are no text. Packed text (gzip) is unpacked, line by line.
    """
    found = LINE.search(locator)
    wanted = min(int(found[1]), FURTHEST) if found else None
    file: IO[bytes] = BytesIO(body)
    if body.startswith(GZIP):
        file = gzip.GzipFile(fileobj=file)  # type: ignore[assignment]
    try:
        lines = _lines(file, wanted)
    except (OSError, EOFError):
        return None
    if any("\0" in text for _number, text in lines):
        return None
    return Excerpt(lines[:-1] if _full(lines, wanted) else lines, wanted, _full(lines, wanted))


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
