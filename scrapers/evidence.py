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
# In a locator: `#id`, `[attribute=…]`, `tag.class`, and the last key of a path `$.a.b[0].c`.
_NAMES = re.compile(
    r"(?:^|[\s>a-z])#([\w|-]+)|\[([a-z][\w|-]*)[=\]]|(?:^|\s)[a-z]+\d?\.([a-z][\w|-]*)"
    r"|^\$[^\s]*\.([A-Za-z_][\w|]*)$"
)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_EITHER = re.compile(r"([.#])([\w|-]+), [a-z]*\1([\w-]+)")
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


def stale(seen: Capture, records: Iterable[Record]) -> list[str]:
    """In words, the names that locators give and the page does not: an id, attribute, class or key.

    A name may be one of several ("cents|amount"): then one of them has to stand there.
    """
    if seen.body.startswith(BINARY):
        return []
    page = _decoded(seen.body)
    places: dict[str, list[str]] = {}
    for record in records:
        for found in _NAMES.finditer(_plain(record.locator)):
            places.setdefault(next(filter(None, found.groups())), []).append(record.locator)
    return [
        f"{len(where)} locator(s) name {name!r}, which stands nowhere on the page, as {where[0]!r}: "
        "say what it is called there, so that the value can be found again"
        for name, where in places.items()
        if not any(_stands(each, page) for each in name.split("|"))
    ]


def _plain(locator: str) -> str:
    """A locator without what it quotes; `table.old, table.new` as `table.old|new`."""
    return _EITHER.sub(r"\1\2|\3", _QUOTED.sub("", locator))


def _stands(name: str, page: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", page) is not None


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
