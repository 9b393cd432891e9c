"""A text of docs/ as a page: its anchors hold in every language, and what is not translated says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from compare.web.article import Article, article

ENGLISH = """# Of tea

How it is *made*.

## Water

**Heat.** Boil it; see [how hot](heat.md).

## Leaves

| kind | grams |
|---|--:|
| green | 2.50 |
"""
GERMAN = """# Vom Tee

Wie man ihn *macht*.

## Das Wasser

**Die Hitze.** Kochen;
siehe [wie heiss](heat.md).

## Die Blätter

| Sorte | Gramm |
|---|--:|
| grün | 2.50 |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tea.md").write_text(ENGLISH, "utf-8")
    (tmp_path / "tea.de.md").write_text(GERMAN, "utf-8")
    return tmp_path


def _article(folder: Path, language: str) -> Article:
    found = article(folder, "tea", language)
    assert found is not None
    return found


def test_an_anchor_leads_to_the_same_rule_in_every_language(folder: Path) -> None:
    anchors = ["of-tea", "water", "heat", "leaves"]
    for language, heat in (("en", "**Heat.** Boil it;"), ("de", "**Die Hitze.** Kochen;")):
        shown = _article(folder, language)
        assert shown.language == language
        assert [rule.anchor for rule in shown.rules] == anchors
        page = BeautifulSoup(shown.lead + shown.body, "html.parser")
        assert [tag["id"] for tag in page.select("[id]")] == anchors
        assert shown.rules[2].text.startswith(heat)


def test_a_rule_is_one_line(folder: Path) -> None:
    assert all("\n" not in rule.text for rule in _article(folder, "de").rules)


def test_the_chapters_are_listed_and_the_lead_stands_before_them(folder: Path) -> None:
    shown = _article(folder, "de")
    assert shown.title == "Vom Tee"
    assert "macht" in shown.lead
    assert "macht" not in shown.body
    listed = [(chapter.anchor, chapter.text) for chapter in shown.chapters]
    assert listed == [("water", "Das Wasser"), ("leaves", "Die Blätter")]


def test_what_is_not_translated_is_in_english_and_says_so(folder: Path) -> None:
    shown = _article(folder, "fr")
    assert (shown.language, shown.title) == ("en", "Of tea")


def test_a_text_that_this_copy_lacks_is_none(folder: Path) -> None:
    assert article(folder, "coffee", "en") is None


def test_a_translation_with_a_rule_too_few_is_refused(folder: Path) -> None:
    (folder / "tea.it.md").write_text(GERMAN.replace("## Das Wasser", "Das Wasser"), "utf-8")
    with pytest.raises(ValueError, match=r"expected 4 .* in tea\.it\.md as in tea\.md, found 3"):
        article(folder, "tea", "it")


def test_a_link_to_a_file_beside_it_leads_to_its_page(folder: Path) -> None:
    assert 'href="heat/"' in _article(folder, "en").body


def _table(folder: Path) -> Any:
    return BeautifulSoup(_article(folder, "de").body, "html.parser").table


def test_a_table_is_named_by_its_heading_and_has_no_style_in_it(folder: Path) -> None:
    table = _table(folder)
    assert table.parent["aria-labelledby"] == "leaves"
    assert (table.parent["role"], table.parent["tabindex"]) == ("region", "0")
    assert [cell.get_text() for cell in table.select(".right")] == ["Gramm", "2.50"]
    assert not table.select("[style]")


def test_a_row_of_a_table_has_a_heading_and_its_cells_the_names_of_their_columns(
    folder: Path,
) -> None:
    table = _table(folder)
    assert [tag.get_text() for tag in table.select("th[scope=row][role=rowheader]")] == ["grün"]
    assert [tag["data-label"] for tag in table.select("td[role=cell]")] == ["Gramm"]
    assert [tag.get_text() for tag in table.select("th[scope=col]")] == ["Sorte", "Gramm"]


def test_a_table_of_many_columns_alone_becomes_cards(folder: Path) -> None:
    assert "stack" not in _table(folder)["class"]
    wide = GERMAN.replace("|\n", "| n |\n").replace("|---|--:| n |", "|---|--:|---|")
    (folder / "tea.de.md").write_text(wide, "utf-8")
    article.cache_clear()
    assert "stack" in _table(folder)["class"]
    assert [tag["data-label"] for tag in _table(folder).select("td")] == ["Gramm", "n"]
