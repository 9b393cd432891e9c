"""How alike a market was over the years that were collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from compare.web.market_page.numbers import percent
from compare.web.templatetags.worth import day

Json = Mapping[str, Any]
WIDTH, HEIGHT = 600, 160
A_YEAR = 366  # days: periods further apart than this have a gap between them


@dataclass(frozen=True, slots=True)
class Point:
    """Where one statement stands in the drawing."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Line:
    """One number over time. `known` are strokes between neighbouring years, `gaps` those across
    years that were not collected, and say nothing of them.
    """

    key: str
    points: tuple[Point, ...]
    known: tuple[tuple[Point, Point], ...]
    gaps: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One statement in figures."""

    day: str
    gain: str
    pairs: str
    sentence: str


@dataclass(frozen=True, slots=True)
class History:
    """The drawing and its table; `years` letter the axis, each at its own place of a hundred."""

    width: int
    height: int
    lines: tuple[Line, ...]
    years: tuple[str, ...]
    rows: tuple[Row, ...]
    gap: bool


def history(documents: Sequence[Json]) -> History | None:
    """Statements of one market as one drawing; None where there are fewer than two."""
    told = sorted(documents, key=lambda document: str(document["as_of"]))
    if len(told) < 2:
        return None
    days = [date.fromisoformat(document["as_of"]) for document in told]
    lines = [
        _line("gain", days, [_gain(document) for document in told]),
        _line("pairs", days, [document["indistinguishable_pairs"] for document in told]),
    ]
    return History(
        width=WIDTH,
        height=HEIGHT,
        lines=tuple(line for line in lines if line.points),
        years=tuple(str(each.year) for each in (days[0], days[-1])),
        rows=tuple(_row(document) for document in reversed(told)),
        gap=any(line.gaps for line in lines),
    )


def _gain(document: Json) -> str | None:
    share: str | None = document["share_improvable"]["like_for_like"]["share"]
    return share


def _row(document: Json) -> Row:
    return Row(
        day=day(document["as_of"]),
        gain=percent(_gain(document)),
        pairs=percent(document["indistinguishable_pairs"]),
        sentence=document["sentences"][0]["text"],
    )


def _line(key: str, days: list[date], shares: list[str | None]) -> Line:
    span = (days[-1] - days[0]).days or 1
    placed = [
        (at, Point(_tenth(Decimal((at - days[0]).days * WIDTH) / span), _height(share)))
        for at, share in zip(days, shares, strict=True)
        if share is not None
    ]
    known, gaps = [], []
    for (before, left), (after, right) in pairwise(placed):
        (known if (after - before).days <= A_YEAR else gaps).append((left, right))
    return Line(key, tuple(point for _, point in placed), tuple(known), tuple(gaps))


def _height(share: str) -> str:
    return _tenth(HEIGHT - HEIGHT * Decimal(share))


def _tenth(value: Decimal) -> str:
    return format(value.quantize(Decimal("0.1")), "f")
