"""What a reviewer needs side by side: the value, how it stands on the page, and the last good one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from compare.markets import loader as markets
from compare.markets.learned import NoSuchMeaning, meanings
from compare.store import bodies
from compare.store.models import Capture, Review
from compare.store.writers.kinds import KINDS, Kind
from compare.usecases.reviewing import review
from compare.usecases.reviewing.queue import printed
from scrapers import catalogue
from scrapers.errors import ManifestError
from scrapers.kit.lines import lines
from scrapers.kit.text import fold

BY_NAME = {kind.name: kind for kind in KINDS.values()}
AROUND, WIDEST = 4, 400  # lines before and after; letters of a line


@dataclass(frozen=True, slots=True)
class Good:
    """What is visible of the same series now, since when it holds, and where it was read."""

    value: str
    since: date
    literal: str
    locator: str
    capture: Capture


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page; `marked` where the literal text stands in it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Side:
    """All that a person looks at; `good` None: nothing of it was ever visible."""

    good: Good | None
    lines: tuple[Line, ...]
    needed: int
    agreed: int
    meanings: tuple[str, ...]


def side(row: Review) -> Side:
    """What to compare before deciding."""
    return Side(_good(row), _around(row), review.needed(row), _agreed(row), _meanings(row))


def _agreed(row: Review) -> int:
    last = row.decisions.order_by("-id").first()
    return len(review.agreed(row, last.means)) if last and last.release else 0


def _meanings(row: Review) -> tuple[str, ...]:
    try:
        return meanings(markets.load(row.source.market), row.slot) if row.slot else ()
    except NoSuchMeaning:
        return ()


def _good(row: Review) -> Good | None:
    if not row.kind:
        return None
    kind = BY_NAME[row.kind]
    rows = kind.model.objects.filter(  # type: ignore[attr-defined]
        source=row.source_id, retired_at=None, known_until=None, **_series(kind, row)
    )
    held = rows.select_related("capture").order_by("-valid_from", "-id").first()
    if held is None:
        return None
    said = [getattr(held, name) for name in (*kind.own, *kind.shared)]
    return Good(printed(kind, said), held.valid_from, held.literal, held.locator, held.capture)


def _series(kind: Kind, row: Review) -> dict[str, Any]:
    """The columns that name the series, looked up by keys."""
    wanted: dict[str, Any] = {}
    for link, key in zip(kind.links, row.series, strict=False):
        if link == "plan":
            wanted |= {"plan__market": row.source.market, "plan__key": key[1]}
            wanted["plan__provider__key"] = key[0]
        elif link == "cell":
            wanted |= {"cell__market": row.source.market, "cell__codes": key}
        else:
            wanted["provider__key"] = key
    width = len(kind.links)
    return wanted | dict(zip(kind.series[width:], row.series[width:], strict=True))


def _around(row: Review) -> tuple[Line, ...]:
    """The lines of the stored page around the literal text; none where it is on no line."""
    try:
        kind = catalogue.load_source(row.source.key).manifest.kind
        text = lines(bodies.read(row.capture.sha256), kind)
    except (ManifestError, bodies.Damaged):
        return ()
    wanted = fold(row.literal)
    at = next((n for n, line in enumerate(text) if wanted and wanted in fold(line)), None)
    if at is None:
        return ()
    first = max(0, at - AROUND)
    near = islice(text, first, at + AROUND + 1)
    return tuple(Line(line[:WIDEST], n == at) for n, line in enumerate(near, first))
