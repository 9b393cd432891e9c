"""Text of somebody else in a feed: an XML document may not hold every character, however escaped."""

from __future__ import annotations

import re

STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without what no XML may hold (XML 1.0, 2.2): one such letter would fail a whole feed."""
    return STRANGE.sub("", text)
