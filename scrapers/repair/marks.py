"""What a parser can hold on to in a page, in the order of the page: names, keys, headings, texts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from lxml import etree

from scrapers.errors import ScrapeError
from scrapers.kit import pdf, sheet, xml_document
from scrapers.kit.bytes import opened
from scrapers.kit.form import form
from scrapers.kit.text import clean

MOST = 20_000  # marks of a page
ROWS = 50  # of a sheet: headings stand near its top
DELIMITERS = ",;\t|"


class Mark(NamedTuple):
    """A word to hold on to, and of what sort it is: `class`, `key`, `heading`, `text` …"""

    sort: str
    text: str


def marks(body: bytes) -> list[Mark]:
    """The marks of a page of any form; none where it cannot be read."""
    readers = {
        "html": _html,
        "json": _json,
        "csv": _csv,
        "xlsx": _sheet,
        "xml": _xml,
        "pdf": _pdf,
    }
    read = readers.get(form(body) or "")
    try:
        return list(islice(read(body), MOST)) if read else []
    except (ScrapeError, ValueError, RecursionError, etree.LxmlError, csv.Error):
        return []


def tree(body: bytes) -> BeautifulSoup:
    """A page of HTML in UTF-8 where it is that, else in whatever coding it says it is."""
    return BeautifulSoup(body, "lxml", from_encoding="utf-8" if in_utf8(body) else None)


def in_utf8(body: bytes) -> bool:
    """Can the bytes be read as UTF-8?"""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def documents(root: BeautifulSoup) -> Iterator[Any]:
    """The JSON that stands in the scripts of a page."""
    for script in root.find_all("script"):
        if "json" in str(script.get("type", "")):
            try:
                yield json.loads(script.get_text())
            except (ValueError, RecursionError):
                continue


def delimiter(heading: str) -> str:
    """What most often divides the cells of a heading row."""
    return max(DELIMITERS, key=heading.count)


def _html(body: bytes) -> Iterator[Mark]:
    root = tree(body)
    for node in root.descendants:
        if isinstance(node, Tag):
            yield Mark("tag", node.name)
            for name, value in node.attrs.items():
                yield Mark("attribute", name)
                values = value if isinstance(value, list) else [value]
                yield from (Mark(name, each) for each in values if each)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            inside = node.parent.name if node.parent else ""
            if inside not in ("script", "style") and node.strip():
                yield Mark("text", clean(node))
    for document in documents(root):
        yield from _keys(document)


def _json(body: bytes) -> Iterator[Mark]:
    with opened(body) as stream:
        yield from _keys(json.load(stream))


def _keys(value: Any) -> Iterator[Mark]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield Mark("key", key)
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
    elif isinstance(value, str):
        yield Mark("text", clean(value))


def _csv(body: bytes) -> Iterator[Mark]:
    with opened(body) as stream:
        heading = stream.readline()
    for row in csv.reader([heading], delimiter=delimiter(heading)):
        yield from (Mark("heading", clean(cell)) for cell in row)


def _sheet(body: bytes) -> Iterator[Mark]:
    for name, rows in sheet.sheets(body):
        yield Mark("sheet", name)
        for _, row in islice(rows, ROWS):
            yield from (Mark("heading", clean(cell)) for cell in row if cell)


def _xml(body: bytes) -> Iterator[Mark]:
    for element in xml_document.load(body).iter():
        if isinstance(element.tag, str):
            yield Mark("tag", etree.QName(element).localname)
            yield from (Mark("attribute", str(name)) for name in element.attrib)
            if element.text and element.text.strip():
                yield Mark("text", clean(element.text))


def _pdf(body: bytes) -> Iterator[Mark]:
    for page in pdf.pages(body):
        yield from (Mark("text", line) for line in page.text.splitlines())
