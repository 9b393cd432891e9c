"""Writes what the tracker found in parts of a source, only where something differs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Q

from compare.store import times
from compare.store.models import Change, Source, Tracking
from compare.store.selectors import changes as selected
from compare.store.selectors import sources
from compare.store.writers import bulk
from compare.track import identity, news
from compare.track.change import Change as Told

SOME = 500
COMPARED = (
    *("part", "alike", "provider", "subject", "kind", "field", "direction", "severity", "state"),
    *("magnitude", "newsworthy", "after", "no_later_than", "printed"),
)


class Entry(NamedTuple):
    """A change on its way to its row: its key, its part, and the shape that faces print."""

    key: str
    part: str
    told: Told
    printed: dict[str, Any]


class Differences(NamedTuple):
    """How many rows came, went, or say something else."""

    added: int
    gone: int
    altered: int

    @property
    def none(self) -> bool:
        """Whether the rows say already what was found."""
        return not any(self)


def put(
    source: Source,
    kind: str,
    parts: Collection[str] | None,
    entries: Sequence[Entry],
    now: datetime,
    *,
    dry: bool = False,
) -> Differences:
    """Make the rows of these parts of a source what was found; None: of all parts of the kind.

    A row that is found no longer stays, with the instant of its going: it may have been news. `dry`
    only counts. The caller owns the transaction.
    """
    held = {row.key: row for row in _held(source, kind, parts)}
    wanted = {entry.key: _row(source, entry, now) for entry in entries}
    unknown = wanted.keys() - held.keys()
    # What went once, or was told of another part, keeps its row and its number.
    held |= {row.key: row for row in _by_key(unknown)}
    added = [row for key, row in wanted.items() if key not in held]
    gone = [row for key, row in held.items() if key not in wanted and row.gone_at is None]
    back = {key for key in wanted if key in held and held[key].gone_at is not None}
    altered = [
        _renewed(held[key], row)
        for key, row in wanted.items()
        if key in held and (key in back or _says(held[key]) != _says(row))
    ]
    if not dry:
        for row in gone:
            row.gone_at = now
        bulk.insert(Change, _COLUMNS, map(_columns, added), {})
        Change.objects.bulk_update(gone, ["gone_at"], batch_size=SOME)
        Change.objects.bulk_update(altered, [*COMPARED, "gone_at"], batch_size=SOME)
        _corroborate({row.alike for row in (*added, *gone, *altered)})
    return Differences(len(added) + len(back), len(gone), len(altered) - len(back))


def mark_news(now: datetime) -> None:
    """Note since when each change has been news, where it is."""
    selected.of_place(news.Place.NEWS).filter(news_at=None).update(news_at=now)


def stamp(source: Source, version: str, now: datetime) -> None:
    """Note by which tracker a source's changes were found."""
    Tracking.objects.update_or_create(source=source, defaults={"version": version, "at": now})


def _held(source: Source, kind: str, parts: Collection[str] | None) -> Iterator[Change]:
    rows = Change.objects.filter(source=source)
    if parts is None:
        yield from rows.filter(part__startswith=f"{kind} ")
        return
    listed = sorted(parts)
    for start in range(0, len(listed), SOME):
        yield from rows.filter(part__in=listed[start : start + SOME])


def _by_key(keys: Collection[str]) -> Iterator[Change]:
    listed = sorted(keys)
    for start in range(0, len(listed), SOME):
        yield from Change.objects.filter(key__in=listed[start : start + SOME])


def _row(source: Source, entry: Entry, now: datetime) -> Change:
    told = entry.told
    return Change(
        key=entry.key,
        alike=identity.alike(source.market, told),
        source=source,
        market=source.market,
        part=entry.part,
        provider=told.provider,
        subject=told.subject,
        kind=told.kind,
        field=told.field,
        direction=told.direction.value,
        severity=told.severity.value,
        state=told.state.value,
        magnitude=None if told.magnitude is None else round(told.magnitude, 6),
        newsworthy=news.is_newsworthy(told),
        after=told.after,
        no_later_than=told.no_later_than,
        printed=entry.printed,
        found_at=now,
    )


_FIELDS = tuple(f for f in Change._meta.concrete_fields if not f.primary_key)
_COLUMNS = tuple(field.column for field in _FIELDS)
_DAYS = ("after", "no_later_than")
_INSTANTS = ("found_at", "gone_at", "news_at")


def _columns(row: Change) -> tuple[Any, ...]:
    """A row as its columns hold it: thousands of them cost seconds by way of the model."""
    held = {field.column: getattr(row, field.attname) for field in _FIELDS}
    held |= {name: times.day_number(held[name]) for name in _DAYS}
    held |= {name: held[name] and times.instant_number(held[name]) for name in _INSTANTS}
    held["magnitude"] = None if held["magnitude"] is None else format(held["magnitude"], "f")
    held["printed"] = connection.ops.adapt_json_value(held["printed"], None)
    return tuple(held.values())


def _says(row: Change) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in COMPARED)


def _renewed(held: Change, row: Change) -> Change:
    for column in COMPARED:
        setattr(held, column, getattr(row, column))
    held.gone_at = None
    return held


def _corroborate(shared: Collection[str]) -> None:
    """Mark which changes a second source tells too, and no longer those that none does."""
    listed = sorted(shared)
    for start in range(0, len(listed), SOME):
        some = listed[start : start + SOME]
        alike = Change.objects.filter(alike__in=some, gone_at=None)
        alike = alike.exclude(source__in=sources.hidden())
        told = alike.values("alike").annotate(by=Count("source", distinct=True)).filter(by__gt=1)
        several = set(told.values_list("alike", flat=True))
        agreed = [number for one in several for number in _agreed(alike.filter(alike=one))]
        rows = Change.objects.filter(alike__in=some)
        rows.filter(id__in=agreed, corroborated=False).update(corroborated=True)
        rows.filter(~Q(id__in=agreed), corroborated=True).update(corroborated=False)


def _agreed(rows: Any) -> Iterator[int]:
    """The rows that another source's row may be one with."""
    found = list(rows.values_list("id", "source_id", "after", "no_later_than"))
    for number, source, *days in found:
        if any(
            identity.is_one((days[0], days[1]), (after, by))
            for _, other, after, by in found
            if other != source
        ):
            yield number
