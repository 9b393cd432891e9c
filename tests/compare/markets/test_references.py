"""Where law and custom can be read, in the reader's language."""

from __future__ import annotations

import re

import pytest

from compare.markets import loader
from compare.markets.words import texts_of

NOT_SHOWN = re.compile(
    r": (legal_note|letter_language|any_currency|allowed|benchmark)[\[:]|: term\[\w+\]: reference"
)
ENGLISH = re.compile(
    r"\b(the|an?|and(?! [A-Z])|our|for|by|to|with|not?|is|are|at most|column|days|months?)\b"
)


@pytest.mark.parametrize("key", loader.keys())
def test_a_reference_that_pages_show_is_a_bare_citation_or_stands_in_each_language(
    key: str,
) -> None:
    market = loader.load(key)
    for place, text in texts_of(market, key):
        if not place.endswith(": reference") or NOT_SHOWN.search(place):
            continue
        bare = text.in_("en")
        for language in ("de", "fr", "it"):
            if text.in_(language) == bare:
                assert not ENGLISH.search(bare.partition("(")[0]), f"{place} in {language}: {bare}"


@pytest.mark.parametrize(
    ("language", "cited"),
    [
        ("en", "KVG (SR 832.10) art. 7(2): "),
        ("de", "Art. 7 Abs. 2 KVG (SR 832.10): "),
        ("fr", "art. 7 al. 2 LAMal (RS 832.10)\u202f: "),
        ("it", "art. 7 cpv. 2 LAMal (RS 832.10): "),
    ],
)
def test_swiss_law_is_cited_as_each_language_cites_it(language: str, cited: str) -> None:
    market = loader.load("ch-health")
    assert market.leaving is not None
    rule = next(rule for rule in market.leaving.rule if rule.key == "exit_year_end")
    assert rule.cited.startswith("KVG (SR 832.10) art. 7(2): ")
    assert market.references[rule.cited].in_(language).startswith(cited)
