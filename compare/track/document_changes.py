"""Amounts that changed in a document from version to version (domain 6.2; traps 11 and 12).

Each frame of a clause is a series of its own: its amounts are known from the versions that show it.
A version that lacks a section says nothing of it, so that a failed capture makes no change; nor does
a version that was taken out of the page by other rules; nor does an old amount that comes back at
once. Clauses may move, and be numbered or formatted otherwise. What reworded clauses mean is not
judged here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from compare.track.amounts import Amount, framed
from compare.track.change import Evidence
from compare.track.clauses import clauses
from compare.track.confirmation import APART
from compare.values.cause import Cause

SETTLED = timedelta(days=31)  # an old amount seen again within it: the page flickered
AT_MOST = 5  # amounts of one frame that changed at once; beyond, a table was rebuilt

ALIKE = 0.75  # of the words of two frames, for one to be the other reworded
_UNIT = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w+")

Values = tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document: since when it was seen, when last, and what made it differ."""

    first: date
    last: date
    text: str
    cause: Cause
    sha256: str


@dataclass(frozen=True, slots=True)
class AmountChange:
    """One amount in one clause, before and after. `clause` is the clause as it reads now."""

    old: Amount
    new: Amount
    clause: str
    after: date
    no_later_than: date
    before: Evidence
    since: Evidence
    confirmed: bool = False


@dataclass(slots=True)
class _Seen:
    """What a frame was last seen to say, when and where."""

    values: tuple[Values, ...]
    day: date
    evidence: Evidence


@dataclass(slots=True)
class _Frames:
    """The frames of one version: the amounts of each, and the clauses they stand in."""

    values: dict[str, tuple[Values, ...]] = field(default_factory=dict)
    clause: dict[tuple[str, Values], tuple[int, str]] = field(default_factory=dict)

    @property
    def times(self) -> Counter[str]:
        """How often each frame stands in the text."""
        return Counter({frame: len(values) for frame, values in self.values.items()})

    @classmethod
    def of(cls, text: str) -> _Frames:
        frames = cls()
        for place, clause in enumerate(clauses(text), 1):
            taken = framed(clause)
            if taken.amounts and taken.has_context:
                said = frames.values.get(taken.frame, ())
                frames.values[taken.frame] = (*said, taken.amounts)
                frames.clause.setdefault((taken.frame, taken.amounts), (place, clause))
        return frames


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A change with both frames, the amounts that stood in them, and how often the old ones did."""

    change: AmountChange
    old_frame: str
    new_frame: str
    old: Values
    new: Values
    times: int


@dataclass(slots=True)
class _Memory:
    """What each frame was last seen to say, and how often the version before had each frame."""

    known: dict[str, _Seen] = field(default_factory=dict)
    latest: Counter[str] = field(default_factory=Counter)


def amount_changes(versions: Sequence[Version]) -> tuple[AmountChange, ...]:
    """The changes of amounts that versions in the order of their days show.

    Raises:
        ValueError: the versions are out of order.
    """
    days = [version.first for version in versions]
    if days != sorted(days):
        raise ValueError("expected versions in the order of their days")
    read = [(version, _Frames.of(version.text)) for version in versions]
    memory = _Memory()
    found = [each for version, frames in read for each in _step(memory, version, frames)]
    return tuple(_settled(found, read))


def _step(memory: _Memory, version: Version, frames: _Frames) -> list[_Candidate]:
    """What one version changed against all that was known before it; and it is known from now."""
    found: list[_Candidate] = []
    if version.cause is Cause.PROVIDER:
        same = [(frame, frame) for frame in frames.values if frame in memory.known]
        for old, new in [*same, *_reworded(memory, frames)]:
            found += _candidates(memory.known[old], (old, new), version, frames)
    for frame, values in frames.values.items():
        place = frames.clause[frame, values[0]][0]
        evidence = Evidence(version.sha256, f"clause {place}")
        memory.known[frame] = _Seen(values, version.last, evidence)
    memory.latest = frames.times
    return found


def _candidates(
    seen: _Seen, pair: tuple[str, str], version: Version, frames: _Frames
) -> Iterator[_Candidate]:
    old_frame, new_frame = pair
    still = Counter(frames.values.get(old_frame, ())) if old_frame != new_frame else Counter()
    before = tuple((Counter(seen.values) - still).elements())
    for old, new in _pairs(before, frames.values[new_frame]):
        place, clause = frames.clause[new_frame, new]
        since = Evidence(version.sha256, f"clause {place}")
        for one, other in dict.fromkeys(zip(old, new, strict=True)):  # said twice, told once
            if one.value != other.value:
                days = seen.day, version.first
                change = AmountChange(one, other, clause, *days, seen.evidence, since)
                times = seen.values.count(old)
                yield _Candidate(change, old_frame, new_frame, old, new, times)


def _pairs(before: tuple[Values, ...], now: tuple[Values, ...]) -> list[tuple[Values, Values]]:
    """Which amounts took the place of which: those gone and those come, where they are as many."""
    gone = list((Counter(before) - Counter(now)).elements())
    came = list((Counter(now) - Counter(before)).elements())
    pairs = zip(gone, came, strict=True) if len(gone) == len(came) <= AT_MOST else ()
    return [(old, new) for old, new in pairs if Counter(old) != Counter(new)]  # else told in turn


def _reworded(memory: _Memory, frames: _Frames) -> list[tuple[str, str]]:
    """Frames that are gone with those that came in other words, each once.

    Those that say the same amounts find one another first, then the most alike.
    """
    gone = list(memory.latest - frames.times)
    came = [frame for frame in frames.values if frame not in memory.known]
    units = {frame: tuple(_UNIT.findall(frame)) for frame in (*gone, *came)}
    words = {frame: Counter(_WORD.findall(frame)) for frame in (*gone, *came)}
    alike = sorted(
        (memory.known[old].values != frames.values[new], -likeness, old, new)
        for old in gone
        for new in came
        if units[old] == units[new] and (likeness := _likeness(words[old], words[new])) >= ALIKE
    )
    taken: set[str] = set()
    pairs = []
    for _, _, old, new in alike:
        if not taken & {old, new}:
            taken |= {old, new}
            pairs.append((old, new))
    return pairs


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two frames have in common (Dice, 1945)."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _settled(
    found: Sequence[_Candidate], read: Sequence[tuple[Version, _Frames]]
) -> Iterator[AmountChange]:
    """Leaves out what came back at once, on either side; marks what was seen again."""
    for each in found:
        day = each.change.no_later_than
        later = [v for v in read if day < v[0].first <= day + SETTLED]
        before = [v for v in read if day - SETTLED <= v[0].last < day]
        back = any(
            frames.values.get(each.old_frame, ()).count(each.old) >= each.times
            for _, frames in later
        )
        was_new = any(each.new in frames.values.get(each.new_frame, ()) for _, frames in before)
        if not back and not was_new:
            last = max(
                v.last for v, frames in read if each.new in frames.values.get(each.new_frame, ())
            )
            yield replace(each.change, confirmed=last - day >= APART)
