"""Stored changes as faces show them: nothing withdrawn, nothing of a source that is not shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from compare.store.models import Change, Confirmation, Correction, Outcome, Source, Tracking
from compare.store.selectors import sources
from compare.track.change import State
from compare.track.news import EXCUSES, Place

ROOM = 10**11  # numbers of rows below the day, in a mark of a place in the list


class ChangeRow(NamedTuple):
    """A stored change; `printed` is its shape, with `state` as it is believed by now."""

    number: int
    key: str
    source: str
    market: str
    provider: str
    printed: dict[str, Any]
    state: str
    newsworthy: bool
    corroborated: bool
    by_person: bool
    no_later_than: date
    found_at: datetime
    news_at: datetime | None
    publish: str

    @property
    def believed(self) -> bool:
        """Whether a second sighting, a second source or a person confirmed it."""
        seen = self.state == State.SEEN and self.corroborated
        return self.by_person or self.state == State.CONFIRMED or seen

    @property
    def place(self) -> Place:
        """Where it is shown."""
        return Place.NEWS if self.newsworthy and self.believed else Place.QUIET

    @property
    def id(self) -> int:
        """Its place in the list, the latest first: smaller is later in the list."""
        return mark(self.no_later_than, self.number)

    @property
    def shown(self) -> dict[str, Any]:
        """The shape that every face prints."""
        state = State.CONFIRMED.value if self.believed else self.state
        allowed = quotable(self.printed, self.publish)
        return {"id": self.key, **allowed, "state": state, "place": self.place.value}


def quotable(printed: dict[str, Any], publish: str) -> dict[str, Any]:
    """A change as printed, without its page's words where the publisher has not allowed them."""
    return {**printed, "context": None} if publish == "hash" else printed


SOME = 500  # keys of one statement
COLUMNS = (
    *("id", "key", "source__key", "market", "provider", "printed", "state", "newsworthy"),
    *("corroborated", "by_person", "no_later_than", "found_at", "news_at"),
    "source__publish",
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which stored changes are asked for; None leaves a bound out."""

    market: str | None = None
    provider: str | None = None
    source: str | None = None
    kind: str | None = None
    direction: str | None = None
    since: date | None = None
    until: date | None = None
    place: Place | None = None
    markets: tuple[str, ...] | None = None

    @property
    def bounds(self) -> dict[str, Any]:
        """The bounds, as the database's columns name them."""
        wanted = {
            "market": self.market,
            "market__in": self.markets,
            "provider": self.provider,
            "source__key": self.source,
            "kind__iexact": self.kind,
            "direction": self.direction,
            "no_later_than__gte": self.since,
            "no_later_than__lte": self.until,
        }
        return {key: value for key, value in wanted.items() if value is not None}

    def rows(self) -> QuerySet[Change]:
        """The rows that this admits."""
        rows = of_place(self.place) if self.place else visible()
        return rows.filter(**self.bounds)


def visible(hidden: bool = False) -> QuerySet[Change]:
    """What any face may show; `hidden`: also of sources that are not shown, for the command line."""
    said = Confirmation.objects.filter(change=OuterRef("key"))
    taken = Correction.objects.filter(change=OuterRef("key"), outcome=Outcome.WITHDRAWN)
    rows = Change.objects.filter(~Exists(taken), gone_at=None)
    if not hidden:
        rows = rows.exclude(source__in=sources.hidden())
    return rows.annotate(by_person=Exists(said))


def of_place(place: Place) -> QuerySet[Change]:
    """What is news, or what is in the quiet log: `compare.track.news` in the database's words."""
    believed = Q(by_person=True) | Q(state=State.CONFIRMED)
    believed |= Q(state=State.SEEN, corroborated=True)
    news = Q(newsworthy=True) & believed
    return visible().filter(news if place is Place.NEWS else ~news)


def mark(day: date, number: int) -> int:
    """A place in the list, that grows from its end to its beginning."""
    return day.toordinal() * ROOM + number


def listed(wanted: Filter, after: int = 0, limit: int = 50) -> list[ChangeRow]:
    """Changes, the latest first, from behind the mark of the page before (0: from the first)."""
    rows = wanted.rows()
    if after:
        day, number = date.fromordinal(after // ROOM), after % ROOM
        rows = rows.filter(Q(no_later_than__lt=day) | Q(no_later_than=day, id__lt=number))
    return _taken(rows, limit)


def latest_of_each(wanted: Filter, providers: Collection[str]) -> list[ChangeRow]:
    """The latest change of each of some providers that a filter admits."""
    place = Window(RowNumber(), partition_by="provider", order_by=["-no_later_than", "-id"])
    rows = wanted.rows().filter(provider__in=list(providers)).annotate(place=place).filter(place=1)
    return _taken(rows, len(providers))


def of_kinds(wanted: Filter, kinds: Collection[str], limit: int = 50) -> list[ChangeRow]:
    """The changes of some kinds that a filter admits, the latest first."""
    return _taken(wanted.rows().filter(kind__in=list(kinds)), limit)


def but_of_prices(wanted: Filter) -> list[ChangeRow]:
    """All changes that a filter admits but those of prices."""
    rows = wanted.rows().exclude(kind__startswith="price_")
    return [ChangeRow(*row) for row in rows.values_list(*COLUMNS)]


def latest_news(wanted: Filter, limit: int = 50) -> list[ChangeRow]:
    """News in the order in which they became news, the latest first."""
    rows = wanted.rows().exclude(news_at=None).order_by("-news_at", "-no_later_than", "-id")
    return [ChangeRow(*row) for row in rows.values_list(*COLUMNS)[:limit]]


def by_key(key: str) -> ChangeRow | None:
    """One change; None where there is none that may be shown."""
    found = _taken(visible().filter(key=key), 1)
    return found[0] if found else None


def held_keys(keys: Collection[str]) -> set[str]:
    """Which of these changes are stored, shown or not."""
    return set(_said_of(keys, "key"))


def told_by(keys: Collection[str]) -> set[int]:
    """The numbers of the sources that tell these changes."""
    return set(_said_of(keys, "source_id"))


def _said_of(keys: Collection[str], column: str) -> Iterator[Any]:
    asked = sorted(keys)
    for start in range(0, len(asked), SOME):
        rows = Change.objects.filter(key__in=asked[start : start + SOME])
        yield from rows.values_list(column, flat=True)


def kinds(markets: Collection[str]) -> list[str]:
    """The kinds of change that are shown of some markets."""
    rows = visible().filter(market__in=list(markets))
    return sorted(set(rows.values_list("kind", flat=True)))


def markets() -> set[str]:
    """The markets that have changes to show."""
    return set(visible().values_list("market", flat=True).distinct())


def everything(wanted: Filter, ids: Collection[int]) -> list[ChangeRow]:
    """Everything of these sources that is asked for, shown or not: for the command line."""
    rows = visible(hidden=True).filter(source__in=ids, **wanted.bounds)
    return [ChangeRow(*row) for row in rows.values_list(*COLUMNS)]


def tracked() -> dict[str, str]:
    """By which tracker the changes of each source were found."""
    return dict(Tracking.objects.values_list("source__key", "version"))


def withdrawn() -> set[str]:
    """The keys of what was withdrawn."""
    rows = Correction.objects.filter(outcome=Outcome.WITHDRAWN)
    return set(rows.values_list("change", flat=True))


def unsettled(source: Source) -> list[str]:
    """The parts of a source with changes that another sighting may confirm or undo."""
    rows = Change.objects.filter(source=source, gone_at=None).exclude(state=State.CONFIRMED)
    return list(rows.values_list("part", flat=True).distinct())


def _taken(rows: QuerySet[Change], limit: int) -> list[ChangeRow]:
    ordered = rows.order_by("-no_later_than", "-id").values_list(*COLUMNS)
    return [ChangeRow(*row) for row in ordered[:limit]]


class DatedRow(NamedTuple):
    """As much of a change as a rate or a time line needs."""

    key: str
    provider: str
    kind: str
    field: str
    direction: str
    after: date
    no_later_than: date


def dated(market: str) -> list[DatedRow]:
    """The changes of a market that are no doubt of ours, of one rule for every provider.

    What a law or the contract itself changed is nobody's move, and not among them.
    """
    rows = visible().filter(market=market, state__in=(State.SEEN, State.CONFIRMED))
    ordered = rows.order_by("no_later_than", "id").values_list(*DatedRow._fields, "printed__doubt")
    return [DatedRow(*row) for *row, doubt in ordered if doubt not in EXCUSES]
