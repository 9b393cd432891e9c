"""What the page for volunteers says is so, and what doc strings show comes out."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from datetime import UTC, datetime
from decimal import Decimal as D
from pathlib import Path

import pytest

import scrapers
from scrapers import catalogue
from scrapers.kit import declared
from scrapers.kit.cut import cut
from scrapers.kit.definitions import definitions
from scrapers.kit.numbers import amount
from scrapers.kit.pack_size import sizes
from scrapers.kit.quantity import quantity
from scrapers.kit.select import attribute, many, one, words
from scrapers.manifest import load
from scrapers.records import Capture, PackRecord, PlanRecord, TermRecord, kind
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


def test_the_parser_of_goods_reads_a_shelf() -> None:
    names = {"Capture": Capture, "PlanRecord": PlanRecord, "PackRecord": PackRecord, "cut": cut}
    names |= {"attribute": attribute, "many": many, "one": one, "words": words}
    names |= {"sizes": sizes, "amount": amount}
    exec("from __future__ import annotations\n" + block("python", 1), names)
    shelf = b"""<div class=products><a class=tile href="/p/jam-9/"><h3>Jam</h3>
        <i class=size>2 x 250 g</i><b class=price>$4.20</b></a></div>"""
    capture = Capture("https://a.example/", shelf, datetime(2026, 1, 1, tzinfo=UTC), "home")
    plan, pack = names["parse"](capture)  # type: ignore[operator]
    assert (plan.plan, pack.plan) == ("jam-9", "jam-9")
    assert (pack.amount, pack.quantity, pack.unit, pack.items) == (D("4.20"), D("0.500"), "kg", 2)


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
