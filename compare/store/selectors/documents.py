"""Versions of documents, each with the text that is stored under its hash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Max, Min

from compare.store import bodies, times
from compare.store.models import Document, ProviderAttribute, Source
from compare.store.selectors import sources
from compare.store.selectors.known import known


class VersionRow(NamedTuple):
    """One version as known at one instant; its text is the body of `sha256`."""

    id: int
    market: str
    provider_id: int
    provider: str
    key: str
    sha256: str
    cause: str
    valid_from: date
    valid_to: date | None
    known_from: datetime
    evidence: str
    locator: str
    source: str
    publish: str


COLUMNS = (
    "id",
    "source__market",
    "provider_id",
    "provider__key",
    "key",
    "sha256",
    "cause",
    "valid_from",
    "valid_to",
    "known_from",
    "capture__sha256",
    "locator",
    "source__key",
    "source__publish",
)


def history(source: Source, known_at: datetime | None) -> Iterator[VersionRow]:
    """Every version of a source's documents, document by document, oldest first."""
    rows = Document.objects.filter(known(known_at), source=source)
    for row in rows.order_by("provider_id", "key", "valid_from").values_list(*COLUMNS):
        yield VersionRow(*row)


def versions(provider: str, document: str, known_at: datetime | None) -> list[VersionRow]:
    """Every version of one document that may be shown, oldest first."""
    rows = Document.objects.filter(known(known_at), provider__key=provider, key=document)
    rows = rows.exclude(source__in=sources.hidden()).order_by("valid_from", "id")
    return [VersionRow(*row) for row in rows.values_list(*COLUMNS)]


def with_text(sha256: str) -> list[tuple[str, str]]:
    """The documents, by provider and key, of which a version that may be shown has this text."""
    rows = Document.objects.filter(known(None), sha256=sha256)
    rows = rows.exclude(source__in=sources.hidden()).order_by("provider__key", "key")
    return list(rows.values_list("provider__key", "key").distinct())


def listed(
    day: date,
    known_at: datetime | None,
    *,
    market: str | None = None,
    provider: str | None = None,
    document: str | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[VersionRow]:
    """Every version that may be shown and that held by `day`, in the order of the rows."""
    rows = Document.objects.filter(
        known(known_at), id__gt=after, valid_from__lte=times.day_number(day)
    ).exclude(source__in=sources.hidden())
    wanted = {"source__market": market, "provider__key": provider, "key": document}
    rows = rows.filter(**{key: value for key, value in wanted.items() if value})
    return [VersionRow(*row) for row in rows.order_by("id").values_list(*COLUMNS)[:limit]]


class HeldRow(NamedTuple):
    """A document as far as it is held: how many versions, the first and the latest one's day."""

    provider: str
    name: str
    document: str
    versions: int
    first: date
    latest: date


def held(market: str) -> list[HeldRow]:
    """Every document of a market that may be shown, by the provider's name."""
    rows = Document.objects.filter(known(None), source__market=market)
    rows = rows.exclude(source__in=sources.hidden())
    names = dict(
        ProviderAttribute.objects.filter(known(None), key="name", source__market=market)
        .order_by("valid_from")
        .values_list("provider__key", "value")
    )
    counted = rows.values_list("provider__key", "key").annotate(
        Count("id"), Min("valid_from"), Max("valid_from")
    )
    found = [HeldRow(row[0], names.get(row[0], row[0]), *row[1:]) for row in counted]
    return sorted(found, key=lambda row: (row.name.casefold(), row.document))


def text(sha256: str) -> str:
    """The text of a version.

    Raises:
        bodies.Damaged: the stored text is lost.
    """
    return bodies.read(sha256).decode()
