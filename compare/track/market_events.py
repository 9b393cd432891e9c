"""What several providers do one after the other: the same worsening within a window.

A change is known only to lie between two sightings (domain 7), so the order of movers is told as far
as these days allow: who may have been first, and never more. Brands behind which one owner stands
make one mover.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from compare.track.change import Toward

WINDOW = timedelta(days=90)
LEAST = 3  # two that do the same within a season are no pattern


class Dated(Protocol):
    """What is read of a change here."""

    @property
    def provider(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def after(self) -> date: ...
    @property
    def no_later_than(self) -> date: ...


C = TypeVar("C", bound=Dated)


@dataclass(frozen=True, slots=True)
class Mover(Generic[C]):
    """One owner's part in it: its brands, and the days between which the first of them moved."""

    owner: str
    brands: tuple[str, ...]
    after: date
    no_later_than: date
    changes: tuple[C, ...]


@dataclass(frozen=True, slots=True)
class MarketEvent(Generic[C]):
    """The same worsening by several owners; `movers` in the order in which it was first seen."""

    kind: str
    field: str
    movers: tuple[Mover[C], ...]

    @property
    def leaders(self) -> tuple[Mover[C], ...]:
        """Those who may have moved first: whose earliest day is not after another's latest."""
        latest = min(mover.no_later_than for mover in self.movers)
        return tuple(mover for mover in self.movers if mover.after < latest)

    @property
    def is_led(self) -> bool:
        """Whether one was first for certain, and the others followed."""
        return len(self.leaders) == 1

    @property
    def is_together(self) -> bool:
        """Whether all were first seen on one day, as where a law or a calendar sets it."""
        return len({mover.no_later_than for mover in self.movers}) == 1


def follow_the_leader(
    changes: Iterable[C],
    owners: Mapping[str, str] | None = None,
    window: timedelta = WINDOW,
    least: int = LEAST,
) -> tuple[MarketEvent[C], ...]:
    """The worsenings of one field that `least` owners or more made within a window, in their order.

    `owners` names who stands behind a provider; who is not in it stands for itself. Give what the
    providers did themselves: a corrected reading or a change of law is nobody's move.

    Raises:
        ValueError: fewer than two movers are asked for, or a negative window.
    """
    if least < 2 or window < timedelta(0):
        raise ValueError(f"expected two movers or more in a window, found {least} in {window}")
    alike: dict[tuple[str, str], list[C]] = defaultdict(list)
    for change in changes:
        if change.direction == Toward.WORSE:
            alike[change.kind, _field(change.field)].append(change)
    events = [
        MarketEvent(kind, field, movers)
        for (kind, field), some in alike.items()
        for movers in _within(some, owners or {}, window, least)
    ]
    return tuple(sorted(events, key=lambda e: (e.movers[0].no_later_than, e.kind, e.field)))


def _field(field: str) -> str:
    """A field without the cell that stands for the others (`price (BE, …)`)."""
    return field.partition(" (")[0]


def _within(
    some: Iterable[C], owners: Mapping[str, str], window: timedelta, least: int
) -> Iterator[tuple[Mover[C], ...]]:
    rest = sorted(some, key=lambda change: (change.no_later_than, change.after, change.provider))
    while rest:
        last = rest[0].no_later_than + window
        together = [change for change in rest if change.no_later_than <= last]
        movers = _movers(together, owners)
        if len(movers) >= least:
            yield movers
            rest = rest[len(together) :]
        else:
            first = rest[0].no_later_than
            rest = [change for change in rest if change.no_later_than > first]


def _movers(together: Sequence[C], owners: Mapping[str, str]) -> tuple[Mover[C], ...]:
    by_owner: dict[str, list[C]] = defaultdict(list)
    for change in together:
        by_owner[owners.get(change.provider, change.provider)].append(change)
    return tuple(
        Mover(
            owner,
            tuple(dict.fromkeys(change.provider for change in own)),
            min(change.after for change in own),
            own[0].no_later_than,
            tuple(own),
        )
        for owner, own in by_owner.items()
    )
