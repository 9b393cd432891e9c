"""Judges what was read by the manifest alone: a run and `check` find the same problems.

What needs the last good run (half of the usual rows, a median that moved) only a run can judge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from scrapers.census import Census, Statistics
from scrapers.manifest import Expectation
from scrapers.records import Record, Refused

Words = tuple[str, str, str]  # what was expected, what was found, what to do
Expected = Mapping[str, Expectation]

LOOK = "look at the page; mend the parser, or the manifest where the page is right"
FEWER = (
    "run `check` on the page: it names what is gone. Withdrawn, moved to another page ([[pages]]), or cut "
    "off: only the first lowers at_least"
)
REFUSED = Decimal("0.1")  # a page of which more than this share could not be read is not believed


def problems(expect: Expected, records: Sequence[Record]) -> list[Words]:
    """Which expectations the records of one page do not meet, as a run would judge it."""
    census = Census({word: tuple(bounds.fill) for word, bounds in expect.items()})
    for _ in census.pass_on(records):
        pass
    unread = [each for each in records if isinstance(each, Refused)]
    return list(page_problems(expect, census, census.statistics, unread))


def page_problems(
    expect: Expected, census: Census, found: Statistics, refused: Sequence[Refused]
) -> Iterator[Words]:
    """What speaks against one page: its counts, what is filled, the range of its amounts, refusals."""
    yield from _too_few(expect, census)
    yield from _too_many(expect, found)
    yield from _fill(expect, census)
    yield from _ranges(expect, found)
    yield from _refusals(census, refused)


def archive_problems(
    expect: Expected, census: Census, refused: Sequence[Refused]
) -> Iterator[Words]:
    """What speaks against an archive as a whole: its days are of any size, and too little is told of all."""
    yield from _too_few(expect, census)
    yield from _fill(expect, census)
    yield from _refusals(census, refused)


def day_problems(expect: Expected, found: Statistics) -> Iterator[Words]:
    """What speaks against one day of an archive: too many rows, amounts out of range."""
    yield from _too_many(expect, found)
    yield from _ranges(expect, found)


def whole_problems(expect: Expected, found: Collection[str]) -> Iterator[Words]:
    """What speaks against all pages together: a wanted kind stands on none of them."""
    for kind, bounds in expect.items():
        if bounds.at_least and kind not in found:
            yield f"at least {bounds.at_least} rows of {kind}", "none on any page", LOOK


def _too_few(expect: Expected, census: Census) -> Iterator[Words]:
    declared = bool(expect) and not any(bounds.at_least for bounds in expect.values())
    if not census.rows and not declared:
        yield "at least one row", "none", LOOK
    for kind, rows in census.rows.items():
        bounds = expect.get(kind)
        if bounds and rows < bounds.at_least:
            yield f"at least {bounds.at_least} rows of {kind}", str(rows), FEWER


def _too_many(expect: Expected, found: Statistics) -> Iterator[Words]:
    for kind, numbers in found.items():
        bounds, rows = expect.get(kind), int(numbers["rows"] or 0)
        if bounds and bounds.at_most is not None and rows > bounds.at_most:
            yield f"at most {bounds.at_most} rows of {kind}", str(rows), LOOK


def _fill(expect: Expected, census: Census) -> Iterator[Words]:
    for (kind, name), filled in census.filled.items():
        share = Decimal(filled) / census.rows[kind]
        least = expect[kind].fill[name]
        if share < least:
            yield f"{name} filled in {least:.0%} of {kind} rows", f"{share:.1%}", LOOK


def _ranges(expect: Expected, found: Statistics) -> Iterator[Words]:
    for kind, numbers in found.items():
        bounds, least, most = expect.get(kind), numbers["least"], numbers["most"]
        if bounds is None or least is None or most is None:
            continue
        if bounds.value_at_least is not None and Decimal(least) < bounds.value_at_least:
            yield f"no {kind} below {bounds.value_at_least}", str(least), LOOK
        if bounds.value_at_most is not None and Decimal(most) > bounds.value_at_most:
            yield f"no {kind} above {bounds.value_at_most}", str(most), LOOK


def _refusals(census: Census, refused: Sequence[Refused]) -> Iterator[Words]:
    rows = census.rows.total()
    if len(refused) > REFUSED * (rows + len(refused)):
        first = refused[0]
        yield (
            f"at most {REFUSED:.0%} of the rows refused",
            f"{len(refused)} of {rows}, first at {first.locator}: expected {first.expected}, "
            f"found {first.found}",
            first.todo,
        )
