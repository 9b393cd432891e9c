"""Parts of a page by CSS selector: what is not there is an error, never an empty text."""

from __future__ import annotations

import difflib
import re

from bs4 import BeautifulSoup, Tag

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.bytes import LIMIT, text
from scrapers.kit.names import Name, resolved
from scrapers.kit.text import clean


def page(body: bytes, encoding: Name = "utf-8", limit: int = LIMIT) -> BeautifulSoup:
    """The page as a tree; Unreadable where the bytes are no text in `encoding`, or none at all."""
    whole = text(body, encoding, limit)
    if not whole.strip():
        raise Unreadable(expected="a page of HTML", found="an empty one", todo="fetch it again")
    return BeautifulSoup(whole, "lxml")


def many(part: Tag, selector: str) -> list[Tag]:
    """All parts that the selector names, in the order of the page.

    Raises:
        PageChanged: there is none.
    """
    found = list(part.select(selector))
    if not found:
        raise PageChanged(
            expected=f"a part {selector!r}",
            found=f"none in {shown(part)}",
            todo=_likely(part, selector) or "look at the page: was it redesigned?",
        )
    return found


def _likely(part: Tag, selector: str) -> str:
    """The class or id of the part that the selector's last name is like; "" where none is."""
    name = re.split(r"[\s.#>:\[]+", selector.strip().partition("[")[0])[-1]
    names = {f"#{element['id']}" for element in part.find_all(id=True)}
    names |= {f".{each}" for element in part.find_all(class_=True) for each in element["class"]}
    alike = difflib.get_close_matches(f".{name}", sorted(names), 1, cutoff=0.8) if name else []
    return f"did you mean {alike[0]}? Else look at the page: was it redesigned?" if alike else ""


def one(part: Tag, selector: str) -> Tag:
    """The only part that the selector names.

    Raises:
        PageChanged: there is none, or more than one.
    """
    found = many(part, selector)
    if len(found) > 1:
        raise PageChanged(
            expected=f"one part {selector!r}",
            found=f"{len(found)} in {shown(part)}",
            todo="name the part more exactly",
        )
    return found[0]


def words(part: Tag) -> str:
    """The text of a part as people see it."""
    return clean(part.get_text(" "))


def attribute(part: Tag, name: Name) -> str:
    """An attribute's text; one that had several names in its time is a tuple of them.

    Raises:
        PageChanged: the part has no such attribute.
    """
    (called,) = resolved([name], part.attrs)
    value = part.get(called)
    if not isinstance(value, str):
        raise PageChanged(
            expected=f"an attribute {called!r}", found=shown(part), todo="look at the page"
        )
    return value


def shown(part: Tag) -> str:
    """The beginning of a part's text, for a message."""
    return repr(words(part)[:60])
