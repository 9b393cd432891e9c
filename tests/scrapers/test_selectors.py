"""Selectors that will not last are told from those that will."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from scrapers.kit.declared import text_at
from scrapers.kit.select import words
from scrapers.reading import Place
from scrapers.selectors import doubts, generated, proposals


@pytest.mark.parametrize(
    "name", ["css-1dbjc4n", "sc-bdVaJa", "Price_root__3kF9a", "jss123", "svelte-9x8y7z", "a1b2c3d4"]
)
def test_a_class_made_by_a_machine_is_noticed(name: str) -> None:
    assert generated(name)


@pytest.mark.parametrize(
    "name",
    [
        "product-title",
        "plans",
        "col-md-6",
        "page2026",
        "productPriceBox",
        "h2",
        "k200",
        "mt-4",
        "css-tricks",
        "edition_2026",
        "tarif-2",
        "Mui",
    ],
)
def test_a_class_made_by_a_person_is_left_alone(name: str) -> None:
    assert not generated(name)


@pytest.mark.parametrize(
    ("selector", "says"),
    [
        ("div.css-1dbjc4n", "generated"),
        ("table tr:nth-child(3)", "position"),
        ("p:first-of-type", "position"),
        ("main div section article p span", "deep"),
        ("main > a > b > c > d", "deep"),
    ],
)
def test_a_selector_that_may_not_last_is_doubted(selector: str, says: str) -> None:
    assert any(says in doubt for doubt in doubts(selector))


@pytest.mark.parametrize(
    "selector", ["main", "dl.cover dd", "#plans td, #more td", "[itemprop=price]"]
)
def test_a_plain_selector_is_not_doubted(selector: str) -> None:
    assert doubts(selector) == []


PAGE = """<main><div class="css-1x2y3z"><p id="a1b2c3d4">12</p></div>
<p itemprop="price">20.00</p><dl class="cover"><dt>Excess<dd>250</dd><dt>Flood</dt><dd>yes</dd></dl>
<section class="rates"><table><tr><th>Item<th>Basic<th>Plus</tr><tr><td>Notice<td>1<td>2</tr>
</table></section></main>"""


@pytest.mark.parametrize(
    ("text", "heading", "first"),
    [
        ("20.00", None, {"at": 'p[itemprop="price"]'}),
        ("yes", "Flood", {"list": "dl.cover", "label": "Flood"}),
        ("1", "Notice", {"table": "table", "row": "Notice"}),
        ("2", "Notice", {"table": "table", "row": "Notice", "column": "Plus"}),
    ],
)
def test_an_element_is_named_by_what_people_see_first(
    text: str, heading: str | None, first: dict[str, str]
) -> None:
    root = BeautifulSoup(PAGE, "lxml")
    element = root.find(lambda tag: not tag.find(True) and words(tag) == text)
    assert isinstance(element, Tag)
    found = list(proposals(root, element, heading))
    assert found[0] == first
    for place in found:
        assert text_at(root, Place.model_validate(place)) == text
        assert not doubts(place.get("at", ""))


def test_generated_names_are_never_proposed() -> None:
    root = BeautifulSoup(PAGE, "lxml")
    element = root.find(id="a1b2c3d4")
    assert isinstance(element, Tag)
    assert not [place for place in proposals(root, element, None) if "1x2y3z" in str(place)]
    assert not [place for place in proposals(root, element, None) if "a1b2c3d4" in str(place)]
