"""Parts, tables, lists and linked data of a page."""

from __future__ import annotations

import contextlib

import pytest
from bs4 import BeautifulSoup, Tag

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit import definitions, html_table, json_ld
from scrapers.kit.cut import cut, values, xpath
from scrapers.kit.select import many, one, page, words

PAGE = """<!doctype html><html><body>
<div class="ad wide"><table id="x"><tr><td>advert</td></tr></table></div>
<main><section class="plans wide"><h2>Plans</h2>
<table id="plans"><tr><th>Plan</th><th>Excess</th></tr><tr><td>A</td><td>250&nbsp;€</td></tr></table>
</section></main></body></html>""".encode()


def table(markup: str) -> Tag:
    return one(BeautifulSoup(f"<table>{markup}</table>", "lxml"), "body > table")


def test_the_named_part_is_cut_out_and_nothing_else() -> None:
    part = cut(PAGE, "main > section.plans")
    assert words(one(part, "#plans td:nth-of-type(2)")) == "250 €"
    assert "advert" not in part.get_text()


@pytest.mark.parametrize(
    ("selector", "meant"),
    [("plans", ".plans"), (".plan", ".plans"), ("section.palns", ".plans"), ("wid", ".wide")],
)
def test_a_selector_that_finds_nothing_is_answered_with_the_likest_name(
    selector: str, meant: str
) -> None:
    with pytest.raises(PageChanged, match="redesigned") as error:
        many(page(PAGE), selector)
    assert f"did you mean {meant}?" in error.value.todo


@pytest.mark.parametrize(
    "selector",
    [
        *("main", "#plans", "table#plans", ".plans.wide", "main table", "main > section > table"),
        *('[id="plans"]', "[id=plans]", "section[class]", "* > table#plans", "main > section.wide"),
    ],
)
def test_a_plain_selector_finds_what_css_finds(selector: str) -> None:
    found = [str(one.name) for one in cut(PAGE, selector).body.find_all(recursive=False)]
    wanted = [str(one.name) for one in BeautifulSoup(PAGE, "lxml").select(selector)]
    assert found == wanted


@pytest.mark.parametrize(
    "selector", ["", " ", "a:hover", "a, b", "a + b", "a ~ b", "> a", "a >", "a[b^=c]", "a]", "//a"]
)
def test_a_selector_that_is_more_than_plain_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        xpath(selector)


def test_single_values_are_read_without_building_a_tree_of_the_page() -> None:
    page = (
        "<main><h1>Großer\n Plan</h1><p class=a>1<p class=a>2<i></i><b lang=x>b</b></main>".encode()
    )
    found = values(page, {"name": "h1", "lang": "main b @lang"})
    assert found == {"name": "Großer Plan", "lang": "x"}
    for place in ("p.a", "h2", "i", "b @title"):
        with pytest.raises(PageChanged, match="what"):
            values(page, {"what": place})


def test_a_part_that_is_not_there_is_a_changed_page() -> None:
    with pytest.raises(PageChanged, match="redesigned"):
        cut(PAGE, "table.prices")


@pytest.mark.parametrize("body", [b"", b"  \n"])
def test_an_empty_page_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        cut(body, "main")


def test_a_page_in_another_coding_than_declared_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        cut("<main>Prämie</main>".encode("iso-8859-1"), "main")
    assert cut("<main>Prämie</main>".encode("iso-8859-1"), "main", "iso-8859-1").text == "Prämie"


def test_a_hundred_thousand_nested_tags_are_survived() -> None:
    deep = b"<main>" + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000 + b"</main>"
    with contextlib.suppress(PageChanged, Unreadable):
        words(cut(deep, "main"))


def test_spans_are_written_out() -> None:
    grid = html_table.grid(
        table(
            "<tr><th rowspan=2>Plan<th colspan=2>Excess</tr><tr><th>low<th>high</tr>"
            "<tr><td>A<td>1<td>2</tr><tr><td>B<td colspan=2>3</tr>"
        )
    )
    assert grid == (
        ("Plan", "Excess", "Excess"),
        ("Plan", "low", "high"),
        ("A", "1", "2"),
        ("B", "3", "3"),
    )


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    grid = html_table.grid(table("<tr><td><table><tr><td>in<td>side</table><td>out</tr>"))
    assert grid == (("in side", "out"),)


@pytest.mark.parametrize("span", ["100000", "9" * 30])
def test_a_span_that_fills_the_memory_is_refused(span: str) -> None:
    with pytest.raises(PageChanged):
        html_table.grid(table(f"<tr><td colspan={span}>x</tr>"))


def test_rows_below_a_heading_are_read_by_its_words() -> None:
    grid = (("Excess", "Plan", "Note"), ("250", "A", ""), ("400", "B", "new"))
    found = list(html_table.rows(grid, ["Plan", "Excess"], ["Note"]))
    assert found == [(2, ("A", "250")), (3, ("B", "400"))]
    with pytest.raises(PageChanged, match="Note"):
        list(html_table.rows(grid, ["Plan", "Excess"]))
    with pytest.raises(PageChanged, match="Premium"):
        list(html_table.rows(grid, ["Premium"], ["Plan", "Excess", "Note"]))
    with pytest.raises(PageChanged, match="rows below"):
        list(html_table.rows(grid[:1], ["Plan"], ["Excess", "Note"]))


def test_a_table_may_be_turned() -> None:
    assert html_table.turned((("Plan", "A", "B"), ("Excess", "1", "2"))) == (
        ("Plan", "Excess"),
        ("A", "1"),
        ("B", "2"),
    )


def dl(markup: str) -> Tag:
    return one(BeautifulSoup(f"<dl>{markup}</dl>", "lxml"), "dl")


def test_a_label_says_what_stands_beside_it() -> None:
    said = definitions.definitions(
        dl("<dt>Excess:<dd>250<div><dt>Flood<dd>yes<dd>above ground</div><dt>a<dt>b<dd>same")
    )
    assert said == {"Excess": "250", "Flood": "yes\nabove ground", "a": "same", "b": "same"}


def test_labels_are_wanted_ignored_or_an_error() -> None:
    part = dl("<dt>Excess<dd>250<dt>Flood<dd>yes")
    assert definitions.wanted(part, ["Excess"], ["Flood"]) == ("250",)
    with pytest.raises(PageChanged, match="Flood"):
        definitions.wanted(part, ["Excess"])
    with pytest.raises(PageChanged, match="Theft"):
        definitions.wanted(part, ["Theft"], ["Excess", "Flood"])
    with pytest.raises(PageChanged, match="once"):
        definitions.definitions(dl("<dt>a<dd>1<dt>a<dd>2"))
    with pytest.raises(PageChanged, match="no dt"):
        definitions.definitions(dl(""))


LINKED = b"""<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": ["Product", "Service"], "name": "A", "offers": [{"@type": "Offer", "price": 12.50}]},
{"@type": "https://schema.org/Product", "name": "B", "offers": [{"@type": "Offer", "price": "9"}]}
]}</script><script type="application/ld+json">[{"@type": "Organization", "name": "C"}]</script>"""


def test_linked_data_is_found_by_type_wherever_it_stands() -> None:
    products = json_ld.things(LINKED, "Product")
    assert [thing["name"] for _, thing in products] == ["A", "B"]
    assert products[0][0] == "json-ld 1 $.@graph[0]"
    assert str(json_ld.at(products[0][1], "offers.0.price")) == "12.50"
    assert [thing["name"] for _, thing in json_ld.things(LINKED, "Organization")] == ["C"]
    assert len(json_ld.things(LINKED, "Offer")) == 2


def test_linked_data_that_is_missing_or_broken_is_an_error() -> None:
    with pytest.raises(PageChanged):
        json_ld.things(LINKED, "Insurance")
    with pytest.raises(PageChanged):
        json_ld.things(b"<p>none</p>", "Product")
    with pytest.raises(PageChanged, match=r"offers\.7"):
        json_ld.at(json_ld.things(LINKED, "Product")[0][1], "offers.7.price")
    with pytest.raises(Unreadable):
        json_ld.things(b'<script type="application/ld+json">{"a": </script>', "Product")
