"""What is known of stored bytes: where they came from, when, and how much of them may be shown."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from compare.store.models import Body, Capture
from compare.store.selectors import sources

STRICTEST = ("hash", "quote", "full")


class CaptureRow(NamedTuple):
    """One sighting of the bytes."""

    source: str
    source_name: str
    market: str
    publisher: str
    licence: str
    publish: str
    page: str
    address: str
    status: int
    fetched_at: datetime
    fetcher: str
    robots: str


COLUMNS = (
    "source__key",
    "source__name",
    "source__market",
    "source__publisher",
    "source__licence",
    "source__publish",
    "page",
    "address",
    "status",
    "fetched_at",
    "fetcher",
    "robots",
)


class Stored(NamedTuple):
    """Bytes by their hash; `publish` is the strictest word of the sources that read them."""

    sha256: str
    size: int
    publish: str
    captures: tuple[CaptureRow, ...]


def stored(sha256: str) -> Stored | None:
    """The evidence of this hash with its sightings, the latest first; None where there is none.

    Bytes of a source that may not be shown are as good as not there.
    """
    size = Body.objects.filter(pk=sha256).values_list("size", flat=True).first()
    rows = Capture.objects.filter(sha256=sha256).order_by("-fetched_at", "id")
    rows = rows.exclude(source__in=sources.hidden())
    captures = tuple(CaptureRow(*row) for row in rows.values_list(*COLUMNS))
    if size is None or not captures:
        return None
    publish = min((row.publish for row in captures), key=STRICTEST.index)
    return Stored(sha256, size, publish, captures)
