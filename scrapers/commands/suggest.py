"""Say which line of a source to change, so that it reads a changed page again.

Record or pull the changed page first. Words of the source that no longer stand on the page are
replaced by what stands in their place; each edit was tried on the new page and on the older ones.
Values that no edit brings back are looked for by their text: in HTML with a place to write into the
manifest, elsewhere with the path, cell or line where it stands now. --text looks for one text.
Where a pattern no longer matches, or a column is new, that is said and no value is looked for.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from scrapers import recorded
from scrapers.catalogue import Source, load_source
from scrapers.errors import ManifestError, ScrapeError
from scrapers.kit.text import fold
from scrapers.records import Record
from scrapers.repair.columns import added
from scrapers.repair.literals import literals
from scrapers.repair.mismatch import mismatches
from scrapers.repair.places import Found, Lost, finder, toml
from scrapers.repair.proof import Proof, compared, outcome
from scrapers.repair.repair import Repair, last_good, repair
from scrapers.since import Since, doubts, since, unitless

WIDEST = 100  # letters of a line of code
SHOWN = 5  # values, but with --all
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
        _print(chosen, None, found, [])
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
        _begin(source, page, seen, good)
        for line in (*doubted, *_unit_lines(source, became), *said):
            print(line)
    _print(chosen, edit, found, said)
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


def _unit_lines(source: Source, became: Since) -> Iterator[str]:
    """Where the source names a heading whose value has lost its unit, with the line for the new word."""
    for before, now in unitless(became):
        old, new = before.get("heading"), now.get("heading")
        for literal in literals(source.folder) if new and new != old else ():
            if literal.text == old:
                line = (
                    (source.folder / literal.file).read_text("utf-8").split("\n")[literal.line - 1]
                )
                quoted = json.dumps(new, ensure_ascii=False)
                yield f"{literal.file}\n{literal.line:>5}   {line.strip()}"
                yield f"      + {(line[: literal.start] + quoted + line[literal.end :]).strip()}"


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


def _print(
    chosen: argparse.Namespace,
    edit: Repair | None,
    found: Mapping[Lost, Found],
    said: Sequence[str],
) -> None:
    if chosen.json:
        document = {**_document(edit, found), "other_causes": said}
        print(json.dumps(document, ensure_ascii=False, indent=1))
        return
    if edit:
        _say_edit(edit)
    stand = {each: become for each, become in found.items() if any(become)}
    nowhere = [each for each in found if each not in stand]
    many = len(found) if chosen.all or chosen.text else SHOWN
    if nowhere:
        some = ", ".join(repr(each.text) for each in nowhere[:many])
        print(f"{len(nowhere)} of {len(found)} lost values stand nowhere on the new page: {some}")
    for each, become in list(stand.items())[:many]:
        _say(each, become)
    if len(stand) > many:
        print(f"and {len(stand) - many} more: --all shows each, --text TEXT one")


def _document(edit: Repair | None, found: Mapping[Lost, Found]) -> dict[str, Any]:
    """What is printed, for programs: the edit (null where there is none) and every lost value."""
    return {
        "edit": edit
        and {
            "lines": [line._asdict() for line in edit.lines],
            "read": edit.proof.read,
            "same_text": edit.proof.same,
            "of": edit.proof.of,
            "other_texts": edit.proof.others,
            "doubts": edit.proof.doubts,
            "no_longer_read": edit.proof.lost,
            "then": edit.proof.error,
        },
        "values": [
            each._asdict()
            | {"places": [one._asdict() for one in become.places], "stands": become.stands}
            for each, become in found.items()
        ],
    }


def _begin(
    source: Source, page: Broken, seen: list[Record] | ScrapeError, good: recorded.Outcome
) -> None:
    """What is wrong with the page, or that it is read."""
    if isinstance(seen, ScrapeError):
        print(f"{page.now.name}: {seen}")
        return
    proof = compared(source, page.now, good)
    print(f"{page.now.name}: it is read: {len(seen)} values, {proof.of} before.")
    _say_others(proof)
    now, had = (_headings(each) for each in (map(recorded.plain, seen), good["records"]))
    if now - had:
        print(f"New words: {', '.join(sorted(now - had))}; gone: {', '.join(sorted(had - now))}")
        print(
            f"A new word for the same thing is a synonym of {source.key} in the market's terms"
            f" (compare/markets/{source.manifest.market}/terms.toml)."
        )


def _headings(records: Iterable[Mapping[str, Any]]) -> set[str]:
    return {each["heading"] for each in records if "heading" in each}


def _say_edit(edit: Repair) -> None:
    if edit.proof.doubts:
        print("A word changed, but more than the word: what would be read with it cannot be right.")
    for file in dict.fromkeys(line.file for line in edit.lines):
        print(f"\n{file}")
        for line in (each for each in edit.lines if each.file == file):
            print(f"{line.number:>5} - {line.before.strip()}")
            print(f"{line.number:>5} + {line.after.strip()}")
    proof = edit.proof
    if proof.error:
        print(f"\nA step, not the end: with it comes: {proof.error}\n")
        return
    print(f"\nWith it {proof.read} of {proof.of} values are read again.")
    if proof.doubts:
        print("That is no edit to make as it stands:")
        for doubt in proof.doubts:
            print(f"    {doubt}")
        return
    _say_others(proof)
    if any(len(line.after) > WIDEST for line in edit.lines):
        print(f"A line of it is longer than {WIDEST} letters: ruff format breaks it.")
    if proof.lost:
        print(f"Older recordings that it does not read any more: {', '.join(proof.lost)}.")
        print("Let the source know both ways: it reads its old pages again now and then.")


def _say_others(proof: Proof) -> None:
    if not proof.others:
        return
    print(f"{len(proof.others)} of {proof.of} have another text now. Is it still the same promise,")
    print("in the same unit and for the same time?")
    for old, new in proof.others[:SHOWN]:
        print(f"    {old!r} is now {new!r}")


def _say(lost: Lost, found: Found) -> None:
    print(f"{lost.heading or 'text'}: {lost.text!r}")
    for where in found.stands:
        print(f"    no place names it alone; it stands at {where}")
    for each in found.places:
        same = "the same text" if fold(each.text) == fold(lost.text) else f"now {each.text!r}"
        label = each.place.get("row") or each.place.get("label")
        if label and lost.heading and fold(label) != fold(lost.heading):
            same += f" under another label, {label!r}: is it the same promise?"
        print(f"    {toml(each.place)}   {same}; also read on {each.proven} older page(s)")
