"""Two versions of a document side by side, by clause: what moved, came, went and was reworded.

What a clause means is not judged: a reworded clause is shown with the words that came and went. Time
is bounded for any two texts: each clause is held against a few others that share its rarest words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice

from compare.track.alignment import Pair, aligned

ALIKE = 0.6  # of the words of two clauses, for one to be the other reworded
RAREST = 6  # words of a clause by which its like is looked for
PER_WORD = 12  # clauses that are looked at for each of them
WEIGHED = 3  # of those found, the likeliest: so many are compared word by word

Places = Sequence[int]


class Kind(StrEnum):
    """What became of a clause."""

    SAME = "same"
    MOVED = "moved"
    REWORDED = "reworded"
    INSERTED = "inserted"
    DELETED = "deleted"


class Mark(StrEnum):
    """What became of words."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a row with one mark."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One clause; or `count` clauses in a row that are the same, whose text is left out.

    `old` and `new` are its places in the versions from 1, None where it does not stand in one; those
    of several are the first one's. A reworded clause that also stands elsewhere now has `moved`.
    """

    kind: Kind
    old: int | None
    new: int | None
    words: tuple[Words, ...] = ()
    count: int = 1
    moved: bool = False


def difference(before: Sequence[str], after: Sequence[str]) -> tuple[Step, ...]:
    """What became of each clause, in the order of the later version; what went, where it stood."""
    same = aligned(before, after)
    gone = _without(range(len(before)), (a for a, _ in same))
    came = _without(range(len(after)), (b for _, b in same))
    moved = _moved(before, after, gone, came)
    gone = _without(gone, (a for a, _ in moved))
    came = _without(came, (b for _, b in moved))
    reworded = _reworded(before, after, gone, came)
    return tuple(_steps(before, after, same, dict(_turned(moved)), dict(_turned(reworded))))


def _without(places: Places, taken: Iterator[int]) -> list[int]:
    held = set(taken)
    return [place for place in places if place not in held]


def _turned(pairs: Sequence[Pair]) -> Iterator[Pair]:
    return ((new, old) for old, new in pairs)


def _moved(before: Sequence[str], after: Sequence[str], gone: Places, came: Places) -> list[Pair]:
    """Clauses that stand elsewhere now, word for word; equal ones in their order."""
    places: dict[str, list[int]] = defaultdict(list)
    for old in reversed(gone):
        places[before[old]].append(old)
    return [(places[after[new]].pop(), new) for new in came if places.get(after[new])]


def _reworded(
    before: Sequence[str], after: Sequence[str], gone: Places, came: Places
) -> list[Pair]:
    """The clauses that went with those that came in other words, each once, the most alike first."""
    if not gone or not came:
        return []
    old_words = {place: before[place].casefold().split() for place in gone}
    new_words = {place: after[place].casefold().split() for place in came}
    holders: dict[str, list[int]] = defaultdict(list)
    for place, words in new_words.items():
        for word in dict.fromkeys(words):
            holders[word].append(place)
    counted: dict[int, Counter[str]] = {}
    alike: list[tuple[float, int, int, int]] = []
    for old, words in old_words.items():
        own = None
        for new in _candidates(words, holders):
            own = own or Counter(words)
            other = counted.get(new) or counted.setdefault(new, Counter(new_words[new]))
            likeness = _likeness(own, other)
            if likeness >= ALIKE:
                alike.append((-likeness, abs(old - new), old, new))
    alike.sort()
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for _, _, old, new in alike:
        if old not in taken_old and new not in taken_new:
            taken_old.add(old)
            taken_new.add(new)
            pairs.append((old, new))
    return pairs


def _candidates(words: Sequence[str], holders: Mapping[str, Sequence[int]]) -> list[int]:
    """The clauses that share most of a clause's rarest words."""
    shared = sorted((len(holders[word]), word) for word in holders.keys() & words)
    near = Counter(
        chain.from_iterable(islice(holders[word], PER_WORD) for _, word in shared[:RAREST])
    )
    return [place for place, _ in near.most_common(WEIGHED)]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two clauses have in common (Dice, 1945)."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _steps(
    before: Sequence[str],
    after: Sequence[str],
    same: Sequence[Pair],
    moved: Mapping[int, int],
    reworded: Mapping[int, int],
) -> Iterator[Step]:
    """Every clause in order: up to each that is the same, first what went and then what came."""
    went = set(range(len(before))) - {old for old, _ in same}
    went -= {*moved.values(), *reworded.values()}
    last_old = last_new = run = 0
    for old, new in [*same, (len(before), len(after))]:
        if run and (old, new) != (last_old, last_new):
            yield Step(Kind.SAME, last_old - run + 1, last_new - run + 1, count=run)
            run = 0
        inside = range(last_old, old)
        for place in inside:
            if place in went:
                yield Step(Kind.DELETED, place + 1, None, (Words(Mark.DELETED, before[place]),))
        for place in range(last_new, new):
            if place in moved:
                text = (Words(Mark.SAME, after[place]),)
                yield Step(Kind.MOVED, moved[place] + 1, place + 1, text, moved=True)
            elif place in reworded:
                source = reworded[place]
                words = marked(before[source], after[place])
                elsewhere = source not in inside
                yield Step(Kind.REWORDED, source + 1, place + 1, words, moved=elsewhere)
            else:
                yield Step(Kind.INSERTED, None, place + 1, (Words(Mark.INSERTED, after[place]),))
        last_old, last_new, run = old + 1, new + 1, run + 1
    if run > 1:
        yield Step(Kind.SAME, len(before) - run + 2, len(after) - run + 2, count=run - 1)


def marked(before: str, after: str) -> tuple[Words, ...]:
    """The words of a clause, those that went and came marked, in the order of reading.

    >>> [(w.mark.value, w.text) for w in marked("a fee of EUR 10", "a late fee of EUR 15")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('same', 'a'), ('inserted', 'late'), ('same', 'fee of EUR'), ('deleted', '10'),
     ('inserted', '15')]
    """
    old, new = before.split(), after.split()
    found: list[tuple[Mark, list[str]]] = []

    def add(mark: Mark, words: list[str]) -> None:
        if words and found and found[-1][0] is mark:
            found[-1][1].extend(words)
        elif words:
            found.append((mark, words))

    last_old = last_new = 0
    for a, b in [*aligned(old, new), (len(old), len(new))]:
        add(Mark.DELETED, old[last_old:a])
        add(Mark.INSERTED, new[last_new:b])
        add(Mark.SAME, new[b : b + 1])
        last_old, last_new = a + 1, b + 1
    return tuple(Words(mark, " ".join(words)) for mark, words in found)


def quoted(words: Sequence[Words], most: int) -> tuple[Words, ...]:
    """At most so many words, in one stretch that begins shortly before the first that is marked.

    What is left out is told as `…`. Nought leaves all out.

    >>> [w.text for w in quoted(marked("one two three four five", "one two three four six"), 4)]
    ['… three four', 'five', 'six']
    """
    if not most:
        return ()
    every = [(each.mark, word) for each in words for word in each.text.split()]
    first = next((at for at, (mark, _) in enumerate(every) if mark is not Mark.SAME), 0)
    start = max(0, min(first - most // 2, len(every) - most))
    cut = every[start : start + most]
    found: list[tuple[Mark, list[str]]] = []
    for mark, word in cut:
        if found and found[-1][0] is mark:
            found[-1][1].append(word)
        else:
            found.append((mark, [word]))
    if found and start:
        found[0][1].insert(0, "…")
    if found and start + most < len(every):
        found[-1][1].append("…")
    return tuple(Words(mark, " ".join(said)) for mark, said in found)
