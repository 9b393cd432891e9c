"""A word that the market's vocabulary does not know."""

from __future__ import annotations

from collections.abc import Iterable

from scrapers.records import Refused


class Misread(Exception):
    """Stops one record: what was expected, what was found, what to do. Never a default instead."""

    def __init__(self, *, expected: str, found: str, todo: str) -> None:
        self.expected, self.found, self.todo = expected, found, todo
        super().__init__(f"expected {expected}, found {found}: {todo}")

    def at(self, locator: str) -> Refused:
        """The refusal of the record at this place."""
        return Refused(locator, self.expected, self.found, self.todo)


def shown(words: Iterable[str]) -> str:
    """Words in a message, cut after a dozen."""
    listed = list(words)
    return ", ".join(repr(word) for word in listed[:12]) + (" …" if len(listed) > 12 else "")
