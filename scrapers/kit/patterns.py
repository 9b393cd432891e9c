"""A text that is written in one way: its parts, or that the page changed."""

from __future__ import annotations

import re

from scrapers.errors import PageChanged


def matched(pattern: re.Pattern[str], printed: str) -> tuple[str, ...]:
    """The groups of a pattern that a text matches from end to end.

    Raises:
        PageChanged: the text is written otherwise.
    """
    found = pattern.fullmatch(printed)
    if found is None:
        raise PageChanged(
            expected=f"a text like {pattern.pattern!r}",
            found=repr(printed),
            todo="look at the page",
        )
    return found.groups()
