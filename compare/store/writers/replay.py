"""Makes the stored rows of a source what its captures say by today's reader.

The history is woven anew in memory; rows that come out as they are stay, the others are retired
and replaced. *Known* times are those of the captures: a repair of ours is no news.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from compare.store import sightings
from compare.store.models import Capture
from compare.store.writers import bulk
from compare.store.writers.history import ID, UNTIL, Steps, Weaver
from compare.store.writers.kinds import KINDS, Kind, Row
from compare.store.writers.load import Loader
from compare.store.writers.sheet import Sheet

Chains = dict[Row, list[Row]]


@dataclass
class Differences:
    """What a replay changes: rows added and rows retired, by kind, with a few examples of each."""

    added: Counter[str] = field(default_factory=Counter)
    retired: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


def replay(loader: Loader, sheets: Iterable[Sheet]) -> Differences:
    """Weave the sheets anew, in the order given, and write only what differs.

    Raises:
        OutOfOrder: a page without dates of its own comes before one that was fetched earlier.
    """
    chains: dict[str, Chains] = defaultdict(dict)
    for sheet in sheets:
        shown = []
        for kind, frame, rows in loader.rows(sheet):
            _weave_all(Weaver(kind, sheet.capture, loader.captured), rows, frame, chains)
            shown.append(sightings.numbers(kind, rows))
        Capture.objects.filter(pk=sheet.capture).update(shown=sightings.encode(shown))
    found = Differences()
    for kind in KINDS.values():
        _write(loader, kind, chains.pop(kind.name, {}), found)
    return found


def _weave_all(weaver: Weaver, rows: list[Row], frame: Row, chains: dict[str, Chains]) -> None:
    known, width = chains[weaver.kind.name], weaver.kind.width
    for row in rows:
        chain = known.setdefault(row[:width], [])
        weaver.weave(row, frame, chain)
        _apply(weaver.steps, chain)


def _apply(steps: Steps, chain: list[Row]) -> None:
    """What `Loader.apply` does in tables, done to a chain in memory."""
    for until, row in steps.close:
        chain[chain.index(row)] = (*row[:UNTIL], until, *row[UNTIL + 1 :])
    for row in steps.retire:
        chain.remove(row)
    chain += [(*row, None) for row in steps.insert]
    steps.insert, steps.close, steps.retire = [], [], []


def _write(loader: Loader, kind: Kind, chains: Chains, found: Differences) -> None:
    target = Counter(row[:ID] for chain in chains.values() for row in chain)
    steps = Steps()
    for row in bulk.live(kind, loader.source.pk):
        if target[row[:ID]]:
            target[row[:ID]] -= 1
        else:
            steps.retire.append(row)
    steps.insert = list(target.elements())
    found.added[kind.name] += len(steps.insert)
    found.retired[kind.name] += len(steps.retire)
    for sign, rows in (("-", steps.retire), ("+", steps.insert)):
        found.examples += [f"{sign} {kind.name} {loader.described(kind, row)}" for row in rows[:5]]
    loader.apply(kind, steps)
