"""Linked data in a page (`<script type="application/ld+json">`): what the publisher says to machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scrapers.errors import PageChanged
from scrapers.kit.bytes import LIMIT
from scrapers.kit.cut import cut
from scrapers.kit.json_document import load
from scrapers.kit.names import Name

DEEPEST = 50
Thing = Mapping[str, Any]


def things(
    body: bytes, kind: str, encoding: Name = "utf-8", limit: int = LIMIT
) -> tuple[tuple[str, Thing], ...]:
    """All things of a type ("Product", "Offer"), each with its place in the page's linked data.

    Raises:
        PageChanged: there is none.
        Unreadable: a script is no JSON.
    """
    scripts = cut(body, 'script[type="application/ld+json"]', encoding, limit).find_all("script")
    found = tuple(
        (place, thing)
        for number, script in enumerate(scripts, 1)
        for place, thing in _within(load(script.get_text().encode()), f"json-ld {number} $", 0)
        if kind in _kinds(thing)
    )
    if not found:
        raise PageChanged(
            expected=f"linked data of type {kind!r}", found="none", todo="look at the page"
        )
    return found


def at(thing: Any, path: str) -> Any:
    """What stands at a path of keys and numbers: `offers.0.price`.

    Raises:
        PageChanged: nothing stands there.
    """
    value = thing
    for step in path.split("."):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise PageChanged(
                expected=f"{path} in the linked data",
                found=f"nothing at {step!r}",
                todo="look at the page",
            ) from error
    return value


def _within(value: Any, place: str, depth: int) -> Iterator[tuple[str, Thing]]:
    if depth > DEEPEST:
        return
    if isinstance(value, Mapping):
        yield place, value
        for key, inner in value.items():
            yield from _within(inner, f"{place}.{key}", depth + 1)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _within(inner, f"{place}[{number}]", depth + 1)


def _kinds(thing: Thing) -> tuple[str, ...]:
    kind = thing.get("@type", ())
    kinds = kind if isinstance(kind, list) else [kind]
    return tuple(str(one).rpartition("/")[2] for one in kinds)
