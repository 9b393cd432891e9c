"""Read the recorded pages of sources and compare with what is expected of them.

Where nothing is expected yet, what was read is written down: look it through, then keep it. An
error, another reading than before, or a new page that a run would hold back or that lost a plan or a
unit since the recording before it, is written down with --accept only. With --live today's page
is fetched and read too, and judged by the manifest's expectations.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scrapers import markets, recorded
from scrapers.catalogue import Source, keys, load_source
from scrapers.commands.finding import NAMED, Finding, of_page, of_source, refused
from scrapers.commands.record import had
from scrapers.commands.shown import show
from scrapers.errors import ManifestError, ScrapeError
from scrapers.expectations import Words, problems, whole_problems
from scrapers.records import Capture

PARTS = ("*/manifest.toml", "*/parse.py", "*/pages/*", "*/expected/*")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which sources, and how to show them."""
    parser.add_argument("sources", nargs="*", help="all, where none is named")
    parser.add_argument("--changed-since", metavar="REF", help="those changed since a git revision")
    parser.add_argument("--accept", action="store_true", help="expect from now on what is read now")
    parser.add_argument("--all", action="store_true", help="show all records and differences")
    parser.add_argument("--live", action="store_true", help="fetch and read today's pages too")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(chosen: argparse.Namespace) -> int:
    """Print the findings; 1 where a page is read otherwise than expected."""
    wanted = chosen.sources or list(keys())
    if chosen.changed_since:
        wanted = [key for key in wanted if key in changed(chosen.changed_since)]
    findings = [finding for key in wanted for finding in _source(key, chosen)]
    if chosen.json:
        shown = [{name: getattr(each, name) for name in Finding.__slots__} for each in findings]
        print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        show(findings, tables=bool(chosen.sources), whole=chosen.all)
    return int(any(finding.bad for finding in findings))


def changed(ref: str) -> set[str]:
    """The keys of sources with a file that differs from a git revision.

    Raises:
        ManifestError: git knows no such revision.
    """
    done = subprocess.run(  # noqa: S603 (no shell; a revision that is none is git's error)
        ["git", "diff", "--name-only", "--end-of-options", ref, "--", *PARTS],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ManifestError(
            expected="a git revision", found=repr(ref), todo=done.stderr.strip()[:200]
        )
    parts = {part for line in done.stdout.splitlines() for part in Path(line).parts}
    return parts & set(keys())


def _source(key: str, chosen: argparse.Namespace) -> list[Finding]:
    """All that is found of a source; one that cannot be loaded stops only those that name it."""
    file = f"{key}/manifest.toml"
    try:
        source = load_source(key)
    except ManifestError as error:
        if key in chosen.sources:
            raise
        return [refused(key, "manifest.toml", error)]
    findings: list[Finding] = []
    try:
        markets.check(source.manifest, file)
    except ManifestError as error:
        findings.append(refused(key, "manifest.toml", error))
    findings += _recorded(source, chosen.accept)
    return findings + (_live(source) if chosen.live else [])


def _recorded(source: Source, accept: bool) -> list[Finding]:
    pages = recorded.pages(source)
    if not pages:
        return [_nothing(source)]
    named = [page for page in pages if recorded.is_named(source, page)]
    read = [of_page(source, page, accept) for page in named]
    records = [record for _, found in read for record in found]
    return [finding for finding, _ in read] + of_source(source, pages, records)


def _nothing(source: Source) -> Finding:
    ways = [f"python -m scrapers record {source.key}"]
    ways.append(f"python -m scrapers record {source.key} --page FILE, for a page that you saved")
    outcome = {"error": "no recorded page", "found": f"nothing in {source.folder / 'pages'}"}
    return Finding(source.key, "-", "unexpected", outcome, why=ways)


def _live(source: Source) -> list[Finding]:
    """Today's pages; none for a source that is read from files alone."""
    if not any(page.address for page in source.manifest.pages):
        return []
    return of_today(source, had(source, None))


def of_today(source: Source, got: Mapping[str, Capture | ScrapeError]) -> list[Finding]:
    """Pages just fetched, each by itself and all of them together, as a run would judge them."""
    findings = [_today(source, key, outcome) for key, outcome in got.items()]
    kinds = {each["kind"] for finding in findings for each in finding.outcome.get("records", ())}
    lost = [_doubt(words) for words in whole_problems(source.manifest.expect, kinds)]
    if lost and not any("error" in finding.outcome for finding in findings):
        outcome = {"error": "Incomplete", "found": f"{len(lost)} kind(s) of record lost"}
        findings.append(Finding(source.key, "today", "unexpected", outcome, why=lost))
    return findings


def _today(source: Source, key: str, outcome: Capture | ScrapeError) -> Finding:
    if isinstance(outcome, ScrapeError):
        return refused(source.key, key, outcome)
    read = recorded.read_or_refused(source, outcome)
    if isinstance(read, ScrapeError):
        return refused(source.key, key, read)
    doubts = outside(source, outcome)
    state = "unexpected" if doubts else "live"
    return Finding(source.key, key, state, recorded.told(read), why=doubts)


def outside(source: Source, capture: Capture) -> list[str]:
    """In words, what of a page the manifest does not expect, or was never read before."""
    records = list(source.parse(capture))
    doubts = [_doubt(words) for words in problems(source.manifest.expect, records)]
    known = _headings(wanted for page in recorded.pages(source) for wanted in recorded.wanted(page))
    strange = _headings(map(recorded.plain, records)) - known if known else set()
    if strange:
        doubts.append(f"new headings, never read before: {', '.join(sorted(strange)[:NAMED])}")
    return doubts


def _doubt(words: Words) -> str:
    expected, found, todo = words
    return f"expected {expected}, found {found}: {todo}"


def _headings(records: Iterable[dict[str, Any]]) -> set[str]:
    return {each["heading"] for each in records if "heading" in each}
