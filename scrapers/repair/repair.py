"""The edit that makes a source read a changed page again, with its proof.

What the source says itself (selectors, keys, headings) and what stood on the last good page, but no
longer stands on the new one, is what broke. What stands in its place on the new page is tried.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import soupsieve
from bs4 import BeautifulSoup

from scrapers.catalogue import Source
from scrapers.kit.form import form
from scrapers.repair.edits import Change, Line, Style, changes, lines, located, touches
from scrapers.repair.literals import Literal, literals, locators
from scrapers.repair.marks import in_utf8, marks, tree
from scrapers.repair.proof import Proof, outcome, proven
from scrapers.repair.renames import Rename, moved, renamed

TRIALS = 24  # edits that are tried on the page
BROKEN = 8  # words that broke at once: beyond it is another page


class Repair(NamedTuple):
    """An edit, line by line, and what came of it."""

    lines: list[Line]
    proof: Proof


class Edit(NamedTuple):
    """Changes to try together; `among` numbers the renamings that they write in one way or another."""

    changes: tuple[Change, ...]
    among: int
    renames: tuple[Rename, ...]


class Tried(NamedTuple):
    """An edit with what came of it."""

    changes: tuple[Change, ...]
    among: int
    renames: tuple[Rename, ...]
    proof: Proof

    @property
    def rank(self) -> tuple[tuple[bool, int, int, int, int], int]:
        """The better proof; of two that prove the same, the shorter edit."""
        return self.proof.rank, -sum(len(change.after) for change in self.changes)


def repair(source: Source, now: Path, last: Path, older: Sequence[Path]) -> Repair | None:
    """The edit after which most values are read again; None where none brings the page further.

    Its proof may hold an error: then it is a step, and the error what comes next.
    """
    good = outcome(source, last)
    tried: dict[tuple[Line, ...], Proof] = {}

    def judge(made: tuple[Change, ...]) -> Proof:
        edit = tuple(lines(source.folder, made))
        if edit not in tried:
            tried[edit] = proven(source, edit, now, good, older)
        return tried[edit]

    best: Tried | None = None
    for made in _edits(literals(source.folder), last.read_bytes(), now.read_bytes()):
        if len(tried) >= TRIALS or (best and best.proof.whole and best.among != made.among):
            break
        new = Tried(*made, judge(made.changes))
        if best is None or new.rank > best.rank:
            best = new
    if best is None or (best.proof.error and best.proof.error == judge(()).error):
        return None
    needed, proof = best.changes, best.proof
    for change in best.changes:  # what is not needed is not changed
        fewer = tuple(each for each in needed if each != change)
        if fewer and judge(fewer).rank >= proof.rank:
            needed, proof = fewer, judge(fewer)
    also = located(locators(source.folder), _used(best.renames, needed))
    if also and judge((*needed, *also)).rank >= proof.rank:
        needed = (*needed, *also)
    return Repair(lines(source.folder, needed), judge(needed))


def _used(renames: Sequence[Rename], made: Sequence[Change]) -> list[Rename]:
    """The renamings that some of the changes write."""
    return [each for each in renames if any(touches(change.literal.text, each) for change in made)]


def last_good(source: Source, others: Sequence[Path]) -> Path | None:
    """The newest other recording of the page that the source reads; None where it reads none."""
    for path in reversed(others):
        if "records" in outcome(source, path):
            return path
    return None


def _edits(own: Sequence[Literal], before: bytes, after: bytes) -> Iterator[Edit]:
    """Edits to try, the likeliest first: the new words beside the old ones, and alone."""
    page = tree(before) if form(before) == "html" else None
    seen = set()
    for among, renames in enumerate(_renames(own, before, after)):
        for style in Style:
            made = changes(own, renames, style, lambda text: _finds(page, text))
            if made and made not in seen:
                seen.add(made)
                yield Edit(made, among, tuple(renames))


def _renames(own: Sequence[Literal], before: bytes, after: bytes) -> Iterator[list[Rename]]:
    """Sets of renamings to try together: the likeliest of each word, then others one by one."""
    said = _texts(own)
    names = [
        [rename for rename in each if _touches(said, rename)]
        for each in renamed(marks(before), marks(after))
    ]
    names = [each for each in names if each][:BROKEN]
    first = [each[0] for each in names]
    coding = _coding(said, after)
    names += [[coding]] if coding else []
    first += [coding] if coding else []
    if first:
        yield first
    for at, each in enumerate(names):
        yield from ([*first[:at], other, *first[at + 1 :]] for other in each[1:])
    if form(before) == form(after) == "html":
        one, other = tree(before), tree(after)
        selectors = [found for text in said if (found := moved(one, other, text))][:BROKEN]
        rest = [each for each in first if not _within(each, selectors)]
        if selectors:
            yield [*rest, *(each[0] for each in selectors)]
        for each in selectors:
            yield from ([*rest, alone] for alone in each)
    yield from ([alone] for alone in chain.from_iterable(names))


def _coding(said: Sequence[str], page: bytes) -> Rename | None:
    """The coding that the source names, where the page is UTF-8 by now."""
    if not in_utf8(page):
        return None
    for text in said:
        try:
            name = codecs.lookup(text).name
        except (LookupError, ValueError):
            continue
        if name != "utf-8" and "-" in text:
            return Rename(text, "utf-8", whole=True)
    return None


def _within(rename: Rename, selectors: Sequence[Sequence[Rename]]) -> bool:
    return any(_touches([each[0].old], rename) for each in selectors)


def _texts(own: Sequence[Literal]) -> list[str]:
    return list(dict.fromkeys(literal.text for literal in own))


def _touches(said: Sequence[str], rename: Rename) -> bool:
    return any(touches(text, rename) for text in said)


def _finds(page: BeautifulSoup | None, text: str) -> bool:
    try:
        return page is not None and bool(page.select_one(text))
    except (soupsieve.SelectorSyntaxError, NotImplementedError, ValueError):
        return False
