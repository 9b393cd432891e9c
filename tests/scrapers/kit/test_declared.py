"""A page that its manifest describes is read without code."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from scrapers.errors import Ambiguous, ManifestError, PageChanged
from scrapers.kit import declared
from scrapers.manifest import load
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord
from tests.scrapers.test_manifest import GOOD, written

PAGE = """<!doctype html><title>Ours</title>
<script type="application/ld+json">{"@type": "Product", "name": "Home", "sku": "H1"}</script>
<nav><dl><dt>Excess<dd>not this one</dl></nav>
<main>
<article id="basic"><h2>Basic <small>home</small></h2>
  <p class="lead">from <b class="from">€ 12.50</b> a month</p>
  <dl class="cover"><dt>Excess:<dd>€ 250<dt>Flood<dd>—<dt>Glass<dd>included<dt>Note<dd>x</dl>
  <table class="more"><tr><th>Item<th>Basic<th>Plus</tr>
    <tr><td>Waiting  time<td>14 days<td>none</tr><tr><td>Notice<td>1<td>2</tr></table>
  <table class="prices"><tr><th>Size<th>Region<th>Excess 250<th>Excess 500</tr>
    <tr><td>S<td rowspan=2>N<td>12.50<td>10.00</tr><tr><td>L<td>1,022.50<td>20</tr></table>
</article>
<article id="plus"><h2>Plus</h2>
  <p class="lead">from <b class="from">€ 20</b> a month</p>
  <dl class="cover"><dt>Excess:<dd>€ 0<dt>Flood<dd>no limit<dt>Glass<dd>excluded<dt>Note<dd>y</dl>
  <table class="more"><tr><th>Item<th>Basic<th>Plus</tr>
    <tr><td>Waiting time<td>14 days<td>none</tr><tr><td>Notice<td>1<td>2</tr></table>
  <table class="prices"><tr><th>Size<th>Region<th>Excess 250<th>Excess 500</tr>
    <tr><td>S<td>N<td>20<td>18</tr></table>
</article></main>"""

READ = """
[ignore]
"Note" = "advertising"
[pages.read]
part = "main"
each = "article"
plan = { at = "h2" }
name = { at = "h2" }
[pages.read.attributes]
product = { linked = "Product", path = "sku" }
[[pages.read.terms]]
heading = "Waiting time"
table = "table.more"
row = "waiting time"
column = "Basic"
[[pages.read.terms]]
heading = "Notice"
table = "table.more"
row = "Notice"
unit = "months"
[[pages.read.term_lists]]
list = "dl.cover"
headings = ["Excess", "Flood", "Glass"]
missing = { "—" = "not_stated", "No limit" = "unlimited" }
[[pages.read.prices]]
at = "b.from"
factors = { size = "S" }
[[pages.read.price_tables]]
table = "table.prices"
factors = { size = "Size", region = "Region" }
amounts = { "Excess 250" = { excess = "250" }, "Excess 500" = { excess = "500" } }
"""
# [ignore] belongs to the manifest, so it must stand before the first [[pages]].
TOP, BOTTOM = GOOD.split("[[pages]]")
IGNORE, TABLES = READ.split("[pages.read]", 1)
MANIFEST = f"{TOP}{IGNORE}[[pages]]{BOTTOM}[pages.read]{TABLES}"


def read(folder: Path, page: str = PAGE, manifest: str = MANIFEST) -> list[Record]:
    parse = declared.parser(load(written(folder, manifest)))
    return list(parse(Capture("https://a.example/", page.encode(), datetime.now(UTC), "home")))


def test_plans_terms_and_prices_are_read_where_the_manifest_says(tmp_path: Path) -> None:
    records = read(tmp_path)
    plans = [record for record in records if isinstance(record, PlanRecord)]
    assert [(plan.plan, plan.attributes) for plan in plans] == [
        ("Basic home", {"name": "Basic home", "product": "H1"}),
        ("Plus", {"name": "Plus", "product": "H1"}),
    ]
    terms = [record for record in records if isinstance(record, TermRecord)]
    assert [(t.heading, t.value, t.unit, t.missing) for t in terms if t.plan == "Basic home"] == [
        ("Waiting time", Decimal(14), "days", None),
        ("Notice", Decimal(1), "months", None),
        ("Excess", Decimal(250), "€", None),
        ("Flood", None, None, "not_stated"),
        ("Glass", "included", None, None),
    ]
    assert [(t.heading, t.value, t.missing) for t in terms if t.plan == "Plus"][2:4] == [
        ("Excess", Decimal(0), None),
        ("Flood", None, "unlimited"),
    ]
    prices = [record for record in records if isinstance(record, PriceRecord)]
    assert [(p.factors, str(p.amount)) for p in prices if p.plan == "Basic home"] == [
        ({"size": "S"}, "12.50"),
        ({"size": "S", "region": "N", "excess": "250"}, "12.50"),
        ({"size": "S", "region": "N", "excess": "500"}, "10.00"),
        ({"size": "L", "region": "N", "excess": "250"}, "1022.50"),
        ({"size": "L", "region": "N", "excess": "500"}, "20"),
    ]
    assert {(p.currency, p.per, p.provider) for p in prices} == {("EUR", "month", "7")}


def test_the_element_of_each_plan_may_hold_its_own_key(tmp_path: Path) -> None:
    page = '<main><a class="tile" href="/p/jam">Jam</a><a class="tile" href="/p/tea">Tea</a></main>'
    manifest = GOOD + '[pages.read]\neach = "a.tile"\nplan = { attribute = "href" }\n'
    records = read(tmp_path, page, manifest)
    assert [(each.plan, each.locator) for each in records if isinstance(each, PlanRecord)] == [
        ("/p/jam", "a.tile[1] @href"),
        ("/p/tea", "a.tile[2] @href"),
    ]


def test_each_value_has_its_literal_text_and_its_place(tmp_path: Path) -> None:
    for record in read(tmp_path):
        assert record.locator
        if isinstance(record, TermRecord | PriceRecord):
            assert record.literal in " ".join(PAGE.split()) or record.literal == "Waiting time"
            assert record.locator.startswith("article[")


@pytest.mark.parametrize(
    ("old", "new", "error", "says"),
    [
        ('class="from"', 'class="x7f3"', PageChanged, "price"),
        ("<main>", "<div>", PageChanged, "redesigned"),
        ("<dt>Glass", "<dt>Glazing", PageChanged, "Glass"),
        ("<dt>Note", "<dt>Theft<dd>new<dt>Note", PageChanged, "Theft"),
        ("<td>Notice", "<td>Leaving", PageChanged, "Notice"),
        ("<th>Basic", "<th>Simple", PageChanged, "Basic"),
        ("<th>Region", "<th>Zone", PageChanged, "Region"),
        ("1,022.50", "1.022,50", Ambiguous, "en_GB"),
        ("<td>1<td>2", "<td>1 week<td>2", Ambiguous, "months"),
        ("€ 12.50", "€ 12.50 or 13", Ambiguous, "number"),
        ("<h2>Plus</h2>", "<h2></h2>", PageChanged, "plan"),
        ('"@type": "Product"', '"@type": "Thing"', PageChanged, "product"),
    ],
)
def test_a_page_that_changed_says_what_was_being_read(
    tmp_path: Path, old: str, new: str, error: type[Exception], says: str
) -> None:
    assert old in PAGE
    with pytest.raises(error, match=says):
        read(tmp_path, PAGE.replace(old, new))


@pytest.mark.parametrize("left_out", ['provider = "7"\n', 'currency = "EUR"\n', 'per = "month"\n'])
def test_a_source_without_code_names_its_provider_and_its_money(
    tmp_path: Path, left_out: str
) -> None:
    with pytest.raises(ManifestError, match="provider"):
        read(tmp_path, manifest=MANIFEST.replace(left_out, ""))
