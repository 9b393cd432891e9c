"""Lines of products that may be one product under two names: words in another order, a word more.

A shop that gives a smaller pack a new key often gives it a new name too: "oat cereal" comes back as "oat
breakfast cereal". Other words in place of some are another variant, and never alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

Words = frozenset[str]
MORE = 2  # words that one name may have on top of the other's: our convention, as is the next
SHARED = (3, 4)  # the share of all words that both names must have


def are_alike(one: Words, other: Words) -> bool:
    """Whether one line has all words of the other, and few more."""
    few, many = sorted((one, other), key=len)
    return bool(few) and few <= many and len(many) - len(few) <= _spare(many)


def families(lines: Iterable[Words]) -> dict[Words, Words]:
    """Each line with the one that stands for its family: all that are alike, one after another."""
    every = set(lines)
    head = {words: words for words in every}
    members = defaultdict(list, {words: [words] for words in every})
    for words in every:
        for shorter in _shorter(words):
            if shorter in every and head[shorter] != head[words]:
                joined = members.pop(head[shorter])
                members[head[words]] += joined
                head |= dict.fromkeys(joined, head[words])
    return {words: min(members[head[words]], key=sorted) for words in every}


def _spare(words: Words) -> int:
    """How many words a line may lack and still be alike."""
    least, of = SHARED
    return min(MORE, len(words) * (of - least) // of)


def _shorter(words: Words) -> Iterator[Words]:
    for count in range(1, _spare(words) + 1):
        for gone in combinations(sorted(words), count):
            yield words.difference(gone)
