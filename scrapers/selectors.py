"""Which selectors last, and how to name an element by one that does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from scrapers.kit.html_table import grid
from scrapers.kit.select import words
from scrapers.kit.text import fold

DEEPEST = 4
_CLASS = re.compile(r"[.#]([A-Za-z0-9_-]+)")
_POSITION = re.compile(r":(?:nth-|first-|last-|only-)[a-z-]+")
_STEPS = re.compile(r"\s*[>+~]\s*|\s+")
_MAKERS = re.compile(r"(?:css|sc|jss|emotion|svelte|chakra|mui)-?(?=.*(?:\d|[a-z][A-Z]))[\w-]+")
_RUNS = re.compile(r"[a-z]+|[A-Z]+|[0-9]+")
SHORTEST = 5  # letters of a hash
_QUOTABLE = re.compile(r'[^"\\\n]{1,60}')
UNNAMED = ("body", "html", "[document]")
_STEADY = ("data-", "itemprop", "name", "property", "aria-label", "role")


def generated(name: str) -> bool:
    """Does this class or id look made by a machine, and so will change with the next release?

    >>> generated("css-1x2y3z"), generated("Price_root__3kF9a"), generated("product-title")
    (True, True, False)
    """
    last = re.split(r"[-_]+", name)[-1]
    mixed = len(_RUNS.findall(last)) > 2 and any(letter.isdigit() for letter in last)
    return bool(_MAKERS.fullmatch(name)) or (len(last) >= SHORTEST and mixed)


def doubts(selector: str) -> list[str]:
    """In words, why a selector may not last."""
    found = [
        f"{name!r} looks generated: it will change with the publisher's next release"
        for name in _CLASS.findall(selector)
        if generated(name)
    ]
    found += [
        f"{position!r} counts positions: a new line above breaks it"
        for position in _POSITION.findall(selector)
    ]
    deepest = max(len(_STEPS.split(part.strip())) for part in selector.split(","))
    if deepest > DEEPEST:
        found.append(f"{deepest} steps deep: name the nearest thing that people would name")
    return found


def proposals(root: Tag, element: Tag, heading: str | None) -> Iterator[dict[str, str]]:
    """Ways to name an element of a page, most lasting first, each as a manifest writes a place.

    Words that people see come first (a row's or a label's), then ids, attributes and classes.
    """
    yield from _by_label(root, element, heading)
    for selector in _only(root, element):
        yield {"at": selector}


def _by_label(root: Tag, element: Tag, heading: str | None) -> Iterator[dict[str, str]]:
    table, listed = element.find_parent("table"), element.find_parent("dl")
    if isinstance(table, Tag) and element.name in ("td", "th"):
        row = element.find_parent("tr")
        first = row.find(["td", "th"]) if isinstance(row, Tag) else None
        if isinstance(first, Tag) and first is not element and len(grid(table)) > 1:
            said = words(first)
            for selector in _only(root, table):
                yield {"table": selector, "row": said} | _column(table, said, words(element))
    if isinstance(listed, Tag) and element.name == "dd":
        label = element.find_previous_sibling("dt")
        if isinstance(label, Tag) and (heading is None or fold(words(label)) == fold(heading)):
            for selector in _only(root, listed):
                yield {"list": selector, "label": words(label).rstrip(": ")}


def _column(table: Tag, row: str, text: str) -> dict[str, str]:
    """The heading of the column where the text stands; nothing where it is the second column."""
    head, *lines = grid(table)
    line = next((line for line in lines if fold(line[0]) == fold(row)), ())
    place = line.index(text) if text in line else 1
    return {} if place == 1 else {"column": head[place]}


def stands(root: Tag, element: Tag) -> str:
    """In words, where an element stands that no place names alone: a cell of a table of prices, say.

    The nearest table, list or named part, which of its like it is, and for a cell its row and column.
    """
    table = element.find_parent("table")
    if isinstance(table, Tag) and element.name in ("td", "th"):
        row = element.find_parent("tr")
        cells = row.find_all(["td", "th"], recursive=False) if isinstance(row, Tag) else []
        head, place = grid(table)[0], [cell is element for cell in cells].index(True)
        column = head[place] if place < len(head) else ""
        return f"{_which(root, table)}, row {words(cells[0])!r}, column {column!r}"
    parent = element.parent
    within = f" in {_which(root, parent)}" if isinstance(parent, Tag) else ""
    return f"{_which(root, element)}{within}"


def _which(root: Tag, element: Tag) -> str:
    selector = next(names(element))
    alike = root.select(selector)
    number = next((at for at, each in enumerate(alike, 1) if each is element), 0)
    return selector if len(alike) == 1 else f"{selector} ({number} of {len(alike)})"


def _only(root: Tag, element: Tag) -> Iterator[str]:
    """Selectors that find the element alone, by its own names or within a named part."""
    for selector in names(element):
        if len(root.select(selector)) == 1:
            yield selector
            continue
        for parent in element.parents:
            for outer in names(parent) if parent.name not in UNNAMED else ():
                if len(root.select(f"{outer} {selector}")) == 1:
                    yield f"{outer} {selector}"


def names(element: Tag) -> Iterator[str]:
    """Selectors of the element alone, most lasting first; none may be enough."""
    tag = element.name
    identifier = element.get("id")
    if isinstance(identifier, str) and _plain(identifier):
        yield f"#{identifier}"
    for key, value in element.attrs.items():
        if key.startswith(_STEADY) and isinstance(value, str) and _QUOTABLE.fullmatch(value):
            yield f'{tag}[{key}="{value}"]'
    for name in element.get("class") or ():
        if _plain(name):
            yield f"{tag}.{name}"
    yield tag


def _plain(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z_][\w-]*", name, re.ASCII)) and not generated(name)
