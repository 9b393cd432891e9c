"""Any page as lines of text, for a person who compares two versions of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from lxml import etree, html

from scrapers.errors import ScrapeError
from scrapers.kit import pdf, sheet
from scrapers.kit.bytes import opened, text
from scrapers.kit.text import clean

MOST = 50_000  # lines
BYTES = 5_000_000
HIDDEN = {"script", "style", "noscript", "template", "svg"}
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small"}
INLINE |= {"span", "strong", "sub", "sup", "time", "u", "wbr"}
CELLS = {"td", "th", "dt"}  # another one follows on the same line
FOLLOW = INLINE | {"td", "th", "dd"}


def lines(body: bytes, kind: str) -> list[str]:
    """The lines of a page of some kind (`html`, `json`, `csv`, `xlsx`, `xml`, `pdf`, …).

    What cannot be read as its kind is read as text; what is no text has no lines.
    """
    try:
        found = _of(body, kind)
    except (ScrapeError, ValueError, RecursionError, etree.LxmlError):
        found = _plain(body)
    return [line for line in found if line.strip()][:MOST]


def markup(body: bytes) -> list[str]:
    """The lines of a page of HTML as it is written, a tag on each: where no text differs."""
    return [
        line for line in "\n".join(_plain(body)).replace("><", ">\n<").splitlines() if line.strip()
    ]


def _of(body: bytes, kind: str) -> list[str]:
    match kind:
        case "html":
            return list(_html(body[:BYTES]))
        case "json":
            said = json.loads(text(body, limit=BYTES))
            return json.dumps(said, ensure_ascii=False, indent=1).splitlines()
        case "pdf":
            return [line for page in pdf.pages(body) for line in page.text.splitlines()]
        case "xlsx":
            return [
                " | ".join(row) for _, rows in sheet.sheets(body) for _, row in rows if any(row)
            ]
    return _plain(body)


def _plain(body: bytes) -> list[str]:
    """The first lines of a text; one whose coding is broken is shown as far as bytes are letters."""
    try:
        with opened(body) as stream:
            found = [line.rstrip("\r\n") for line in islice(stream, MOST)]
            return [] if any("\0" in line for line in found) else found
    except ScrapeError:
        head = body[:BYTES]
        return [] if b"\0" in head else head.decode("latin-1").splitlines()


def _html(body: bytes) -> Iterator[str]:
    """A line for each block, a row of a table in one; what no reader sees is left out."""
    if body.startswith(b"%PDF") or b"\0" in body:
        raise ValueError("no page of HTML")
    parser = html.HTMLParser(encoding=_coding(body), remove_comments=True, remove_pis=True)
    root = html.document_fromstring(body, parser=parser)
    line: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag not in FOLLOW:
                yield _written(line)
                line = []
            if element.tag in HIDDEN:
                walk.skip_subtree()
            else:
                line.append(element.text or "")
        else:
            if element.tag in CELLS:
                line.append(" | ")
            elif element.tag not in INLINE:
                yield _written(line)
                line = []
            line.append(element.tail or "")
    yield _written(line)


def _written(parts: list[str]) -> str:
    return clean("".join(parts)).removesuffix(" |")


def _coding(body: bytes) -> str | None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
