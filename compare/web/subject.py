"""What every page of a market says of it: its name, its age, whether it is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils import timezone

from compare.markets.definition import Market
from compare.markets.loader import load, shown
from compare.store.models import SourceState
from compare.store.selectors import sources
from compare.store.selectors.sources import SourceRow
from compare.web.templatetags.worth import language

BEHIND = (
    SourceState.OVERDUE,
    SourceState.GONE,
    SourceState.UNAVAILABLE,
    SourceState.UNREADABLE,
    SourceState.HELD_BACK,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A market as its pages name it. `read_at` is the last good run of any of its sources.

    `late` counts those of its `sources` that were read once and could not be read when they were due
    again: what they said last still counts. A market that is kept as history waits for nothing.
    """

    key: str
    name: str
    kind: str
    invented: bool
    mode: str
    asks: bool
    facts: int
    read_at: datetime | None
    sources: int
    late: int

    @property
    def askable(self) -> bool:
        """Whether a household can ask now: prices are there, or are typed by whoever asks."""
        return self.asks and bool(self.facts or self.kind == "typed")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read and nothing to ask."""
        return not self.facts and not self.askable


def subject(market: Market) -> Subject:
    """The market in the language of the page."""
    return _subject(market, sources.everyone(market.key), sources.facts(market.key))


def subjects(keys: Sequence[str]) -> list[Subject]:
    """Several markets, with no more reading than for one."""
    rows, facts = sources.everyone(), sources.facts_of(keys)
    return [
        _subject(load(key), [row for row in rows if row.market == key], facts.get(key, 0))
        for key in keys
    ]


def _subject(market: Market, rows: Sequence[SourceRow], facts: int) -> Subject:
    good = [row.good_at for row in rows if row.good_at]
    live = market.market.mode == "live"
    return Subject(
        key=market.key,
        name=market.market.name.in_(language()),
        kind=market.market.kind,
        invented=market.invented,
        mode=market.market.mode,
        asks=market.market.answers,
        facts=facts,
        read_at=max(good, default=None),
        sources=len(rows),
        late=sum(1 for row in rows if row.good_at and row.state in BEHIND) if live else 0,
    )


def found(key: str) -> Market:
    """The market with this key; 404 where there is none."""
    if key not in shown():
        raise Http404
    return load(key)


def is_unpriced(market: Market) -> bool:
    """Whether a market that lives by published prices holds none: then nobody can be compared."""
    return market.market.kind == "offers" and not sources.facts(market.key)


def today(market: Market) -> date:
    """The calendar day where the market is."""
    return timezone.now().astimezone(market.zone).date()
