"""Judges what a run read against its manifest and against the last good run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from compare.store.models import Run, RunState, SourceState
from compare.usecases.collecting.read_capture import Read
from scrapers.census import Census, Statistics
from scrapers.expectations import (
    LOOK,
    Words,
    archive_problems,
    day_problems,
    page_problems,
    whole_problems,
)
from scrapers.manifest import Expectation, Manifest, Page

USUAL = Decimal("0.5")  # fewer than this share of the last good run's rows is not believed
EXPLODED, FEW = 3, 30  # nor so many times as many and these, where the manifest bounds nothing
LOOKED_BACK = 50  # runs


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a run is held back. `page` "" is the run as a whole; `capture` is where it was seen."""

    page: str
    expected: str
    found: str
    todo: str
    state: SourceState = SourceState.HELD_BACK
    capture: int | None = None

    def __str__(self) -> str:
        page = self.page or "all pages"
        return f"{page}: expected {self.expected}, found {self.found}: {self.todo}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the last good run said of a page, or of its latest earlier edition `years` before."""

    statistics: Statistics
    years: int


def judge(manifest: Manifest, page: str, read: Read, baseline: Baseline | None) -> list[Problem]:
    """All that speaks against what was read on one page; none where it may be stored."""
    found = read.statistics
    problems = [
        *page_problems(manifest.expect, read.census, found, read.refused),
        *(_against(manifest.expect, found, baseline) if baseline else ()),
    ]
    return [Problem(page, *words, capture=read.sheet.capture) for words in problems]


def judge_archive(manifest: Manifest, page: str, reads: Sequence[Read]) -> list[Problem]:
    """The same of an archive, whose days are of any size: what is too little is told of all together."""
    census = Census({kind: tuple(bounds.fill) for kind, bounds in manifest.expect.items()})
    for read in reads:
        census.rows.update(read.census.rows)
        census.filled.update(read.census.filled)
    refused = [row for read in reads for row in read.refused]
    together = archive_problems(manifest.expect, census, refused)
    found = [Problem(page, *words, capture=reads[-1].sheet.capture) for words in together]
    for read in reads:
        for words in day_problems(manifest.expect, read.statistics):
            found.append(Problem(page, *words, capture=read.sheet.capture))
    return found


def judge_whole(manifest: Manifest, found: Collection[str]) -> list[Problem]:
    """What speaks against a run of which every page came: a wanted kind stands on none of them."""
    return [Problem("", *words) for words in whole_problems(manifest.expect, found)]


def _against(
    expect: Mapping[str, Expectation], found: Statistics, baseline: Baseline
) -> Iterator[Words]:
    for kind, before in baseline.statistics.items():
        now = found.get(kind, {"rows": 0, "median": None})
        if now["rows"] < USUAL * before["rows"]:
            least = f"at least half of the usual {before['rows']} rows of {kind}"
            yield least, str(now["rows"]), LOOK
        bounds = expect.get(kind)
        bounded = bounds is not None and bounds.at_most is not None
        if not bounded and now["rows"] > EXPLODED * before["rows"] + FEW:
            most = f"at most {EXPLODED} times the usual {before['rows']} rows of {kind}"
            yield most, str(now["rows"]), LOOK
        if bounds and bounds.largest_change and now["median"] and before["median"]:
            yield from _moved(kind, bounds.largest_change, before, now, baseline.years)


def _moved(
    kind: str, largest: Decimal, before: Mapping[str, Any], now: Mapping[str, Any], years: int
) -> Iterator[Words]:
    """The median may move by the largest change, for editions once for each year in between."""
    allowed = (1 + largest) ** max(years, 1) - 1
    was, is_now = Decimal(before["median"]), Decimal(now["median"])
    if was and abs(is_now / was - 1) > allowed:
        yield f"a median {kind} within {allowed:.0%} of {was:.2f}", f"{is_now:.2f}", LOOK


def baseline(source: int, manifest: Manifest, page: str) -> Baseline | None:
    """The page's statistics in the last good run; else those of its latest earlier edition."""
    runs = (
        Run.objects.filter(source=source, state=RunState.STORED)
        .order_by("-id")
        .values_list("pages", flat=True)[:LOOKED_BACK]
    )
    known: dict[str, Statistics] = {}
    for pages in runs:
        known = {**pages, **known}
    if page in known:
        return Baseline(known[page], 0)
    return _earlier(manifest.page(page), [p for p in manifest.pages if p.key in known], known)


def _earlier(
    page: Page, others: Iterable[Page], known: Mapping[str, Statistics]
) -> Baseline | None:
    edition = page.edition
    if edition is None:
        return None
    earlier = [
        (other.edition.valid_from, other.key)
        for other in others
        if other.edition and other.edition.valid_from < edition.valid_from and _alike(page, other)
    ]
    if not earlier:
        return None
    began, key = max(earlier)
    return Baseline(known[key], edition.valid_from.year - began.year)


def _alike(page: Page, other: Page) -> bool:
    """Whether two pages are editions of one thing: their keys differ in digits only."""
    return page.key.rstrip("0123456789") == other.key.rstrip("0123456789")
