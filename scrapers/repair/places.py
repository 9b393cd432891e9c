"""Where a text stands on a page of any form: places to write into a manifest, or in words where.

A place of HTML was tried: it gives that very text on the new page. Elsewhere it is a path ($.a.b), a
row and column, or a page and line: what `check` prints as the locator of a value.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from lxml import etree
from rapidfuzz import fuzz

from scrapers.errors import ScrapeError
from scrapers.kit import declared, pdf, sheet, xml_document
from scrapers.kit.bytes import opened
from scrapers.kit.form import Form, form
from scrapers.kit.select import words
from scrapers.kit.text import fold
from scrapers.reading import Place
from scrapers.repair.marks import delimiter, documents, tree
from scrapers.selectors import proposals, stands

SAME = 100.0  # per cent
LIKE = 85.0  # per cent: from here on two texts are thought to say the same
MOST = 3
SHORT = 5  # letters: so short a text is the same or another
LONGEST = 400  # letters: beyond that it is no value
Cell = tuple[str, str]  # where it stands, and its text


class Lost(NamedTuple):
    """A text that was read before, with its heading where it had one."""

    heading: str | None
    text: str


class Proposal(NamedTuple):
    """A place, the text it gives on the new page, how alike it is, and its proof."""

    place: dict[str, str]
    text: str
    likeness: float
    proven: int


class Found(NamedTuple):
    """What became of a lost text: places to write down, else in words where it stands."""

    places: list[Proposal]
    stands: list[str]


def finder(now: bytes, older: Sequence[bytes]) -> Callable[[Lost], Found]:
    """What finds lost texts on a page; the older pages prove places of HTML."""
    kind = form(now)
    if kind == "html":
        root, before = tree(now), [tree(body) for body in older if form(body) == "html"]
        return lambda lost: _in_html(root, lost, before)
    cells = _cells(now, kind)
    return lambda lost: Found([], list(islice(_standing(cells, lost.text), MOST)))


def toml(place: dict[str, str]) -> str:
    """A place as a manifest writes it."""
    return (
        "{ "
        + ", ".join(
            f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in place.items()
        )
        + " }"
    )


def _in_html(root: BeautifulSoup, lost: Lost, older: list[BeautifulSoup]) -> Found:
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
    if places:
        return Found(places, [])
    said = [
        stands(root, element) + ("" if likeness == SAME else f": {words(element)!r}")
        for likeness, element in alike
    ]
    return Found([], said or list(islice(_beyond_elements(root, lost), MOST)))


def _beyond_elements(root: BeautifulSoup, lost: Lost) -> Iterator[str]:
    """Where a text stands in a script's JSON, or within a longer text."""
    for document in documents(root):
        yield from _standing(list(_values(document, "$")), lost.text)
    wanted = f" {fold(lost.text)} "
    for element in root.find_all(True):
        inner = (words(part) for part in _parts(element))
        if wanted in f" {fold(words(element))} " and not any(
            wanted in f" {fold(text)} " for text in inner
        ):
            yield f"the text {words(element)[:LONGEST]!r} of {stands(root, element)}"


def _standing(cells: Sequence[Cell], text: str) -> Iterator[str]:
    """The cells that hold a text alone; where none does, those that it is a part of."""
    wanted = fold(text)
    whole = [where for where, said in cells if fold(said) == wanted]
    if whole:
        yield from whole
    elif len(wanted) > SHORT:
        yield from (f"{where}: {said!r}" for where, said in cells if wanted in fold(said))


def _cells(body: bytes, kind: Form | None) -> list[Cell]:
    """Every text of a page that is no HTML, with its place; none where it cannot be read."""
    readers: dict[str, Callable[[bytes], Iterator[Cell]]] = {
        "json": _json,
        "csv": _csv,
        "xlsx": _sheets,
        "xml": _xml,
        "pdf": _pdf,
    }
    read = readers.get(kind or "")
    try:
        return list(read(body)) if read else []
    except (ScrapeError, ValueError, RecursionError, etree.LxmlError, csv.Error):
        return []


def _json(body: bytes) -> Iterator[Cell]:
    with opened(body) as stream:
        yield from _values(json.load(stream, parse_float=str), "$")


def _values(value: Any, at: str) -> Iterator[Cell]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, f"{at}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _values(inner, f"{at}[{number}]")
    elif value is not None:
        yield at, str(value)


def _csv(body: bytes) -> Iterator[Cell]:
    with opened(body) as stream:
        heading = stream.readline()
        mark = delimiter(heading)
        columns = next(csv.reader([heading], delimiter=mark), [])
        for number, row in enumerate(csv.reader(stream, delimiter=mark), 2):
            for column, said in zip(columns, row, strict=False):
                yield f"row {number}, column {column!r}", said


def _sheets(body: bytes) -> Iterator[Cell]:
    for name, rows in sheet.sheets(body):
        for number, row in rows:
            for column, said in enumerate(row, 1):
                if said:
                    yield f"sheet {name!r}, row {number}, column {column}", said


def _xml(body: bytes) -> Iterator[Cell]:
    root = xml_document.load(body)
    whole = root.getroottree()
    for element in root.iter():
        if isinstance(element.tag, str):
            at = str(whole.getelementpath(element))
            yield at, element.text or ""
            yield from ((f"{at} @{name!s}", str(said)) for name, said in element.attrib.items())


def _pdf(body: bytes) -> Iterator[Cell]:
    for page in pdf.pages(body):
        for number, line in enumerate(page.text.splitlines(), 1):
            yield f"page {page.number} line {number}", line


def _alike(root: BeautifulSoup, lost: Lost) -> list[tuple[float, Tag]]:
    """The innermost elements whose text is like the lost one, likest first; headings break ties."""
    wanted = fold(lost.text)
    least = LIKE if len(wanted) > SHORT else SAME
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
    same = [each for each in scored if each[0] == SAME]
    return [(likeness, element) for likeness, _, element in same or scored]


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
