"""Does the literal text of a record stand on its page? What does not cannot be found again by anybody.

A literal may join several texts of a page ("1 kg 4.19"), so its words are looked for one by one: each
that holds a digit has to stand there, and of any literal at least one word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from scrapers.errors import ScrapeError
from scrapers.kit.bytes import text
from scrapers.records import Capture, Record, named

BINARY = (b"%PDF", b"PK\x03\x04")  # their text is not in their bytes
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([/\"]))")
_TAG = re.compile(r"<[^>]*>")
_AROUND = "()[]{},;:'\"“”«»"


def strays(captures: Iterable[Capture], records: Iterable[Record]) -> Iterator[tuple[Record, str]]:
    """Each record whose literal does not stand on the captures, with the word that is missing.

    Nothing is said of pages whose text is not in their bytes (PDF, workbooks).
    """
    seen = list(captures)
    if any(each.body.startswith(BINARY) for each in seen):
        return
    page = _Page(seen)
    for record in records:
        literal = getattr(record, "literal", "")
        missing = page.missing(literal) if literal else None
        if missing is not None:
            yield record, missing


def sentence(record: Record, word: str) -> str:
    """A stray in words."""
    literal = getattr(record, "literal", "")[:60]
    return (
        f"{record.locator}: {word!r} of the literal text {literal!r} ({named(record)}) stands nowhere "
        "on the page: give the text as printed, so that the value can be found again"
    )


class _Page:
    """The text of captures, as it stands in the bytes and as it is seen without tags."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        raw = "\n".join(
            "\n".join((_decoded(each.body), *each.headers.values(), each.address))
            for each in captures
        )
        plain = _folded(html.unescape(_ESCAPED.sub(_unescaped, raw)))
        self._text = plain + _folded(_TAG.sub("", plain))

    def missing(self, literal: str) -> str | None:
        """The first word that should stand on the page and does not; None where all is well."""
        words = [word for each in literal.split() if (word := each.strip(_AROUND))]
        absent = [word for word in words if _folded(word) not in self._text]
        numbers = [word for word in absent if any(letter.isdigit() for letter in word)]
        if numbers:
            return numbers[0]
        return absent[0] if absent and len(absent) == len(words) else None


def _decoded(body: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return text(body, encoding)
        except ScrapeError:
            continue
    return body.decode("latin-1")


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]


def _folded(words: str) -> str:
    """Lower case, without any space: a price may be cut over several elements."""
    return "".join(words.casefold().split())
