"""Find where a lost value went: name the last good text, get places to write into the manifest.

Record the changed page first. Each proposal was tried: it gives that one text on the new page, and
it says on how many older recorded pages it gives a text too. Where no place names a text alone (a
cell of a table of prices), it says where the text stands. Without --text, everything that was read
from the page before is looked for, and what is no longer there at all is said.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from rapidfuzz import fuzz

from scrapers import recorded
from scrapers.catalogue import Source, load_source
from scrapers.errors import ManifestError, ScrapeError, Unreadable
from scrapers.kit import declared
from scrapers.kit.select import words
from scrapers.kit.text import fold
from scrapers.reading import Place
from scrapers.selectors import proposals, stands

LIKE = 85.0  # per cent: from here on two texts are thought to say the same
MOST = 3
SHORT = 5  # letters: so short a text is the same or another
LONGEST = 400  # letters: beyond that it is no value


class Lost(NamedTuple):
    """A text that was read before, with its heading where it had one."""

    heading: str | None
    text: str


class Found(NamedTuple):
    """What became of a lost text: places to write down, else in words where it stands."""

    places: list[Proposal]
    stands: list[str]


class Proposal(NamedTuple):
    """A place, the text it gives on the new page, how alike it is, and its proof."""

    place: dict[str, str]
    text: str
    likeness: float
    proven: int


def arguments(parser: argparse.ArgumentParser) -> None:
    """The source, the page, and what was lost."""
    parser.add_argument("source")
    parser.add_argument("--page", help="name of the recorded page; the newest where left out")
    parser.add_argument("--text", help="the last good text")
    parser.add_argument("--heading", help="the heading it stood under")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(chosen: argparse.Namespace) -> int:
    """Print proposals; 1 where a text was found nowhere."""
    source = load_source(chosen.source)
    now, others = _pages(source, chosen.page)
    lost = [Lost(chosen.heading, chosen.text)] if chosen.text else list(_last_good(others))
    if not lost:
        raise ManifestError(
            expected="--text, or an older recorded page of the same key with what is expected",
            found="neither",
            todo="say which text was lost",
        )
    older = [_tree(path) for path in others]
    root = _tree(now)
    found = {each: suggestions(root, each, older) for each in dict.fromkeys(lost)}
    if chosen.json:
        told = [
            each._asdict()
            | {"places": [one._asdict() for one in become.places], "stands": become.stands}
            for each, become in found.items()
        ]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for each, become in found.items():
            _say(each, become)
    return int(not all(any(become) for become in found.values()))


def suggestions(root: BeautifulSoup, lost: Lost, older: list[BeautifulSoup]) -> Found:
    """The most lasting ways to name where a text stands now, the likest text first."""
    found: dict[str, Proposal] = {}
    alike = _alike(root, lost)[:MOST]
    for likeness, element in alike:
        for place in proposals(root, element, lost.heading):
            text = _gives(root, place)
            if text is not None and fold(text) == fold(words(element)):
                proven = sum(_gives(each, place) is not None for each in older)
                found.setdefault(toml(place), Proposal(place, text, likeness, proven))
    places = sorted(found.values(), key=lambda each: (-each.likeness, -each.proven))[:MOST]
    return Found(places, [] if places else [stands(root, element) for _, element in alike])


def toml(place: dict[str, str]) -> str:
    """A place as a manifest writes it."""
    return (
        "{ "
        + ", ".join(
            f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in place.items()
        )
        + " }"
    )


def _tree(path: Path) -> BeautifulSoup:
    """The page in whatever coding it says it is; Unreadable where the file is no page of HTML."""
    body = path.read_bytes()
    tree = BeautifulSoup(body, "lxml")
    if tree.find() is None or body.startswith(b"%PDF") or not path.match("*.htm*"):
        raise Unreadable(
            expected="a page of HTML",
            found=path.name,
            todo="nothing to suggest here: the error of `check` names what changed",
        )
    return tree


def _pages(source: Source, name: str | None) -> tuple[Path, list[Path]]:
    """The page that changed, and the older recorded pages of the same key."""
    pages = recorded.pages(source)
    if name is None and pages:
        name = max(pages, key=lambda path: (path.stat().st_mtime, path.name)).name
    now = next((path for path in pages if path.name == name), None)
    if now is None:
        raise ManifestError(
            expected=f"one of {', '.join(path.name for path in pages) or 'no recorded page'}",
            found=repr(name),
            todo=f"record the page first: python -m scrapers record {source.key}",
        )
    key = now.name.partition(".")[0]
    return now, [path for path in pages if path != now and path.name.partition(".")[0] == key]


def _last_good(others: list[Path]) -> Iterator[Lost]:
    for path in reversed(others):
        expected = recorded.expected(path)
        said: dict[str, Any] = json.loads(expected.read_text()) if expected.exists() else {}
        for record in said.get("records", ()):
            if record.get("literal"):
                yield Lost(record.get("heading"), record["literal"])
        if said.get("records"):
            return


def _alike(root: BeautifulSoup, lost: Lost) -> list[tuple[float, Tag]]:
    """The innermost elements whose text is like the lost one, likest first; headings break ties."""
    wanted = fold(lost.text)
    least = LIKE if len(wanted) > SHORT else 100.0
    scored = []
    for element in root.find_all(True):
        if element.name in ("html", "body", "script", "style"):
            continue
        text = words(element)
        if (
            text
            and len(text) <= LONGEST
            and not any(words(part) == text for part in _parts(element))
        ):
            likeness = fuzz.ratio(wanted, fold(text))
            if likeness >= least:
                scored.append((likeness, _beside(element, lost.heading), element))
    scored.sort(key=lambda each: (-each[0], -each[1]))
    return [(likeness, element) for likeness, _, element in scored]


def _parts(element: Tag) -> Iterator[Tag]:
    return (part for part in element.children if isinstance(part, Tag))


def _beside(element: Tag, heading: str | None) -> float:
    """How well the words before the element say the heading."""
    if heading is None:
        return 0.0
    before = element.find_previous(string=True)
    said = " ".join(
        str(text) for text in (before, element.parent and words(element.parent)) if text
    )
    return fuzz.partial_ratio(fold(heading), fold(said))


def _gives(root: BeautifulSoup, place: dict[str, str]) -> str | None:
    """The text at a place of a page; None where there is none, or more than one."""
    try:
        return declared.text_at(root, Place.model_validate(place))
    except ScrapeError:
        return None


def _say(lost: Lost, found: Found) -> None:
    print(f"{lost.heading or 'text'}: {lost.text!r}")
    if not any(found):
        print("    stands nowhere on the new page")
    for where in found.stands:
        print(f"    no place names it alone; it stands in {where}")
    for each in found.places:
        same = "the same text" if fold(each.text) == fold(lost.text) else f"now {each.text!r}"
        print(f"    {toml(each.place)}   {same}; also read on {each.proven} older page(s)")
