"""Letters: their law is dated, and their language is that of the place."""

from __future__ import annotations

from datetime import date

from compare.markets.letters import languages_for, letter_on
from compare.markets.loader import keys, load

DAY = date(2026, 11, 1)


def test_the_language_of_the_canton_comes_first_and_all_others_stay_choosable() -> None:
    swiss = load("ch-health")
    assert swiss.leaving is not None
    rows, every = swiss.leaving.letter_language, swiss.market.languages
    for canton, first in (("GE", "fr"), ("TI", "it"), ("VS", "fr"), ("BE", "de"), ("ZH", "de")):
        found = languages_for(rows, {"canton": canton}, DAY, every)
        assert found[0] == first
        assert set(found) == set(every)


def test_a_letter_states_the_law_of_its_day_with_a_reference() -> None:
    swiss = load("ch-health")
    assert swiss.leaving is not None
    found = letter_on(swiss.leaving.letter, DAY)
    assert found is not None
    assert "832.10" in found.law.in_("de")
    assert found.reference
    assert letter_on(swiss.leaving.letter, date(1990, 1, 1)) is None


def test_every_letter_has_each_language_of_its_market() -> None:
    for key in keys():
        market = load(key)
        for letter in market.leaving.letter if market.leaving else ():
            assert set(market.market.languages) <= set(letter.law.root) & set(letter.subject.root)
