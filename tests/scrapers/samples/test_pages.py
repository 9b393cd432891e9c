"""The sample pages: each of its own make, all marked as invented, and told apart from their noise."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scrapers import recorded
from scrapers.catalogue import keys as source_keys
from scrapers.catalogue import load_source
from scrapers.samples import history
from scrapers.samples import sites as modules
from scrapers.samples.site import SITES, sites

EDITIONS = tuple(history.editions())
NAMES = re.compile(rb"\b(?:class|id|data-[\w-]+)\s*=\s*\"?([\w-]+)")


def pages(edition: str) -> dict[str, bytes]:
    return {
        f"{host}{path}": body
        for host, files in sites(edition).items()
        for path, body in files.items()
        if path != "/robots.txt"
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_says_that_it_is_invented(edition: str) -> None:
    silent = [address for address, body in pages(edition).items() if b"nvented" not in body]
    assert not silent


@pytest.mark.parametrize("edition", EDITIONS)
def test_hosts_are_of_the_reserved_kind(edition: str) -> None:
    assert all(host.endswith(".example") for host in sites(edition))


def test_no_two_sites_share_a_generator() -> None:
    folder = Path(modules.__file__).parent
    sources = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("[a-z]*.py")}
    assert set(SITES) <= set(sources)
    for text in sources.values():
        assert "samples.sites" not in text


def test_no_two_sites_share_a_class_an_id_or_a_data_name() -> None:
    newest = {key: SITES[key](history.insurer(key, EDITIONS[-1])) for key in SITES}
    used = {
        key: {name for body in files.values() for name in NAMES.findall(body)}
        for key, files in newest.items()
    }
    shared = {(a, b): used[a] & used[b] for a, b in combinations(used, 2) if used[a] & used[b]}
    assert not shared


@pytest.mark.parametrize(
    "row", [row for row in history.truth()["page"] if row["kind"] == "cosmetic"]
)
def test_a_cosmetic_edit_changes_the_page_and_no_value(row: dict[str, str]) -> None:
    key, edition = row["insurer"], row["edition"]
    planted = history.insurer(key, edition)
    undressed = replace(planted, edition=EDITIONS[EDITIONS.index(edition) - 1])
    assert SITES[key](planted) != SITES[key](undressed)


def test_the_sheet_is_a_pdf_that_names_its_parts_where_they_are() -> None:
    (sheet,) = SITES["quill"](history.insurer("quill", EDITIONS[0])).values()
    start = int(sheet.rsplit(b"startxref\n", 1)[1].split()[0])
    assert sheet[start:].startswith(b"xref\n0 6\n")
    for number, line in enumerate(sheet[start:].split(b"\n")[3:8], 1):
        assert sheet[int(line[:10]) :].startswith(b"%d 0 obj" % number)


RECORDED = [
    (key, path)
    for key in source_keys()
    if key.startswith("xx_")
    for path in recorded.pages(load_source(key))
]


@pytest.mark.parametrize(("key", "path"), RECORDED, ids=[f"{k}-{p.name}" for k, p in RECORDED])
def test_a_recorded_page_is_the_page_of_its_edition(key: str, path: Path) -> None:
    page, edition, _ = path.name.split(".")
    address = urlsplit(load_source(key).manifest.page(page).address or "")
    assert path.read_bytes() == sites(edition)[address.netloc][address.path]
