"""Say which line of a source to change, so that it reads a changed page again.

Record or pull the changed page first. Words of the source that no longer stand on the page are
replaced by what stands in their place; each edit was tried on the new page and on the older ones.
Values that no edit brings back are looked for by their text: in HTML with a place to write into the
manifest, elsewhere with the path, cell or line where it stands now. --text looks for one text.
Where a pattern no longer matches, or a column is new, that is said and no value is looked for.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scrapers import recorded
from scrapers.catalogue import Source, load_source
from scrapers.commands.suggestion import begin, show
from scrapers.errors import ManifestError, ScrapeError
from scrapers.repair.columns import added
from scrapers.repair.mismatch import mismatches
from scrapers.repair.places import Found, Lost, finder
from scrapers.repair.proof import outcome
from scrapers.repair.repair import Repair, last_good, repair
from scrapers.repair.units import lines_for
from scrapers.since import Since, doubts, since

LOOKED_FOR = 200  # values of a page


class Broken(NamedTuple):
    """A changed page, the recording that was read last, and all older ones of the same page."""

    now: Path
    last: Path | None
    older: list[Path]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The source, the page, and what was lost."""
    parser.add_argument("source")
    parser.add_argument("--page", help="name of the recorded page; the newest where left out")
    parser.add_argument("--text", help="look for this text alone")
    parser.add_argument("--heading", help="with --text: the heading it stood under")
    parser.add_argument("--all", action="store_true", help="every lost value, not the first few")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(chosen: argparse.Namespace) -> int:
    """Print the edit, or where lost values stand; 1 where a person must go on."""
    source = load_source(chosen.source)
    page = _broken(source, chosen.page)
    if chosen.text:
        found = _places(page, [Lost(chosen.heading, chosen.text)])
        show(chosen, None, found, [])
        return int(not all(any(become) for become in found.values()))
    if page.last is None:
        raise ManifestError(
            expected="--text, or an older recorded page of the same key that is read",
            found="neither",
            todo="say which text was lost, or pull the last good page of the ticket",
        )
    seen = recorded.read_or_refused(source, recorded.capture(source, page.now))
    good = outcome(source, page.last)
    became = since(good["records"], recorded.told(seen).get("records", ()))
    refused = isinstance(seen, ScrapeError)
    edit = repair(source, page.now, page.last, page.older) if refused else None
    mended = edit is not None and edit.proof.error is None
    said = _elsewise(source, page, page.last) if refused and not mended else []
    found = {} if mended or said else _places(page, _lost(became)[:LOOKED_FOR])
    doubted = [] if refused else doubts(became, page.last.name)
    if not chosen.json:
        begin(source, page.now, seen, good)
        for line in (*doubted, *lines_for(source.folder, became), *said):
            print(line)
    show(chosen, edit, found, said)
    if edit is not None and mended and not edit.proof.doubts and not chosen.json:
        print(f"\nMake the edit, then: python -m scrapers check {source.key}")
    return int(bool(doubted) or _to_be_looked_at(edit, refused, found))


def _elsewise(source: Source, page: Broken, last: Path) -> list[str]:
    """What no renaming explains: a pattern that no longer matches, a column that came."""
    bodies = last.read_bytes(), page.now.read_bytes()
    kind = source.manifest.kind
    columns, patterns = added(*bodies), mismatches(source.folder, kind, *bodies)
    told = [each.told() for each in columns] + [each.told() for each in patterns]
    return [line for lines in told for line in lines]


def _to_be_looked_at(edit: Repair | None, refused: bool, found: Mapping[Lost, Found]) -> bool:
    """Must a person decide something, more than to make an edit?"""
    if edit is not None:
        return not edit.proof.whole or bool(edit.proof.others)
    return refused or not all(any(become) for become in found.values())


def _broken(source: Source, name: str | None) -> Broken:
    """The page that changed, and its other recordings."""
    pages = recorded.pages(source)
    if name is None and pages:
        name = max(pages, key=_newest).name
    now = next((path for path in pages if path.name == name), None)
    if now is None:
        raise ManifestError(
            expected=f"one of {', '.join(path.name for path in pages) or 'no recorded page'}",
            found=repr(name),
            todo=f"record the page first: python -m scrapers record {source.key}",
        )
    key = now.name.partition(".")[0]
    older = [path for path in pages if path != now and path.name.partition(".")[0] == key]
    return Broken(now, last_good(source, older), older)


def _newest(page: Path) -> tuple[bool, float, str]:
    """Pages that nobody looked through come last, and of these the one that came last."""
    return not recorded.expected(page).exists(), page.stat().st_mtime, page.name


def _places(page: Broken, lost: Sequence[Lost]) -> dict[Lost, Found]:
    find = finder(page.now.read_bytes(), [path.read_bytes() for path in page.older])
    return {each: find(each) for each in dict.fromkeys(lost)}


def _lost(became: Since) -> list[Lost]:
    """The values that are gone, but for those of a new word and of a plan that is gone altogether."""
    plans = {
        (each.get("provider"), each["plan"])
        for each in became.gone
        if each["kind"] == "plan" and became.pairs
    }
    renamed = {each.get("literal") for each in became.new}
    return [
        Lost(each.get("heading"), each["literal"])
        for each in became.gone
        if each.get("literal", "") not in {"", *renamed}
        if (each.get("provider"), each.get("plan")) not in plans
    ]
