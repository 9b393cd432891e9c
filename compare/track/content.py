"""Records by what they say: lists are sets of entries, and an entry is known by its content.

Publishers give the fees and rates of a product in another order from day to day, and several entries
share a name. Nothing here goes by place or by name: an entry came, went, or is the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One value or one whole entry of a list, at its path; `text` is its content in one writing."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class ContentChange:
    """Which entries went and which came, each as often as it did."""

    went: tuple[Entry, ...]
    came: tuple[Entry, ...]

    @property
    def is_none(self) -> bool:
        """Whether both records say the same."""
        return not self.went and not self.came


def content_change(old: object, new: object) -> ContentChange:
    """What another version of a record says that the one before did not, and the reverse.

    >>> fees = [{"name": "Fee", "amount": "5.00"}, {"name": "Fee", "amount": "3"}]
    >>> content_change({"fees": fees}, {"fees": [*reversed(fees)]}).is_none
    True
    """
    before, after = Counter(_entries(old, ())), Counter(_entries(new, ()))
    return ContentChange(_sorted(before - after), _sorted(after - before))


def _sorted(counted: Counter[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(counted.elements(), key=lambda entry: (entry.path, entry.text)))


def _entries(value: object, path: Path) -> Iterator[Entry]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _entries(inner, (*path, str(key)))
    elif isinstance(value, list):
        for item in value:
            yield Entry((*path, "[]"), canonical(item))
    elif value not in (None, ""):
        yield Entry(path, canonical(value))


def canonical(value: object) -> str:
    """One text for one content: keys and lists sorted, numbers without idle noughts, blanks left out.

    >>> canonical({"b": ["2.50", "1"], "a": None}) == canonical({"b": ["1", "2.5"]})
    True
    """
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        inner = {str(key): _plain(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return sorted((_plain(item) for item in value), key=lambda item: json.dumps(item))
    if isinstance(value, str):
        return _number(value.strip())
    return value


def _number(text: str) -> str:
    """A decimal fraction in one writing: "0.0575" and "0.05750" are one; codes stay as they are."""
    if "." not in text:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return format(number.normalize(), "f") if number.is_finite() else text
