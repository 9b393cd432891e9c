"""A word that the market's vocabulary does not know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scrapers.records import Refused


@dataclass(frozen=True, slots=True)
class NewWord(Refused):
    """A row refused for one word that the vocabulary lacks: a person may say what it means.

    `slot` is where the vocabulary would hold it (`compare.markets.learned`), `word` as printed.
    """

    slot: str
    word: str


class Misread(Exception):
    """Stops one record: what was expected, what was found, what to do. Never a default instead.

    `slot` and `word` say which word the vocabulary lacks, where it is one ("": it is not).
    """

    def __init__(
        self, *, expected: str, found: str, todo: str, slot: str = "", word: str = ""
    ) -> None:
        self.expected, self.found, self.todo = expected, found, todo
        self.slot, self.word = slot, word
        super().__init__(f"expected {expected}, found {found}: {todo}")

    def at(self, locator: str) -> Refused:
        """The refusal of the record at this place."""
        if self.slot:
            return NewWord(
                locator, self.expected, self.found, self.todo, slot=self.slot, word=self.word
            )
        return Refused(locator, self.expected, self.found, self.todo)


def shown(words: Iterable[str]) -> str:
    """Words in a message, cut after a dozen."""
    listed = list(words)
    return ", ".join(repr(word) for word in listed[:12]) + (" …" if len(listed) > 12 else "")
