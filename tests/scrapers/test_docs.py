"""What the page for volunteers says is so, and what doc strings show comes out."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from datetime import UTC, datetime
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest

import scrapers
from scrapers import catalogue, evidence
from scrapers.kit import declared
from scrapers.kit.cut import cut
from scrapers.kit.definitions import definitions
from scrapers.kit.quantity import quantity
from scrapers.kit.select import attribute, one, words
from scrapers.manifest import load
from scrapers.records import Capture, PackRecord, Passed, PlanRecord, TermRecord, kind
from tests.scrapers.test_manifest import written

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
MODULES = [
    module.name
    for module in pkgutil.walk_packages(scrapers.__path__, "scrapers.")
    if not module.name.endswith("__main__") and ".sources" not in module.name
]
FILE = re.compile(r"`(\w+\.py)`").findall
SHOWN = b"""<nav>x</nav><main><article id="basic"><h2>Basic</h2>
<dl class="cover"><dt>Excess<dd>\xc2\xa3250<dt>Flood<dd>no limit<dt>Claims line<dd>24 hours<dt>Call us<dd>!</dl>
<table class="conditions"><tr><th>Item<th>Standard<tr><td>Waiting period<td>14 days</table>
<table class="prices"><tr><th>Rooms<th>Region<th>Excess \xc2\xa3250<th>Excess \xc2\xa3500
<tr><td>1-2<td>N<td>\xc2\xa312.50<td>\xc2\xa310</table></article></main>"""


def block(language: str, number: int = 0) -> str:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[number]


def shown() -> Capture:
    return Capture("https://a.example/", SHOWN, datetime(2026, 1, 1, tzinfo=UTC), "home")


def test_the_manifest_shown_reads_a_page(tmp_path: Path) -> None:
    manifest = load(written(tmp_path, block("toml")))
    records = list(declared.parser(manifest)(shown()))
    assert [kind(record) for record in records] == ["plan", *["term"] * 4, *["price"] * 2]


def test_the_parser_shown_reads_a_page() -> None:
    names = {
        "Capture": Capture,
        "PlanRecord": PlanRecord,
        "TermRecord": TermRecord,
        "cut": cut,
        "one": one,
        "words": words,
        "attribute": attribute,
        "quantity": quantity,
        "definitions": definitions,
    }
    code = "from __future__ import annotations\n" + block("python")
    exec(code, names)
    records = list(names["parse"](shown()))  # type: ignore[operator]
    assert [kind(record) for record in records] == ["plan", *["term"] * 4]


SHELF = """
<a class=tile href="/p/jam-9/"><h3>Jam</h3><i class=size>2 x 250 g</i><b class=price>$4.20</b></a>
<a class=tile href="/p/peas/"><h3>Peas 500g</h3><i class=size>ea</i><b class=price>89<i>c</i></b></a>
<a class=tile href="/p/bun/"><h3>Bun</h3><i class=size></i><b class=price>$1.<i>50</i></b></a>
<a class=tile href="/p/tea/"><h3>Tea</h3><i class=size>50g</i><b class=sold-out>Sold out</b></a>"""


def ran(number: int) -> dict[str, Any]:
    """What a block of Python of the page defines, its own imports included."""
    names: dict[str, Any] = {}
    exec("from __future__ import annotations\n" + block("python", number), names)
    return names


def test_the_parser_of_goods_reads_a_shelf() -> None:
    capture = Capture(
        "https://a.example/", SHELF.encode(), datetime(2026, 1, 1, tzinfo=UTC), "home"
    )
    records = list(ran(1)["parse"](capture))
    packs = {each.plan: each for each in records if isinstance(each, PackRecord)}
    assert [each.plan for each in records if isinstance(each, PlanRecord)] == [
        *("jam-9", "peas", "bun", "tea")
    ]
    jam, peas, bun = packs.values()
    assert (jam.amount, jam.quantity, jam.unit, jam.items) == (D("4.20"), D("0.500"), "kg", 2)
    assert (peas.amount, peas.quantity, peas.literal) == (D("0.89"), D("0.500"), "Peas 500g 89c")
    assert (bun.amount, bun.quantity, bun.missing) == (D("1.50"), None, "not_stated")
    assert [each.reason[:8] for each in records if isinstance(each, Passed)] == ["sold out"]
    assert list(evidence.strays([capture], records)) == []


def test_the_document_within_a_page_is_read() -> None:
    script = '{"props": {"pageProps": {"searchResults": {"results": [{"id": 1, "price": 4.10}]}}}}'
    page = f'<p>x</p><script id="__NEXT_DATA__" type="application/json">{script}</script>'
    assert ran(2)["results"](page.encode()) == [{"id": 1, "price": D("4.10")}]


def test_every_helper_that_is_named_exists_and_so_does_every_source() -> None:
    helpers = {path.name for path in (ROOT / "scrapers" / "kit").glob("*.py")}
    named = {name for line in PAGE.splitlines() if line.startswith("| `") for name in FILE(line)}
    assert len(named) > 10
    assert named <= helpers
    listed = set(re.findall(r"^\| `([a-z]{2}_\w+)` \|", PAGE, re.MULTILINE))
    assert len(listed) > 5
    assert listed <= set(catalogue.keys())


@pytest.mark.parametrize("name", MODULES)
def test_what_a_doc_string_shows_comes_out(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
