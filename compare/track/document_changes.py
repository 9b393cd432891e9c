"""Amounts that changed in a document from version to version (domain 6.2; traps 11 and 12).

Each frame of a sentence is a series of its own: its amounts are known from the versions that show it.
A version that lacks a section says nothing of it, so that a failed capture makes no change; nor does
a version that was taken out of the page by other rules; nor does an old amount that comes back at
once. Clauses may move, and be numbered or formatted otherwise; sentences may be put in and taken out.
A sentence in other words is the same only where nothing that stayed is as like it: one more of its kind
is new. What reworded sentences mean is not judged here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from compare.track.amount_words import CURRENCIES
from compare.track.amounts import CONTEXT, Amount, Framed, framed, sentences
from compare.track.change import Evidence
from compare.track.clauses import clauses
from compare.track.confirmation import APART
from compare.values.cause import Cause

SETTLED = timedelta(days=31)  # an old amount seen again within it: the page flickered
AT_MOST = 5  # amounts of one frame that changed at once; beyond, a table was rebuilt

ALIKE = 0.75  # of the words of two frames, for one to be the other reworded
PAID = {*CURRENCIES.values(), "cent", "percent"}
FEW = 2  # words around money, as in a row of a table of fees: followed in these very words only
_UNIT = re.compile(r"\{([^{}]+)\}")
_WORD = re.compile(r"\w+")

Values = tuple[Amount, ...]
_Said = tuple[str, Values]  # a frame with its amounts
_Read = Callable[[str], tuple[Framed, ...]]


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
    """One amount in one clause, before and after.

    `clause` is the clause as it reads now, `around` the sentence in it without its numbers, in small
    letters.
    """

    old: Amount
    new: Amount
    clause: str
    around: str
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
    """The frames of one version: the amounts of each, and the clauses they stand in.

    `stands` has the frames of these clauses.
    """

    values: dict[str, tuple[Values, ...]] = field(default_factory=dict)
    clause: dict[_Said, tuple[int, str]] = field(default_factory=dict)
    stands: dict[_Said, set[str]] = field(default_factory=dict)

    @property
    def times(self) -> Counter[str]:
        """How often each frame stands in the text."""
        return Counter({frame: len(values) for frame, values in self.values.items()})

    def count(self, frame: str, amounts: Values) -> int:
        """How often a frame stands in the text with these very amounts."""
        return self.values.get(frame, ()).count(amounts)

    @classmethod
    def of(cls, text: str, read: _Read) -> _Frames:
        frames = cls()
        for place, clause in enumerate(clauses(text), 1):
            followed = read(clause)
            whole = " ".join(taken.frame for taken in followed)
            for taken in followed:
                said = frames.values.get(taken.frame, ())
                frames.values[taken.frame] = (*said, taken.amounts)
                frames.clause.setdefault((taken.frame, taken.amounts), (place, clause))
                frames.stands.setdefault((taken.frame, taken.amounts), set()).add(whole)
        return frames


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A change with both frames and their amounts, how often the old stood, and the new stands now.

    `within` are the frames of the clauses in which the new one stands.
    """

    change: AmountChange
    old_frame: str
    new_frame: str
    old: Values
    new: Values
    times: int
    times_now: int
    within: frozenset[str]

    def was_in(self, frames: _Frames) -> bool:
        """Whether a version said the new amount already: as often, or in all these clauses."""
        often = frames.count(self.new_frame, self.new) >= self.times_now
        return often or self.within <= frames.stands.get((self.new_frame, self.new), set())


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
    followed = cache(_followed)  # versions share most of their clauses
    read = [(version, _Frames.of(version.text, followed)) for version in versions]
    memory = _Memory()
    found = [each for version, frames in read for each in _step(memory, version, frames)]
    settled = _settled(found, read)
    return tuple({_told(change): change for change in settled}.values())


def _told(change: AmountChange) -> tuple[object, ...]:
    """What makes it the same to a reader: two sentences of a clause may say it both."""
    return change.old, change.new, change.clause, change.no_later_than


def _followed(clause: str) -> tuple[Framed, ...]:
    """The sentences of a clause whose amounts can be told from others by the words around them."""
    taken = map(framed, sentences(clause))
    return tuple(each for each in taken if each.amounts and each.words >= _needed(each))


def _needed(taken: Framed) -> int:
    return FEW if all(amount.unit in PAID for amount in taken.amounts) else CONTEXT


def _step(memory: _Memory, version: Version, frames: _Frames) -> list[_Candidate]:
    """What one version changed against all that was known before it; and it is known from now."""
    found: list[_Candidate] = []
    if version.cause is Cause.PROVIDER:
        same = [(frame, frame) for frame in frames.values if _is_told_apart(memory, frames, frame)]
        for old, new in [*same, *_reworded(memory, frames)]:
            found += _candidates(memory.known[old], (old, new), version, frames)
    for frame, values in frames.values.items():
        place = frames.clause[frame, values[0]][0]
        evidence = Evidence(version.sha256, f"clause {place}")
        memory.known[frame] = _Seen(values, version.last, evidence)
    memory.latest = frames.times
    return found


def _is_told_apart(memory: _Memory, frames: _Frames, frame: str) -> bool:
    """Whether a frame is known from before, and by its words: by few of them only if it stands alone."""
    if frame not in memory.known:
        return False
    alone = len(memory.known[frame].values) == 1 == len(frames.values[frame])
    return alone or _has_context(frame)


def _has_context(frame: str) -> bool:
    return Framed(frame, ()).words >= CONTEXT


def _candidates(
    seen: _Seen, pair: tuple[str, str], version: Version, frames: _Frames
) -> Iterator[_Candidate]:
    old_frame, new_frame = pair
    still = Counter(frames.values.get(old_frame, ())) if old_frame != new_frame else Counter()
    before = tuple((Counter(seen.values) - still).elements())
    alone = old_frame == new_frame and len(before) == 1 == len(frames.values[new_frame])
    for old, new in _pairs(before, frames.values[new_frame]):
        if Counter(old) == Counter(new) and not alone:
            continue  # told in turn
        place, clause = frames.clause[new_frame, new]
        since = Evidence(version.sha256, f"clause {place}")
        for one, other in dict.fromkeys(zip(old, new, strict=True)):  # said twice, told once
            if one.value != other.value:
                days = seen.day, version.first
                change = AmountChange(one, other, clause, new_frame, *days, seen.evidence, since)
                times = seen.values.count(old), frames.values[new_frame].count(new)
                within = frozenset(frames.stands[new_frame, new])
                yield _Candidate(change, old_frame, new_frame, old, new, *times, within)


def _pairs(before: tuple[Values, ...], now: tuple[Values, ...]) -> list[tuple[Values, Values]]:
    """Which amounts took the place of which: those gone and those come, where they are as many."""
    gone = list((Counter(before) - Counter(now)).elements())
    came = list((Counter(now) - Counter(before)).elements())
    return list(zip(gone, came, strict=True)) if len(gone) == len(came) <= AT_MOST else []


def _reworded(memory: _Memory, frames: _Frames) -> list[tuple[str, str]]:
    """Frames that are gone with those that came in other words, each once.

    Those that say the same amounts find one another first, then the most alike. One that is no more
    like what is gone than like what stayed is another of its kind, and new: but for one that stands
    between the same two others.
    """
    gone = [frame for frame in memory.latest - frames.times if _has_context(frame)]
    came = [frame for frame in frames.values if frame not in memory.known and _has_context(frame)]
    if not gone or not came:
        return []
    stayed = [frame for frame in frames.values if frame in memory.latest and frame not in gone]
    units = {frame: tuple(_UNIT.findall(frame)) for frame in (*gone, *came, *stayed)}
    words = {frame: Counter(_WORD.findall(frame)) for frame in units}
    places = _between(memory.latest), _between(frames.values)

    @cache
    def nearest(new: str) -> float:
        others = (
            _likeness(words[frame], words[new]) for frame in stayed if units[frame] == units[new]
        )
        return max(others, default=0)

    alike = sorted(
        (memory.known[old].values != frames.values[new], -likeness, old, new)
        for new in came
        for old in gone
        if units[old] == units[new]
        and (likeness := _likeness(words[old], words[new])) >= ALIKE
        and (places[0][old] == places[1][new] or likeness > nearest(new))
    )
    taken: set[str] = set()
    pairs = []
    for _, _, old, new in alike:
        if not taken & {old, new}:
            taken |= {old, new}
            pairs.append((old, new))
    return pairs


def _between(frames: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
    """Between which two others each frame stands."""
    ordered = list(frames)
    return {
        frame: (before, after)
        for before, frame, after in zip(
            [None, *ordered], ordered, [*ordered[1:], None], strict=False
        )
    }


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two frames have in common (Dice, 1945)."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _settled(
    found: Sequence[_Candidate], read: Sequence[tuple[Version, _Frames]]
) -> Iterator[AmountChange]:
    """Leaves out what came back at once, on either side; marks what was seen again."""
    for each in found:
        day = each.change.no_later_than
        later = [frames for v, frames in read if day < v.first <= day + SETTLED]
        earlier = [(v.last, frames) for v, frames in read if v.last < day]
        near = [frames for last, frames in earlier if last >= day - SETTLED]
        before = near or [frames for _, frames in earlier[-1:]]
        back = any(frames.count(each.old_frame, each.old) >= each.times for frames in later)
        if not back and not any(map(each.was_in, before)):
            last = max(v.last for v, frames in read if frames.count(each.new_frame, each.new))
            yield replace(each.change, confirmed=last - day >= APART)
