"""The pages in four languages: every word is there, with the same gaps to fill, and is written."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings

import compare.decide
import compare.web
import compare.web.way_out
from compare.markets import loader
from compare.web import catalogues

LANGUAGES = ("de", "fr", "it")
SAME = tomllib.loads(Path(__file__).with_name("same_in_every_language.toml").read_text())
SENTENCES = Path(compare.decide.__file__).parent / "texts"
LETTERS = Path(compare.web.way_out.__file__).parent / "letters"


@pytest.fixture(scope="module")
def in_use() -> Catalog:
    return catalogues.words()


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: Any) -> Catalog:
    return catalogues.read(request.param)


def forms(said: Any) -> tuple[str, ...]:
    """A message or its translation, one form for each number."""
    return tuple(said) if isinstance(said, list | tuple) else (said,)


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def gaps(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|%s", text))


def test_each_language_of_the_site_has_a_catalogue() -> None:
    assert catalogues.languages() == LANGUAGES
    assert {code for code, _ in settings.LANGUAGES} == {"en", *LANGUAGES}


def test_a_catalogue_holds_the_words_in_use_and_no_others(
    catalogue: Catalog, in_use: Catalog
) -> None:
    def said(each: Catalog) -> set[tuple[Any, Any]]:
        return {(message.context, message.id) for message in messages(each)}

    assert said(catalogue) == said(in_use), "run `manage.py words`"


def test_every_word_that_code_translates_is_found_wherever_it_stands(in_use: Catalog) -> None:
    """Inside another text too (an f-string), where the search for words does not look."""
    known = {forms(message.id)[0] for message in messages(in_use)}
    for module in sorted(Path(compare.web.__file__).parent.rglob("*.py")):
        calls = (node for node in ast.walk(ast.parse(module.read_text())) if is_word(node))
        said = {node.args[0].value for node in calls}
        assert said <= known, module.name


def is_word(node: ast.AST) -> bool:
    """Whether code asks for the translation of a text that stands there."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "gettext", "gettext_noop", "ngettext")
        and isinstance(node.args[0], ast.Constant)
    )


def test_no_word_is_left_in_english(catalogue: Catalog) -> None:
    empty = [message.id for message in messages(catalogue) if not all(forms(message.string))]
    assert empty == []


def test_no_translation_is_a_guess_of_the_machine(catalogue: Catalog) -> None:
    assert [message.id for message in messages(catalogue) if message.fuzzy] == []


def test_a_translation_fills_the_same_gaps(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        every = gaps(" ".join(forms(message.id)))
        several = forms(message.string)
        assert gaps(several[-1]) == every, message.id
        assert all(gaps(form) <= every for form in several), message.id


def test_a_translation_that_equals_the_original_is_listed_with_its_reason(
    catalogue: Catalog,
) -> None:
    same = {
        forms(message.id)[0]
        for message in messages(catalogue)
        if set(forms(message.id)) & set(forms(message.string))
    }
    assert same == SAME[str(catalogue.locale)].keys()


def test_links_and_emphasis_stay_as_they_are(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        tags = sorted(re.findall(r"<[^>]+>", forms(message.id)[-1]))
        assert sorted(re.findall(r"<[^>]+>", forms(message.string)[-1])) == tags, message.id


def test_german_is_written_as_in_switzerland() -> None:
    for message in messages(catalogues.read("de")):
        for form in forms(message.string):
            assert not set("ß“”„") & set(form), form


# --- the engine's sentences and the letters ---------------------------------------------------


def sentences(table: dict[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    for key, item in table.items():
        if isinstance(item, dict):
            yield from sentences(item, f"{place}{key}.")
        elif isinstance(item, str):
            yield f"{place}{key}", item


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", [SENTENCES, LETTERS], ids=["sentences", "letters"])
def test_the_engine_and_the_letters_say_the_same_in_every_language(
    folder: Path, language: str
) -> None:
    english, other = (
        dict(sentences(tomllib.loads((folder / f"{code}.toml").read_text())))
        for code in ("en", language)
    )
    assert other.keys() == english.keys()
    for key, text in english.items():
        counts = english.get(f"{key.rpartition('.')[0]}.counts")
        # French says "one" of nought too, so that form may name its number.
        may = {counts} if counts and key.endswith(".one") else set()
        assert fields(other[key]) - may == fields(text) - may, key
        if len(text.split()) > 1:
            assert other[key] != text, key


# --- the markets ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", loader.keys())
def test_a_market_speaks_all_four_languages(key: str) -> None:
    """A market that lists a language says everything in it: its definition is refused otherwise."""
    assert set(loader.load(key).market.languages) == {"en", *LANGUAGES}
