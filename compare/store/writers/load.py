"""Writes the sheets of a run, only where something differs. The caller owns the transaction."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from compare.store import sightings, times
from compare.store.models import Capture, Cell, MarketVersion, Plan, Provider, Source
from compare.store.writers import bulk, digest
from compare.store.writers.history import ID, UNTIL, Captured, Outcome, OutOfOrder, Steps, Weaver
from compare.store.writers.keys import Keys
from compare.store.writers.kinds import KINDS, VALID_FROM, VALID_TO, Kind, Row
from compare.store.writers.sheet import Sheet
from compare.values.money import MICROS
from scrapers.records import Refused

Stored = dict[Row, list[Row]]
BATCH, STRETCH, LARGE = 5_000, 50_000, 10_000  # rows
JUMP = 8  # times: a decimal mark that slipped, not a price that rose


@dataclass
class Tally:
    """What became of the facts that were written: per outcome, and what was refused and why.

    `repeated` counts facts that a capture stated twice with the same value. `jumps` says in words
    which amounts are at least `JUMP` times what was held, or at most that part of it.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    repeated: int = 0
    jumps: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def lock(market: str) -> MarketVersion:
    """The market's version, held until the transaction ends; its clock only moves forward."""
    MarketVersion.objects.get_or_create(market=market)
    version = MarketVersion.objects.select_for_update().get(market=market)
    version.clock = max(time.time_ns() // 1000, version.clock + 1)
    return version


@dataclass
class Loader:
    """Writes the sheets of one source, one after the other, in the order of their fetching.

    `written` names, by kind, the plans, providers and documents of which any row was written.
    """

    source: Source
    version: MarketVersion
    keys: Keys
    tally: Tally = field(default_factory=Tally)
    written: dict[str, set[Row | int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self._captured: dict[int, Captured] = {}

    def load(self, sheet: Sheet) -> None:
        """Write what one capture says, and what it showed.

        Raises:
            OutOfOrder: a page without dates of its own was fetched before one already stored.
        """
        shown, filled = [], set()
        for kind, frame, rows in self.rows(sheet):
            if self._write(kind, frame, sheet.capture, rows) >= LARGE:
                filled.add(kind.model)
            shown.append(sightings.numbers(kind, rows))
        Capture.objects.filter(pk=sheet.capture).update(shown=sightings.encode(shown))
        if filled:
            bulk.measure([*filled, Cell, Plan, Provider])

    def rows(self, sheet: Sheet) -> Iterator[tuple[Kind, Row, list[Row]]]:
        """The sheet's rows with ids in place of its own numbers, distinct, by kind and frame."""
        ids = self.keys.ids(sheet)
        for kind in KINDS.values():
            for frame, said in sheet.rows[kind.name].items():
                if rows := self._distinct(kind, _linked(kind, said, ids)):
                    yield kind, frame, rows

    def _distinct(self, kind: Kind, rows: list[Row]) -> list[Row]:
        """One row per series; two that differ are both refused."""
        series = itemgetter(*range(kind.width))
        rows.sort(key=series)
        if len(set(map(series, rows))) == len(rows):
            return rows
        return [row for _, same in groupby(rows, series) for row in self._agreed(kind, list(same))]

    def _agreed(self, kind: Kind, rows: list[Row]) -> list[Row]:
        """The one row that rows of a series come to; none where they contradict one another."""
        first, *others = rows
        if any(row[kind.told] != first[kind.told] for row in others):
            self.tally.refused += self._contradiction(kind, rows)
            return []
        self.tally.repeated += len(others)
        return [first]

    def _contradiction(self, kind: Kind, rows: list[Row]) -> list[Refused]:
        places = " and ".join(f"{row[-1]!r} at {row[-2]}" for row in rows)
        return [
            Refused(
                locator=row[-2],
                expected=f"one {kind.name} for {self._subject(kind, row)}",
                found=places,
                todo="ask the publisher which one holds; none of them is stored",
            )
            for row in rows
        ]

    def described(self, kind: Kind, row: Row) -> str:
        """A row in words: what it is about, what it says, where that stands."""
        value = ", ".join(map(str, row[kind.value]))
        locator, literal = row[kind.value.stop : kind.value.stop + 2]
        return f"{self._subject(kind, row)}: {value} ({literal!r} at {locator})"

    def _subject(self, kind: Kind, row: Row) -> str:
        linked = [
            self.keys.texts[link][number] for link, number in zip(kind.links, row, strict=False)
        ]
        return " ".join(map(str, (*linked, *row[len(linked) : kind.width])))

    def _write(self, kind: Kind, frame: Row, capture: int, rows: list[Row]) -> int:
        """Write rows of one frame, a stretch of the index at a time; how many began a series."""
        new = 0
        for start in range(0, len(rows), STRETCH):
            some = rows[start : start + STRETCH]
            weaver = Weaver(kind, capture, self.captured)
            stored = self._stored(kind, frame, some)
            fresh = some if not stored else self._woven(weaver, some, frame, stored)
            self.tally.outcomes[Outcome.NEW] += len(fresh)
            self._insert_fresh(kind, frame, capture, fresh)
            self.apply(kind, weaver.steps)
            new += len(fresh)
        return new

    def _woven(self, weaver: Weaver, rows: list[Row], frame: Row, stored: Stored) -> list[Row]:
        """The rows of series that are new; the others leave their steps with the weaver."""
        fresh, outcomes = [], []
        for row in rows:
            held = stored.get(row[: weaver.kind.width])
            if held is None:
                fresh.append(row)
            else:
                outcomes.append(self._weave(weaver, row, frame, held))
        self.tally.outcomes.update(outcomes)
        return fresh

    def _weave(self, weaver: Weaver, row: Row, frame: Row, held: Sequence[Row]) -> Outcome:
        try:
            outcome = weaver.weave(row, frame, held)
        except OutOfOrder:
            raise OutOfOrder(
                f"expected {self._subject(weaver.kind, row)} from a page that was fetched after "
                f"those already stored, found an earlier one ({row[-2]}): "
                f"read the stored pages in order with `replay {self.source.key}`"
            ) from None
        if outcome in (Outcome.CHANGED, Outcome.CORRECTED) and weaver.kind.amount is not None:
            self._note_jump(weaver.kind, weaver.kind.amount, row, held)
        return outcome

    def _note_jump(self, kind: Kind, amount: int, row: Row, held: Sequence[Row]) -> None:
        """Note an amount that is many times the one that was known until now."""
        now, before = row[amount], next((h[amount] for h in held if h[UNTIL] is None), None)
        if now and before and not before < now * JUMP < before * JUMP**2:
            self.tally.jumps.append(
                f"{row[-1]!r} at {row[-2]} for {self._subject(kind, row)}, "
                f"{Decimal(before) / MICROS:f} before"
            )

    def _stored(self, kind: Kind, frame: Row, rows: list[Row]) -> Stored:
        """The live rows of this source and validity that the new ones may meet, by series."""
        found: Stored = defaultdict(list)
        since = None if frame[VALID_TO] == times.OPEN else frame[VALID_FROM]
        within = (rows[0][0], rows[-1][0]) if kind.links else None
        for row in bulk.live(kind, self.source.pk, within, (since, frame[VALID_TO])):
            found[row[: kind.width]].append(row)
        return found

    def _insert_fresh(self, kind: Kind, frame: Row, capture: int, rows: list[Row]) -> None:
        self._note_written(kind, rows)
        constants = dict(zip(kind.frame, frame, strict=True)) | {"capture_id": capture}
        counted = self._counting(kind, frame, rows)
        bulk.insert(kind.model, kind.columns, counted, constants | self._constants)

    def _counting(self, kind: Kind, frame: Row, rows: list[Row]) -> Iterator[Row]:
        """The same rows; each batch is counted while the database takes it in."""
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            yield from batch
            self._count(kind, batch, frame, None, +1)

    def apply(self, kind: Kind, steps: Steps) -> None:
        """Write steps, and keep the market's digest true."""
        columns = (*kind.columns, *kind.frame, "known_until", "capture_id")
        self._note_written(kind, [*steps.insert, *steps.retire])
        bulk.insert(kind.model, columns, steps.insert, self._constants)
        bulk.end(kind.model, "known_until", [(until, row[ID]) for until, row in steps.close])
        bulk.end(kind.model, "retired_at", [(self.version.clock, row[ID]) for row in steps.retire])
        added = [(row, row[-2]) for row in steps.insert] + [(row, u) for u, row in steps.close]
        ended = [row for _, row in steps.close] + steps.retire
        self._count_all(kind, added, +1)
        self._count_all(kind, [(row, row[UNTIL]) for row in ended], -1)

    def _note_written(self, kind: Kind, rows: Iterable[Row]) -> None:
        self.written[kind.name].update(map(itemgetter(*kind.subject), rows))

    def _count_all(self, kind: Kind, rows: Iterable[tuple[Row, int | None]], sign: int) -> None:
        """Count whole rows, each with the instant until which it is known."""
        alike: dict[tuple[Row, int | None], list[Row]] = defaultdict(list)
        for row, until in rows:
            alike[row[kind.framed], until].append(row)
        for (frame, until), some in alike.items():
            self._count(kind, some, frame, until, sign)

    def _count(
        self, kind: Kind, rows: Sequence[Row], frame: Row, until: int | None, sign: int
    ) -> None:
        added = digest.total(kind, self.source.key, self.keys, rows, frame, until)
        self.version.digest = digest.moved(self.version.digest, added, sign)
        self.version.facts += sign * len(rows)

    @property
    def _constants(self) -> dict[str, int]:
        return {"source_id": self.source.pk, "recorded_at": self.version.clock}

    def captured(self, capture: int) -> Captured:
        """When a capture was fetched, and the hash of its bytes."""
        if capture not in self._captured:
            row = Capture.objects.only("fetched_at", "sha256").get(pk=capture)
            self._captured[capture] = Captured(times.instant_number(row.fetched_at), row.sha256)
        return self._captured[capture]


def _linked(kind: Kind, rows: list[Row], ids: dict[str, list[int]]) -> list[Row]:
    """The rows with ids in place of the sheet's own numbers."""
    match [ids[link] for link in kind.links]:
        case [first]:
            return [(first[row[0]], *row[1:]) for row in rows]
        case [first, second]:
            return [(first[row[0]], second[row[1]], *row[2:]) for row in rows]
    return rows[:]
