"""Text as people see it: no invisible characters, one space between words."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """The words of `text` with single spaces: soft hyphens and zero-width characters are dropped.

    >>> clean(" Excess\\u00a0per\\n  claim\\u200b ")
    'Excess per claim'
    """
    return _SPACE.sub(" ", text.translate(_INVISIBLE)).strip()


def fold(text: str) -> str:
    """A form in which two spellings of one heading are equal: case, width and a last colon go.

    >>> fold("Excess per Claim:") == fold("EXCESS\\u00a0PER CLAIM")
    True
    """
    return clean(unicodedata.normalize("NFKC", text)).casefold().rstrip(": ")
