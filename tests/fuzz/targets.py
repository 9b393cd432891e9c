"""What is fuzzed: one function for each reader, fed with any bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from bs4 import BeautifulSoup

from scrapers.catalogue import HOME
from scrapers.errors import ScrapeError
from scrapers.kit import declared, html_table, json_ld, pdf
from scrapers.kit.csv_table import rows
from scrapers.kit.numbers import amount, number
from scrapers.kit.pack_size import sizes
from scrapers.kit.quantity import quantity
from scrapers.manifest import Manifest, load
from scrapers.net.robots import allowed
from scrapers.recorded import RECORDED_AT
from scrapers.records import Capture

LOCALES = ("en_GB", "de_CH", "de_DE", "fr_FR", "it_IT")
ALDER: Manifest = load(HOME / "xx_alder" / "manifest.toml")
PARSE = declared.parser(ALDER)
LIMIT = 1_000_000


def manifest(data: bytes) -> None:
    """A manifest.toml of anybody."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "manifest.toml"
        path.write_bytes(data)
        load(path)


def numbers(data: bytes) -> None:
    """A printed number, amount, quantity and pack size."""
    text = data.decode("utf-8", errors="replace")
    sizes(text)
    for locale in LOCALES:
        for read in (number, quantity, lambda said, at: amount(said, at, "CHF")):
            try:
                found = read(text, locale)
            except ScrapeError:
                continue
            assert not isinstance(found, Decimal) or found.is_finite()


def table(data: bytes) -> None:
    """A table of a page, and a table of text."""
    for found in BeautifulSoup(data, "lxml").find_all("table"):
        lines = html_table.grid(found)
        assert len({len(line) for line in lines}) <= 1
        list(html_table.rows(lines, lines[0])) if lines else None
    list(rows(data, ("a", "b"), limit=LIMIT))


def page(data: bytes) -> None:
    """A page read as a manifest declares it."""
    list(PARSE(Capture("https://a.example", data, RECORDED_AT, "home")))


def linked(data: bytes) -> None:
    """Linked data of a page."""
    script = b'<script type="application/ld+json">' + data + b"</script>"
    for _, thing in json_ld.things(script, "Product", limit=LIMIT):
        json_ld.at(thing, "offers.0.price")


def document(data: bytes) -> None:
    """A PDF."""
    pdf.pages(data, seconds=3)


def robots(data: bytes) -> None:
    """A robots.txt."""
    allowed(data, "WorthSwitching/1", "https://a.example/x?y")


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (manifest, numbers, table, page, linked, document, robots)
}
SEEDS: dict[str, tuple[bytes, ...]] = {
    "manifest": ((HOME / "xx_alder" / "manifest.toml").read_bytes(),),
    "numbers": (b"CHF 1'234.50", b"6 x 1,5 l", "12,50\u00a0€".encode(), b"14 days"),
    "table": (
        b"<table><tr><th rowspan=2>a<th colspan=2>b<tr><td>1<td>2</table>",
        b'a,b\n1,"x ""y"""\n',
    ),
    "page": ((HOME / "xx_alder" / "pages" / "home.2026-07.html").read_bytes(),),
    "linked": (b'{"@graph": [{"@type": "Product", "offers": [{"price": 1.5}]}]}',),
    "document": ((HOME / "xx_quill" / "pages" / "sheet.2026-07.pdf").read_bytes(),),
    "robots": (b"User-agent: *\nDisallow: /x*$\nCrawl-delay: 2\n",),
}


def one(name: str, data: bytes) -> None:
    """Feed one reader; what it refuses in words is well."""
    said = None
    try:
        TARGETS[name](data)
    except ScrapeError as error:
        said = error
    assert said is None or (said.expected and said.todo)
