"""JSON documents: numbers stay exact, a key that nobody knows is an error."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.bytes import LIMIT, text
from scrapers.kit.names import Name, resolved


def load(body: bytes, encoding: Name = "utf-8", limit: int = LIMIT) -> Any:
    """The document; numbers with a point are Decimal. A .gz body is unpacked.

    Raises:
        Unreadable: no JSON, cut off, nested too deep, or one key twice in an object.
    """
    try:
        return json.loads(
            text(body, encoding, limit),
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            expected="a JSON document", found=str(error)[:200], todo="look at the page"
        ) from error


def fields(
    found: object, wanted: Collection[Name], ignored: Collection[str] = (), *, at: str = "$"
) -> tuple[Any, ...]:
    """The values of the wanted keys, in their order; `at` is the place in the document, `$.a.b`.

    A key that had several names in its time is a tuple of them.

    Raises:
        PageChanged: no object, a wanted key is missing, or a key is neither wanted nor ignored.
    """
    if not isinstance(found, Mapping):
        raise PageChanged(
            expected=f"an object at {at}", found=type(found).__name__, todo="look at the page"
        )
    keys = resolved(wanted, found)
    missing = [key for key in keys if key not in found]
    new = sorted(set(found) - set(keys) - set(ignored))
    if missing:
        raise PageChanged(
            expected=f"{', '.join(missing)} at {at}",
            found=", ".join(map(str, new or found)),
            todo="if a key was renamed, say so in the parser",
        )
    if new:
        raise PageChanged(
            expected=f"only known keys at {at}",
            found=", ".join(new),
            todo="read the new key, or name it in [ignore] of the manifest with the reason",
        )
    return tuple(found[key] for key in keys)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(f"one key twice among {[key for key, _ in pairs]}")
    return found
