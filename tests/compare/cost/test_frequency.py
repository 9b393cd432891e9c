"""Payments of any frequency as an amount a year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compare.cost.frequency import WORDS, annualise, frequency
from compare.values.money import Per


def test_every_four_weeks_is_thirteen_times_a_year_and_not_twelve() -> None:
    assert annualise(Decimal("31.5"), Per.FOUR_WEEKS) == Decimal("409.5")
    assert annualise(Decimal("31.5"), Per.MONTH) == Decimal(378)


@pytest.mark.parametrize("word", WORDS)
def test_a_frequency_is_read_as_adverb_and_as_noun(word: str) -> None:
    assert frequency(word) is frequency(frequency(word).value)


def test_an_unknown_frequency_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"expected a payment frequency .* found 'daily'"):
        frequency("daily")


def test_an_amount_paid_once_has_no_year() -> None:
    with pytest.raises(ValueError, match="expected a recurring payment"):
        annualise(Decimal(10), Per.ONCE)
