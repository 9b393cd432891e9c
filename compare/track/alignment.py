"""Which parts of two sequences are the same, in order: a difference whose time is bounded.

Patience sorting (Cohen, 2006) on what stands once on both sides, again between these, and an exact
longest common subsequence where little is left. A stretch that is neither small nor has such an
anchor is left unmatched instead of being searched: the time grows with the length, not its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

Pair = tuple[int, int]
Stretch = tuple[int, int, int, int]

CELLS = 4096  # of the table for an exact search: 64 by 64
DEEPEST = 12  # how often a stretch is searched again between its anchors


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """The places (in old, in new) of equal parts, ascending on both sides.

    >>> aligned("the fee is due".split(), "the late fee is now due".split())
    [(0, 0), (1, 2), (2, 3), (3, 5)]
    """
    found: list[Pair] = []
    stretches = [(0, len(old), 0, len(new))]
    for _ in range(DEEPEST):
        stretches = [
            inner for stretch in stretches for inner in _narrowed(old, new, stretch, found)
        ]
        if not stretches:
            break
    return sorted(found)


def _narrowed(
    old: Sequence[str], new: Sequence[str], stretch: Stretch, found: list[Pair]
) -> Iterator[Stretch]:
    """Adds what is the same at both ends and at anchors; what lies between is searched again."""
    top, end, new_top, new_end = stretch
    while top < end and new_top < new_end and old[top] == new[new_top]:
        found.append((top, new_top))
        top, new_top = top + 1, new_top + 1
    while top < end and new_top < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
        found.append((end, new_end))
    if top == end or new_top == new_end:
        return
    one, other = old[top:end], new[new_top:new_end]
    if anchors := _anchors(one, other):
        found += [(top + a, new_top + b) for a, b in anchors]
        bounds = [(-1, -1), *anchors, (len(one), len(other))]
        for (a, b), (a_next, b_next) in pairwise(bounds):
            if a_next - a > 1 and b_next - b > 1:
                yield top + a + 1, top + a_next, new_top + b + 1, new_top + b_next
    elif len(one) * len(other) <= CELLS:
        found += [(top + a, new_top + b) for a, b in _longest(one, other)]


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """What stands once on both sides, as far as it stands in one order on both."""
    times, other_times = Counter(one), Counter(other)
    places = {part: at for at, part in enumerate(one) if times[part] == 1 == other_times.get(part)}
    if not places:
        return []
    return ascending([(places[part], at) for at, part in enumerate(other) if part in places])


def ascending(pairs: Sequence[Pair]) -> list[Pair]:
    """The most pairs that ascend in their first place too; they come by their second (Fredman 1975).

    >>> ascending([(2, 0), (0, 1), (1, 2)])
    [(0, 1), (1, 2)]
    """
    ends: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for at, (place, _) in enumerate(pairs):
        pile = bisect_left(ends, place)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(place)
            piles.append(at)
        else:
            ends[pile], piles[pile] = place, at
    found = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _longest(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """A longest common subsequence of two short stretches, by the table of Wagner and Fischer."""
    width = len(other)
    table = [[0] * (width + 1)]
    for part in reversed(one):
        below = table[-1]
        row = [0] * (width + 1)
        for at in range(width - 1, -1, -1):
            row[at] = below[at + 1] + 1 if part == other[at] else max(below[at], row[at + 1])
        table.append(row)
    table.reverse()
    found, a, b = [], 0, 0
    while a < len(one) and b < width:
        if one[a] == other[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif table[a + 1][b] >= table[a][b + 1]:
            a += 1
        else:
            b += 1
    return found
