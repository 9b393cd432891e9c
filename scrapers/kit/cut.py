"""The part of a page that holds what is wanted, cut out before BeautifulSoup reads it.

Building a tree of a whole page in Python costs six times as much as finding the part with lxml and
building that alone. A part is named by a plain selector: names, #ids, .classes and [attributes],
with spaces or > between them. Inside the part every CSS selector works (`scrapers.kit.select`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from bs4 import BeautifulSoup
from lxml import etree

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.bytes import LIMIT, text
from scrapers.kit.names import Name
from scrapers.kit.text import clean

_STEP = re.compile(
    r"(?P<name>[A-Za-z][\w-]*|\*)|#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)"
    r"|\[(?P<key>[\w-]+)(?:=(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[\w-]+)))?\]"
    r"|(?P<child>\s*>\s*)|(?P<within>\s+)",
    re.ASCII,
)
WITHIN = "/descendant::"  # not `//`, which with a condition behind it visits twice as much


def cut(body: bytes, selector: str, encoding: Name = "utf-8", limit: int = LIMIT) -> BeautifulSoup:
    """The parts of a page that a plain selector names, in their order, and nothing else of it.

    Raises:
        PageChanged: there is none.
        Unreadable: the bytes are no text in `encoding`, or no page.
        ValueError: the selector is more than a plain one.
    """
    page = text(body, encoding, limit)
    parts = cast("list[etree._Element]", _finder(selector)(_tree(page)))
    if not parts:
        raise PageChanged(
            expected=f"a part {selector!r}",
            found=f"none in {clean(page[:60])!r} …",
            todo="look at the page: was it redesigned?",
        )
    kept = "".join(
        str(etree.tostring(part, method="html", encoding="unicode", with_tail=False))
        for part in parts
    )
    return BeautifulSoup(kept, "lxml")


def values(
    body: bytes, places: Mapping[str, str], encoding: Name = "utf-8", limit: int = LIMIT
) -> dict[str, str]:
    """The text that each plain selector names, `@attribute` behind it for an attribute's text.

    For pages where a few single values are wanted: nothing but them is looked at, which is several
    times faster than `cut` and selectors within. Errors as `cut`, also where a place is not the only
    one or has no text.

    >>> values(b"<main><h1>Plan</h1><meta name=sku content=7></main>",
    ...        {"name": "main h1", "sku": "meta[name=sku] @content"})
    {'name': 'Plan', 'sku': '7'}
    """
    tree = _tree(text(body, encoding, limit))
    return {key: _value(tree, key, place) for key, place in places.items()}


def _value(tree: etree._Element, key: str, place: str) -> str:
    selector, _, attribute = place.partition("@")
    found = cast("list[etree._Element]", _finder(selector)(tree))
    said = ""
    if len(found) == 1:
        texts = [found[0].get(attribute) or ""] if attribute else found[0].itertext()
        said = clean(" ".join(str(each) for each in texts))
    if not said:
        raise PageChanged(
            expected=f"one text at {place!r} ({key})",
            found=f"{len(found)} parts" if len(found) != 1 else "an empty one",
            todo="look at the page: was it redesigned?",
        )
    return said


def _tree(page: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    root = etree.fromstring(page.encode(), parser) if page.strip() else None
    if root is None:
        raise Unreadable(expected="a page of HTML", found="an empty one", todo="fetch it again")
    return root


@lru_cache(maxsize=256)
def _finder(selector: str) -> etree.XPath:
    return etree.XPath(xpath(selector))


def xpath(selector: str) -> str:
    """A plain CSS selector as the XPath that finds the same elements.

    Raises:
        ValueError: the selector is more than names, #id, .class, [attribute], spaces and >.

    >>> xpath("main > table#plans.wide")
    "/descendant::main/table[@id='plans'][@class and contains(concat(' ',normalize-space(@class),' '),' wide ')]"
    """
    path, at, fresh = WITHIN, 0, True
    selector = selector.strip()
    while at < len(selector):
        step = _STEP.match(selector, at)
        if step is None or (fresh and (step["child"] or step["within"])):
            raise ValueError(
                f"a plain selector (names, #id, .class, [attribute], spaces, >) was expected, "
                f"{selector!r} is more: name the part plainly, and the rest within it"
            )
        if step["child"] or step["within"]:
            path, fresh = path + ("/" if step["child"] else WITHIN), True
        elif step["name"]:
            path, fresh = path + step["name"], False
        else:
            path, fresh = path + ("*" if fresh else "") + _condition(step), False
        at = step.end()
    if fresh:
        raise ValueError(f"a selector was expected, found {selector!r}")
    return path


def _condition(step: re.Match[str]) -> str:
    if step["id"]:
        return f"[@id='{step['id']}']"
    if step["cls"]:
        return f"[@class and contains(concat(' ',normalize-space(@class),' '),' {step['cls']} ')]"
    values = (step["quoted"], step["single"], step["bare"])
    value = next((value for value in values if value is not None), None)
    if value is None:
        return f"[@{step['key']}]"
    quote = '"' if "'" in value else "'"
    return f"[@{step['key']}={quote}{value}{quote}]"
