"""A document as its clauses: what a reader sees, without the marks of its formatting.

Two texts that differ in spaces, quotes, emphasis, link targets or the number in front of a clause
have the same clauses.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PARTS = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[|*+-]|\d+[.)\\])[ \t|*])")
# Bounded: without, a page of opening brackets alone would take hours.
_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)")
_LINK = re.compile(r"\[([^\]]{0,500})\]\([^)]{0,2000}\)")
_RULE = re.compile(r"^[\s|:=*_-]+$")
_EMPHASIS = re.compile(r"[*_`\\]+")
_MARKS = re.compile(r"[#|]+|={3,}|-{3,}")
_NUMBER = re.compile(
    r"^(?:\(?(?:\d+(?:\.\d+)*|[a-z]|[ivx]{2,})[.)]\s+)+"
    r"|^\d+(?:\.\d+)+\s+(?=(?-i:[A-Z][a-z])(?!ro\b))",  # "10.5 Meter readings", but "10.5 Euro"
    re.IGNORECASE,
)
_SAME = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u200b": "",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "\u2011": "-",
    }
)


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text in its order: paragraphs, points of a list and rows of a table.

    >>> clauses("1\\\\. A **late** fee.\\n\\n* one\\n* [two](https://x.example)")
    ('A late fee.', 'one', 'two')
    """
    parts = (_plain(part) for part in _PARTS.split(text.translate(_SAME)))
    return tuple(part for part in parts if part)


@lru_cache(maxsize=8192)  # versions of a document share most of their parts
def _plain(part: str) -> str:
    if _RULE.match(part):
        return ""
    shown = _LINK.sub(r"\1", _IMAGE.sub(" ", part))
    return _NUMBER.sub("", " ".join(_MARKS.sub(" ", _EMPHASIS.sub("", shown)).split()))
