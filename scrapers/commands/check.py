"""Read the recorded pages of sources and compare with what is expected of them.

Where nothing is expected yet, what was read is written down: look it through, then keep it. An
error, or another reading than before, is written down with --accept only. With --live today's page
is fetched and read too, and judged by the manifest's expectations.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from scrapers import recorded
from scrapers.catalogue import Source, keys, load_source
from scrapers.commands.record import had
from scrapers.errors import ManifestError, ScrapeError
from scrapers.records import Capture, PriceRecord, kind

SHOWN = 12
PARTS = ("*/manifest.toml", "*/parse.py", "*/pages/*", "*/expected/*")


@dataclass(slots=True)
class Finding:
    """What became of one page: "as expected", "differs", "written", "refused", "live" or "unexpected".

    `refused`: now written down as a page that fails, and was none before. `todo` is what the error says is to be done.
    """

    source: str
    page: str
    state: str
    outcome: recorded.Outcome
    missing: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    todo: str | None = None

    @property
    def bad(self) -> bool:
        """Must somebody look at it?"""
        return self.state in ("differs", "refused", "unexpected")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which sources, and how to show them."""
    parser.add_argument("sources", nargs="*", help="all, where none is named")
    parser.add_argument("--changed-since", metavar="REF", help="those changed since a git revision")
    parser.add_argument("--accept", action="store_true", help="expect from now on what is read now")
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
        _show(findings, bool(chosen.sources))
    return int(any(finding.bad for finding in findings))


def changed(ref: str) -> set[str]:
    """The keys of sources with a file that differs from a git revision."""
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
    source = load_source(key)
    pages = recorded.pages(source)
    findings = [_page(source, page, chosen.accept) for page in pages]
    if not pages:
        nothing = {"error": "no recorded page", "found": f"record one: scrapers record {key}"}
        findings.append(Finding(key, "-", "unexpected", nothing))
    return findings + (_live(source) if chosen.live else [])


def _page(source: Source, page: Path, accept: bool) -> Finding:
    read = recorded.read_or_refused(source, recorded.capture(source, page))
    got, path = recorded.told(read), recorded.expected(page)
    todo = read.todo if isinstance(read, ScrapeError) else None
    wanted = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    missing, new = difference(wanted, got) if wanted else ([], [])
    if wanted and not (missing or new):
        return Finding(source.key, page.name, "as expected", got)
    if accept or (wanted is None and todo is None):
        path.parent.mkdir(exist_ok=True)
        path.write_text(recorded.dump(got), encoding="utf-8")
        refused = todo is not None and "error" not in (wanted or {})
        return Finding(source.key, page.name, "refused" if refused else "written", got, todo=todo)
    state = "unexpected" if wanted is None else "differs"
    return Finding(source.key, page.name, state, got, missing, new, todo)


def difference(wanted: recorded.Outcome, got: recorded.Outcome) -> tuple[list[str], list[str]]:
    """What is expected and was not read, and what was read and is not expected, one line each."""
    before, after = Counter(_lines(wanted)), Counter(_lines(got))
    return sorted((before - after).elements()), sorted((after - before).elements())


def _lines(outcome: recorded.Outcome) -> list[str]:
    if "records" not in outcome:
        return [json.dumps(outcome, ensure_ascii=False, sort_keys=True)]
    return [json.dumps(each, ensure_ascii=False, sort_keys=True) for each in outcome["records"]]


def _live(source: Source) -> list[Finding]:
    """Today's pages; none for a source that is read from files alone."""
    if not any(page.address for page in source.manifest.pages):
        return []
    return [_today(source, key, outcome) for key, outcome in had(source, None).items()]


def _today(source: Source, key: str, outcome: Capture | ScrapeError) -> Finding:
    if isinstance(outcome, ScrapeError):
        said = {"error": type(outcome).__name__, "found": str(outcome)}
        return Finding(source.key, key, "unexpected", said)
    read = recorded.read_or_refused(source, outcome)
    if isinstance(read, ScrapeError):
        return Finding(source.key, key, "unexpected", recorded.told(read), todo=read.todo)
    doubts = outside(source, outcome)
    state = "unexpected" if doubts else "live"
    return Finding(source.key, key, state, recorded.told(read), missing=doubts)


def outside(source: Source, capture: Capture) -> list[str]:
    """In words, which of the manifest's expectations a capture does not meet."""
    records = list(source.parse(capture))
    counts = Counter(map(kind, records))
    doubts = []
    for word, bounds in source.manifest.expect.items():
        most = bounds.at_most if bounds.at_most is not None else counts[word]
        if counts[word] and not bounds.at_least <= counts[word] <= most:
            doubts.append(f"{bounds.at_least} to {most} of {word} expected, {counts[word]} found")
    if not set(counts) & set(source.manifest.expect):
        doubts.append("nothing that the manifest expects was found")
    known = _headings(wanted for page in recorded.pages(source) for wanted in _written(page))
    strange = _headings([recorded.plain(each) for each in records]) - known if known else set()
    if strange:
        doubts.append(f"new headings, never read before: {', '.join(sorted(strange)[:SHOWN])}")
    prices = [each for each in records if isinstance(each, PriceRecord)]
    told = source.manifest.expect.get("price")
    low, high = (told.value_at_least, told.value_at_most) if told else (None, None)
    doubts += [
        f"{price.locator}: {price.literal!r} is outside of {low} to {high}"
        for price in prices
        if (low is not None and price.amount < low) or (high is not None and price.amount > high)
    ][:SHOWN]
    return doubts


def _written(page: Path) -> list[dict[str, Any]]:
    """The records that are expected of a recorded page."""
    path = recorded.expected(page)
    said = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    found: list[dict[str, Any]] = said.get("records", [])
    return found


def _headings(records: Iterable[dict[str, Any]]) -> set[str]:
    return {each["heading"] for each in records if "heading" in each}


def _show(findings: list[Finding], in_full: bool) -> None:
    console = Console(soft_wrap=not sys.stdout.isatty(), highlight=False, markup=False)
    for finding in findings:
        mark = "✗" if finding.bad else "✓"
        console.print(f"{mark} {finding.source} {finding.page}: {_sentence(finding)}")
        for sign, lines in (("-", finding.missing), ("+", finding.new)):
            for line in lines[:SHOWN]:
                console.print(f"    {sign} {line}")
            if len(lines) > SHOWN:
                console.print(f"    {sign} … and {len(lines) - SHOWN} more")
        if in_full and "records" in finding.outcome:
            console.print(_table(finding.outcome["records"]))


def _sentence(finding: Finding) -> str:
    if "error" in finding.outcome:
        wanted = finding.outcome.get("expected")
        said = f"{finding.outcome['error']}, " + (f"expected {wanted}, found " if wanted else "")
        said += finding.outcome.get("found", "") + (f": {finding.todo}" if finding.todo else "")
    else:
        counts = Counter(each["kind"] for each in finding.outcome["records"])
        said = ", ".join(f"{count} {word}" for word, count in counts.items()) or "no record"
    return {
        "as expected": f"{said}, as expected",
        "written": f"{said}: written to expected/, look it through",
        "differs": f"{said}: not as expected",
        "refused": f"still refused, and kept as a page that must be: {said}. "
        "If it should be read, mend the source and accept again",
    }.get(finding.state, said)


def _table(records: list[dict[str, Any]]) -> Table:
    table = Table("kind", "of", "what", "value", "printed", "where")
    for each in records[: 4 * SHOWN]:
        what = each.get("heading") or each.get("measure") or each.get("factors") or ""
        if isinstance(what, dict):
            what = ", ".join(f"{key} {code}" for key, code in what.items() if code)
        value, unit = _value(each)
        table.add_row(
            each["kind"],
            " ".join(filter(None, (each.get("provider"), each.get("plan")))),
            what or each.get("postcode") or each.get("expected") or "",
            f"{value} {unit}".strip(),
            each.get("literal", ""),
            each["locator"],
        )
    if len(records) > 4 * SHOWN:
        table.caption = f"and {len(records) - 4 * SHOWN} more"
    return table


def _value(each: dict[str, Any]) -> tuple[str, str]:
    """What a record says, and its unit, as a reader of the table wants it."""
    if each["kind"] in ("provider", "plan"):
        return ", ".join(each["attributes"].values()), ""
    if each["kind"] == "pack":
        size = " ".join(
            filter(None, (each.get("quantity") or each.get("missing"), each.get("unit")))
        )
        return each["amount"], f"{each['currency']} for {size}"
    value = each.get("amount") or each.get("value") or each.get("missing") or each.get("found")
    return value or "", each.get("unit") or each.get("currency") or ""
