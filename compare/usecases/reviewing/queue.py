"""Keeps back what a person has to compare with its page first, and puts it into the queue.

A value waits by its series, value, literal text and page: seen again it is the same, and a source
that changes is looked at anew. A released value passes; a refused one does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any, NamedTuple

from compare.markets.learned import Word
from compare.normalise.misread import NewWord
from compare.store.models import Review, ReviewState, Source
from compare.store.models.cell import joined
from compare.store.writers.kinds import KINDS, Kind, Names
from compare.values.fact import Fact
from compare.values.money import MICROS
from scrapers import catalogue
from scrapers.records import Refused


class Waiting(NamedTuple):
    """A value or a word as the queue holds it; `kind` or `slot` is empty."""

    mark: str
    kind: str
    slot: str
    page: str
    subject: str
    series: tuple[Any, ...]
    value: str
    literal: str
    locator: str


@dataclass
class Gate:
    """Lets through what needs no person and what one released; the rest stays in `waiting`."""

    source: catalogue.Source
    page: str
    waiting: list[Waiting] = field(default_factory=list)

    def __post_init__(self) -> None:
        manifest = self.source.manifest
        self._kinds = {kind for kind in KINDS.values() if manifest.waits(kind.name)}
        self._states = states(self.source.key) if self._kinds else {}

    def passed(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """The facts that may be seen."""
        if not self._kinds:
            yield from facts
            return
        for fact in facts:
            kind = KINDS[type(fact)]
            if kind not in self._kinds:
                yield fact
                continue
            held = _value(kind, fact, self.page)
            state = self._states.get(held.mark)
            if state == ReviewState.RELEASED:
                yield fact
                continue
            if state != ReviewState.REFUSED:
                self.waiting.append(held)


def states(source: str) -> Mapping[str, str]:
    """What was decided of each value and word of a source, by its mark."""
    return dict(Review.objects.filter(source__key=source).values_list("mark", "state"))


def released_words(source: str) -> list[Word]:
    """The words that people released for a source, in the order of the decisions."""
    rows = Review.objects.filter(source__key=source, state=ReviewState.RELEASED).exclude(slot="")
    return [Word(*row) for row in rows.order_by("id").values_list("slot", "literal", "means")]


def words(refused: Iterable[Refused], page: str) -> list[Waiting]:
    """The words among what was refused, each once."""
    found = {}
    for row in refused:
        if isinstance(row, NewWord):
            mark = _mark("word", row.slot, row.word)
            what = f"{row.slot}: {row.word}"
            held = Waiting(mark, "", row.slot, page, what, (), "", row.word, row.locator)
            found.setdefault(mark, held)
    return list(found.values())


def note(source: Source, capture: int, met: Iterable[Waiting], at: datetime) -> bool:
    """Put what waits into the queue; what is there is told where it was met last.

    True where somebody released one of them meanwhile: then it has to be read again.
    """
    by_mark = {held.mark: held for held in met}
    rows = Review.objects.filter(source=source, mark__in=list(by_mark))
    known = {row.mark: row for row in rows}
    fresh = [
        Review(source=source, capture_id=capture, first_at=at, last_at=at, **held._asdict())
        for mark, held in by_mark.items()
        if mark not in known
    ]
    Review.objects.bulk_create(fresh)
    for mark, row in known.items():
        row.capture_id, row.last_at = capture, at
        row.locator = by_mark[mark].locator
        if row.state == ReviewState.SETTLED:
            row.state = ReviewState.WAITING
    Review.objects.bulk_update(known.values(), ["capture", "last_at", "locator", "state"])
    return any(row.state == ReviewState.RELEASED for row in known.values())


def settle(source: Source, pages: Iterable[str], met: Iterable[str], at: datetime) -> None:
    """Words that waited on pages that were read, and were not met again, wait no longer."""
    waiting = Review.objects.filter(source=source, page__in=list(pages), state=ReviewState.WAITING)
    words = waiting.exclude(slot="").exclude(mark__in=list(met))
    words.update(state=ReviewState.SETTLED, decided_at=at)


def _value(kind: Kind, fact: Fact, page: str) -> Waiting:
    names = Names()
    row = kind.said(fact, names)
    links = [next(iter(getattr(names, link))) for link in kind.links]
    keys = [
        joined(key) if link == "cell" else key for link, key in zip(kind.links, links, strict=True)
    ]
    series = (*keys, *row[len(keys) : kind.width])
    said = (*row[kind.told], *map(str, kind.common(fact)))
    period = "" if fact.valid.end is None else f"{fact.valid.start} {fact.valid.end}"
    mark = _mark(kind.name, page, period, repr(series), repr(said), fact.seen.literal)
    subject = " ".join("/".join(key) if isinstance(key, tuple) else str(key) for key in series)
    value = printed(kind, [*row[kind.told], *kind.common(fact)])
    seen = fact.seen
    return Waiting(mark, kind.name, "", page, subject, series, value, seen.literal, seen.locator)


def printed(kind: Kind, said: Iterable[Any]) -> str:
    """A value of this kind in words: amounts in whole units of the currency."""
    texts = []
    for place, part in enumerate(said):
        if kind.amount is not None and place == kind.amount - kind.width:
            texts.append(f"{Decimal(part) / MICROS:.2f}")
        elif part not in (None, ""):
            texts.append(str(part))
    return " ".join(texts)


def _mark(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
