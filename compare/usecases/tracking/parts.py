"""Parts: the pieces of a source that are tracked as a whole, and may be tracked anew alone.

A plan's prices, a plan's terms, a provider's attributes, a document, the packs of one line.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from compare.track.change import Change

SEPARATOR = " "


class Found(NamedTuple):
    """A change with the part that it was found in."""

    part: str
    change: Change


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a finder found in the parts `covered`; None: in all parts of its kind."""

    kind: str
    covered: Collection[str] | None
    found: list[Found] = field(default_factory=list)


def part(kind: str, *names: int | str) -> str:
    """A part's name, as stored: `price 12`, `document 5 terms-of-service`."""
    return SEPARATOR.join((kind, *map(str, names)))


def parts(kind: str, wanted: Collection[int] | None) -> list[str] | None:
    """The names of numbered parts; None where all are wanted."""
    return None if wanted is None else [part(kind, number) for number in wanted]


def named(text: str) -> tuple[str, str]:
    """A part's kind and the rest of its name."""
    kind, _, name = text.partition(SEPARATOR)
    return kind, name
