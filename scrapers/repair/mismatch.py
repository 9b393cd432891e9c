"""Which pattern of a parser matched the last page and no longer matches the new one, and beside what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from scrapers.kit.lines import lines
from scrapers.repair.literals import Literal, literals

ALIKE = 55.0  # per cent: below it another text stands there
MOST = 3
_PATTERN = re.compile(r"\\[dwsSWD]|\(\?|[.\])][+*]")
_MARKS = re.compile(r"[\w\s]+")
DECIMAL = set(".,'’")


class Mismatch(NamedTuple):
    """A pattern with its line, a text that it matched, and the likest one now; None where none is like."""

    pattern: str
    file: str
    line: int
    before: str
    now: str | None

    def told(self) -> list[str]:
        """One under another, as a person compares them."""
        shown = [
            f"{self.file}:{self.line} matches no more what stands there now",
            f"    pattern {self.pattern}",
            f"    before  {self.before}",
            f"    now     {self.now or 'no text is like it'}",
        ]
        marks = self._marks()
        if marks and marks[0] | marks[1] <= DECIMAL:
            shown.append("    the decimal mark changed: the pattern and the locale of `number`")
        elif marks:
            shown.append("    only marks differ, no word and no number")
        return shown

    def _marks(self) -> tuple[set[str], set[str]] | None:
        """The marks that the one has and the other lacks, where nothing else differs."""
        if self.now is None or re.findall(r"\w+", self.before) != re.findall(r"\w+", self.now):
            return None
        before, now = (set(_MARKS.sub("", text)) for text in (self.before, self.now))
        return (before - now, now - before) if before != now else None


def mismatches(folder: Path, kind: str, before: bytes, after: bytes) -> list[Mismatch]:
    """The patterns that match less on the new page than on the last one."""
    had, has = lines(before, kind), lines(after, kind)
    return [
        found
        for literal in literals(folder)
        if literal.file.endswith(".py") and (pattern := _compiled(literal.text))
        for found in _lost(literal, pattern, had, has)
    ][:MOST]


def _lost(
    literal: Literal, pattern: re.Pattern[str], had: list[str], has: list[str]
) -> Iterator[Mismatch]:
    matched = [found[0] for line in had for found in pattern.finditer(line) if found[0]]
    now = sum(bool(found[0]) for line in has for found in pattern.finditer(line))
    if now < len(matched):
        there = "\n".join(has)
        lost = next((each for each in matched if each not in there), None)
        if lost is not None:
            yield Mismatch(literal.text, literal.file, literal.line, lost, _likest(lost, has))


def _likest(lost: str, has: list[str]) -> str | None:
    """The part of a line that is most like a lost text, in whole words."""
    best, text = ALIKE, None
    for line in has:
        found = fuzz.partial_ratio_alignment(lost, line, score_cutoff=best)
        if found is not None and found.score > best and len(line) >= len(lost) / 2:
            first, last = found.dest_start, found.dest_end
            while first and not line[first - 1].isspace():
                first -= 1
            while last < len(line) and not line[last].isspace():
                last += 1
            best, text = found.score, line[first:last]
    return text


def _compiled(text: str) -> re.Pattern[str] | None:
    """A text that is a pattern; None for words, selectors and what is none."""
    if not _PATTERN.search(text):
        return None
    try:
        return re.compile(text)
    except re.error:
        return None
