"""What a change's values look like: a rate keeps every digit that changed."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from compare.markets.loader import load
from compare.track.amount_words import CURRENCIES, UNITS
from compare.web.answer_page.words import SIGNS
from compare.web.change_page.words import counted, kind, value, what


@pytest.mark.parametrize(
    ("share", "shown"),
    [("0.1999", "19.99\xa0%"), ("0.0625", "6.25\xa0%"), ("0.061525", "6.1525\xa0%")],
)
def test_a_rate_is_shown_in_percent_with_all_its_digits(share: str, shown: str) -> None:
    assert value(share, "share") == shown


@pytest.mark.parametrize("code", ["rate_rise", "interest_up", "interest_down", "fee_removed"])
def test_every_event_of_a_price_list_has_words(code: str) -> None:
    said = {kind(code, "better"), kind(code, "worse")}
    assert len(said) == 1
    assert said.isdisjoint({code.replace("_", " "), "a better condition"})


def test_every_unit_that_a_document_can_state_has_words_or_a_sign() -> None:
    units = {unit for unit in (*CURRENCIES.values(), *UNITS.values()) if not unit.isupper()}
    assert sorted(units - counted(Decimal(2)).keys() - SIGNS.keys()) == []


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_an_amount_of_a_document_is_called_in_the_readers_language(language: str) -> None:
    with override(language):
        for amount in load("terms").terms.document_amount:
            assert what("terms", amount.key) == amount.label.in_(language)
            assert what("terms", amount.key) != amount.label.in_("en")
