"""Two values of one series, one after the other, out of what was stored of one source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from compare.markets.definition import Market
from compare.store.models import Source
from compare.store.selectors import histories, seen
from compare.store.selectors.histories import Held
from compare.store.writers.kinds import Kind, Row
from compare.track.change import Change, Evidence, State, Toward
from compare.track.confirmation import APART
from compare.track.events import Severity
from compare.values.cause import Cause

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Between:
    """Two values of one series, and the days between which it changed."""

    series: Row
    old: Held
    new: Held
    after: date
    state: State

    @property
    def evidence(self) -> tuple[Evidence, Evidence]:
        """Where both were read."""
        return Evidence(self.old.sha256, self.old.locator), Evidence(
            self.new.sha256, self.new.locator
        )


def between(
    kind: Kind,
    source: Source,
    market: Market,
    known_at: datetime | None,
    wanted: Collection[int] | None = None,
) -> Iterator[Between]:
    """The steps of every series, with the last day on which the old value was seen.

    `wanted` bounds whose series are read: plans or providers by their numbers; None: all.
    """
    for series, held, days in over_time(kind, source, market, known_at, wanted):
        for old, new in pairwise(held):
            if old.value != new.value:
                yield Between(series, old, new, last_seen(old, new, days), state(new, days))


def over_time(
    kind: Kind,
    source: Source,
    market: Market,
    known_at: datetime | None,
    wanted: Collection[int] | None = None,
) -> Iterator[tuple[Row, list[Held], list[date]]]:
    """Each series that said more than one thing, all that it said, and the days of its sightings."""
    changed = dict(histories.of_source(kind, source, known_at, wanted=wanted))
    days = seen.days(kind, source.pk, list(changed), known_at, market.zone)
    for series, held in changed.items():
        yield series, held, days.get(series, [])


def last_seen(old: Held, new: Held, days: Sequence[date]) -> date:
    """The last sighting of the old value; a published period holds to its end (domain 7)."""
    place = bisect_left(days, new.valid_from)
    if place and days[place - 1] >= old.valid_from:
        return days[place - 1]
    return (old.valid_to or new.valid_from) - DAY


def state(new: Held, days: Sequence[date]) -> State:
    """Confirmed where the new value was seen again a week or more after it was first seen."""
    seen_on = within(new, days)
    again = seen_on and seen_on[-1] - seen_on[0] >= APART
    return State.CONFIRMED if again else State.SEEN


def within(held: Held, days: Sequence[date]) -> tuple[date, ...]:
    """The days on which a value was seen."""
    start, end = held.valid_from, held.valid_to
    return tuple(day for day in days if start <= day and (end is None or day < end))


def change(
    step: Between,
    subject: tuple[str, str],
    said: tuple[str, str, str, str, str | None],
    direction: Toward,
    magnitude: Decimal | None,
    severity: Severity,
) -> Change:
    """A step as a change; `said` are kind, field, old, new and unit."""
    kind, field, old, new, unit = said
    before, since = step.evidence
    return Change(
        provider=subject[0],
        subject=subject[1],
        kind=kind,
        field=field,
        old=old,
        new=new,
        unit=unit,
        direction=direction,
        magnitude=magnitude,
        unit_price_rise=None,
        severity=severity,
        state=step.state,
        after=step.after,
        no_later_than=step.new.valid_from,
        cause=Cause.PROVIDER,
        before=before,
        since=since,
    )
