"""Which word of a page became which: the old page and the new one, laid side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import soupsieve
from bs4 import Tag
from rapidfuzz import fuzz, process

from scrapers.kit.select import words
from scrapers.repair.marks import Mark
from scrapers.selectors import generated, names

LIKE = 85.0  # per cent: from here on two elements are thought to say the same
TRIED = 3  # new words for an old one
TWINS = 5  # elements that are looked for again
NAMES = ("class", "id")


class Rename(NamedTuple):
    """A word that is no longer on the page, and the one that stands in its place.

    `whole`: a text of the source that is just this one is another; else the word within its texts.
    """

    old: str
    new: str
    whole: bool = False


def renamed(before: Sequence[Mark], after: Sequence[Mark]) -> list[list[Rename]]:
    """For each word that was lost the words that may have come for it, the likeliest first."""
    lost, new = set(before) - set(after), set(after) - set(before)
    votes: dict[Mark, Counter[str]] = defaultdict(Counter)
    for _, *(first, last, there, until) in SequenceMatcher(None, before, after).get_opcodes():
        gone = [mark for mark in before[first:last] if mark in lost]
        came = [mark for mark in after[there:until] if mark in new]
        for sort in dict.fromkeys(mark.sort for mark in gone):
            pairs = zip(
                (mark for mark in gone if mark.sort == sort),
                (mark for mark in came if mark.sort == sort),
                strict=False,
            )
            for old, now in pairs:
                votes[old][now.text] += 1
    return [
        [Rename(old.text, now) for now, _ in found.most_common(TRIED) if _lasts(old.sort, now)]
        for old, found in votes.items()
    ]


def moved(before: Tag, after: Tag, selector: str) -> list[Rename]:
    """Other selectors for the elements that one found on the old page and none on the new one.

    Each finds exactly as many elements, the twin of the first among them.
    """
    had = _selected(before, selector)
    if not had or _selected(after, selector):
        return []
    twin = _twin(after, had[0])
    if twin is None:
        return []
    candidates = (
        each
        for each in (*names(twin), *_within(twin))
        if len(found := _selected(after, each)) == len(had) and twin in found
    )
    return [Rename(selector, each, whole=True) for each in dict.fromkeys(candidates)][:TRIED]


def _within(element: Tag) -> Iterator[str]:
    for parent in list(element.parents)[:3]:
        for outer in names(parent) if parent.name not in ("body", "html", "[document]") else ():
            yield from (f"{outer} {inner}" for inner in names(element))


def _selected(part: Tag, selector: str) -> list[Tag]:
    try:
        return list(part.select(selector))
    except (soupsieve.SelectorSyntaxError, NotImplementedError):
        return []


def _twin(page: Tag, lost: Tag) -> Tag | None:
    """The element that says the same; of the same name where there are several."""
    said = words(lost)
    if not said:
        return None
    elements = page.find_all(True)
    alike = process.extract(
        said, [words(each) for each in elements], scorer=fuzz.ratio, score_cutoff=LIKE, limit=TWINS
    )
    twins = sorted(alike, key=lambda each: (-each[1], elements[each[2]].name != lost.name))
    return elements[twins[0][2]] if twins else None


def _lasts(sort: str, name: str) -> bool:
    return not (sort in NAMES and generated(name))
