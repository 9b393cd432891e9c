"""What `suggest` found, as a person reads it or as a document for programs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scrapers import recorded
from scrapers.catalogue import Source
from scrapers.errors import ScrapeError
from scrapers.kit.text import fold
from scrapers.records import Record
from scrapers.repair.places import Found, Lost, toml
from scrapers.repair.proof import Proof, compared
from scrapers.repair.repair import Repair

WIDEST = 100  # letters of a line of code
SHOWN = 5  # values, but with --all


def show(
    chosen: argparse.Namespace,
    edit: Repair | None,
    found: Mapping[Lost, Found],
    said: Sequence[str],
) -> None:
    """Print an edit and where lost values stand; as JSON with `said`, the other causes."""
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


def begin(
    source: Source, page: Path, seen: list[Record] | ScrapeError, good: recorded.Outcome
) -> None:
    """What is wrong with the page, or that it is read."""
    if isinstance(seen, ScrapeError):
        print(f"{page.name}: {seen}")
        return
    proof = compared(source, page, good)
    print(f"{page.name}: it is read: {len(seen)} values, {proof.of} before.")
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
