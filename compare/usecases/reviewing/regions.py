"""Two versions of a page side by side, at the place where a value that was read is lost."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from compare.store import bodies
from compare.store.models import Capture
from scrapers import records
from scrapers.catalogue import Source
from scrapers.errors import ScrapeError
from scrapers.kit.lines import lines, markup
from scrapers.kit.text import fold

AROUND = 3  # lines before and after
MOST = 14  # lines of a region
WIDEST = 300  # letters of a line
COMPARED = 1_500  # lines: what differs is looked for in no more
RECORDS = 20_000
LOOKS = 2_000_000  # times that a value is looked for in a line: about half a second


class Regions(NamedTuple):
    """Where a lost value was, what stood there, and what stands there now: "" where unknown.

    A line that is not on the other side begins with `-` or `+`.
    """

    locator: str
    good: str
    bad: str


def regions(source: Source, good: Capture | None, failing: Capture) -> Regions:
    """The part of both pages around the first value that is no longer to be found."""
    if good is not None and good.sha256 == failing.sha256:
        return Regions("", "", "")  # the same bytes: it was never read whole
    after = _lines(source, failing)
    if good is None:
        return Regions("", "", _written(after, "+", 0, MOST))
    before = _lines(source, good)
    if before == after and source.manifest.kind == "html":
        return Regions("", *side_by_side(_markup(good), _markup(failing), None))
    lost = _lost(source, good, before, after)
    at = lost.line if lost else None
    return Regions(lost.locator if lost else "", *side_by_side(before, after, at))


def side_by_side(before: list[str], after: list[str], at: int | None) -> tuple[str, str]:
    """The differing lines around a line of `before` (None: the first that differ), on both sides."""
    start, before, after = _narrowed(before, after)
    blocks = [
        block
        for block in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if block[0] != "equal"
    ]
    if not blocks:
        return "", ""
    wanted = None if at is None else at - start
    holds = (b for b in blocks if wanted is not None and b[1] <= wanted < b[2])
    _, first, last, there, until = next(holds, blocks[0])
    if wanted is not None and first <= wanted < last and last - first > MOST:
        share = (wanted - first) / (last - first)
        there += round(share * max(0, until - there - MOST))
        first = max(first, wanted - AROUND)
    before, after = _cut(before, after, first, there)
    return _shown(before, "-", first, last), _shown(after, "+", there, until)


def _cut(
    before: list[str], after: list[str], first: int, there: int
) -> tuple[list[str], list[str]]:
    """Both with their first differing lines cut before the first letter that differs.

    A whole page may stand in one line: its beginning is the same on both sides.
    """
    if first >= len(before) or there >= len(after):
        return before, after
    one, other = before[first], after[there]
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    skip = same - WIDEST // 3
    if skip <= 0 or max(len(one), len(other)) <= WIDEST:
        return before, after
    return (
        [*before[:first], f"…{one[skip:]}", *before[first + 1 :]],
        [*after[:there], f"…{other[skip:]}", *after[there + 1 :]],
    )


class _Lost(NamedTuple):
    line: int
    locator: str


def _lost(source: Source, good: Capture, before: list[str], after: list[str]) -> _Lost | None:
    """The first value of the good page whose text, with its line, is no longer there."""
    held, there = [fold(line) for line in before], {fold(line) for line in after}
    for locator, literal in islice(_values(source, good), LOOKS // (len(held) or 1)):
        wanted = fold(literal)
        found = [at for at, line in enumerate(held) if wanted and wanted in line]
        if len(found) == 1 and held[found[0]] not in there:
            return _Lost(found[0], locator)
    return None


def _values(source: Source, good: Capture) -> Iterator[tuple[str, str]]:
    """Where the good page's values stand and how they are printed, as far as they can be read."""
    body = _body(good)
    if body is None or len(body) > 2_000_000:
        return
    capture = records.Capture(good.address, body, good.fetched_at, good.page)
    try:
        for record in islice(source.parse(capture), RECORDS):
            literal = getattr(record, "literal", "")
            if literal:
                yield record.locator, literal
    except ScrapeError:  # the parser was mended for the new page alone
        return


def _lines(source: Source, capture: Capture) -> list[str]:
    body = _body(capture)
    return [] if body is None else lines(body, source.manifest.kind)


def _markup(capture: Capture) -> list[str]:
    return markup(_body(capture) or b"")


def _body(capture: Capture) -> bytes | None:
    try:
        return bodies.read(capture.sha256)
    except bodies.Damaged:
        return None


def _narrowed(before: list[str], after: list[str]) -> tuple[int, list[str], list[str]]:
    """Both without their common beginning, and bounded; how many lines were left out before."""
    same = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        same += 1
    start = max(0, same - AROUND)
    return start, before[start : start + COMPARED], after[start : start + COMPARED]


def _shown(text: list[str], sign: str, first: int, last: int) -> str:
    """The lines from `first` to `last` marked, with some before and after, no more than MOST."""
    last = min(last, first + MOST - AROUND)
    head = [f"  {line[:WIDEST]}" for line in text[max(0, first - AROUND) : first]]
    tail = [f"  {line[:WIDEST]}" for line in text[last : last + AROUND]]
    return "\n".join([*head, _written(text, sign, first, last), *tail]).strip("\n")


def _written(text: list[str], sign: str, first: int, last: int) -> str:
    return "\n".join(f"{sign} {line[:WIDEST]}" for line in text[first:last])
