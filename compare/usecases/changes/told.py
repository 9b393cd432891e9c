"""What changed in a market, by whose doing: as stored, or as it could be known at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from compare.markets import loader
from compare.store.models import Source
from compare.store.selectors import changes as selected
from compare.store.selectors.changes import Filter, quotable
from compare.track import news
from compare.track.change import Change
from compare.track.identity import named
from compare.usecases.changes.printed import shown
from compare.usecases.tracking.shelf import with_real
from compare.usecases.tracking.track import FINDERS, is_current

ORDER = ("provider", "subject", "field", "kind")


class NotThere(ValueError):
    """A market or source that was asked for is not there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for; None leaves a bound out. `since` bounds when one was first seen.

    `unpublished`: those of sources whose licence nobody knows too, for the operator's eyes alone; a
    source that is named is always told.
    """

    market: str | None = None
    source: str | None = None
    since: date | None = None
    kind: str | None = None
    known_at: datetime | None = None
    unpublished: bool = False

    def filter(self) -> Filter:
        """The same, for stored changes."""
        return Filter(market=self.market, source=self.source, kind=self.kind, since=self.since)

    def admits(self, change: Change) -> bool:
        """Whether a change is one of those asked for."""
        return (self.since is None or change.no_later_than >= self.since) and (
            self.kind is None or change.kind.casefold() == self.kind.casefold()
        )


def changes(wanted: Wanted) -> list[dict[str, Any]]:
    """The changes asked for, as they are printed: by market, and the latest first.

    What is known to this day is read as it was stored; what could be known earlier is found from the
    facts, and so is what another version of the tracker stored. What was withdrawn is in neither.

    Raises:
        NotThere: no such market, or a source that was never collected.
    """
    rows = list(sources(wanted))
    stored = [row for row in rows if wanted.known_at is None and is_current(row)]
    numbers = [row.pk for row in stored]
    told = [(row.source, row.shown) for row in selected.everything(wanted.filter(), numbers)]
    withdrawn = selected.withdrawn()
    for row in rows:
        if row not in stored:
            computed = computed_of(row, wanted)
            told += [(row.key, each) for each in computed if each["id"] not in withdrawn]
    return in_order(with_real(told))


def in_order(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changes as printed, by market, and the latest first."""
    ordered = sorted(found, key=lambda each: (*(each[key] for key in ORDER), each["id"]))
    ordered.sort(key=lambda each: each["no_later_than"], reverse=True)
    ordered.sort(key=lambda each: str(each["market"]))
    return ordered


def computed_of(source: Source, wanted: Wanted) -> list[dict[str, Any]]:
    """The changes of one source, found from the facts as known at the instant asked for.

    What a second source or a person said of them belongs to today and is left out.
    """
    every = [
        each.change
        for finder in FINDERS.values()
        for each in finder(source, wanted.known_at, None).found
    ]
    return [
        {
            "id": key,
            **quotable(shown(source.market, change), source.publish),
            "place": _place(change),
        }
        for key, change in named(source.key, source.market, every)
        if wanted.admits(change)
    ]


def _place(change: Change) -> str:
    believed = news.is_believed(change.state, corroborated=False, by_person=False)
    return news.place(news.is_newsworthy(change), believed, withdrawn=False).value


def sources(wanted: Wanted) -> Iterator[Source]:
    """The sources that are asked about.

    Raises:
        NotThere: no such market, or a source that was never collected.
    """
    markets = loader.keys()
    if wanted.market is not None and wanted.market not in markets:
        raise NotThere(f"--market: expected one of {', '.join(markets)}, found {wanted.market!r}")
    rows = Source.objects.order_by("key")
    if wanted.market:
        rows = rows.filter(market=wanted.market)
    if wanted.source is None:
        rows = rows if wanted.unpublished else rows.filter(shown=True)
    else:
        rows = rows.filter(key=wanted.source)
        if not rows.exists():
            raise NotThere(
                f"--source: expected a source that was collected, found {wanted.source!r}"
            )
    return rows.iterator()
