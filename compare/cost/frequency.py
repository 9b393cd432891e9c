"""Payments of any frequency as an amount a year."""

from __future__ import annotations

from decimal import Decimal

from compare.values.money import Per
from compare.values.offer import PER_YEAR

WORDS: dict[str, Per] = {
    "weekly": Per.WEEK,
    "fortnightly": Per.FORTNIGHT,
    "four_weekly": Per.FOUR_WEEKS,
    "monthly": Per.MONTH,
    "quarterly": Per.QUARTER,
    "half_yearly": Per.HALF_YEAR,
    "yearly": Per.YEAR,
    "once": Per.ONCE,
}


def frequency(word: str) -> Per:
    """The frequency that a word names: `month` and `monthly` are one.

    Raises:
        ValueError: the word is unknown.
    """
    if word in WORDS:
        return WORDS[word]
    try:
        return Per(word)
    except ValueError:
        raise ValueError(
            f"expected a payment frequency ({', '.join(WORDS)}), found {word!r}"
        ) from None


def payments_per_year(per: Per) -> int:
    """Weekly 52, fortnightly 26, four-weekly 13, monthly 12 (domain 1.1).

    Raises:
        ValueError: the amount is paid once.
    """
    if per not in PER_YEAR:
        raise ValueError(f"expected a recurring payment, found one that is paid {per}")
    return PER_YEAR[per]


def annualise(amount: Decimal, per: Per) -> Decimal:
    """What an amount paid once in every `per` comes to in a year (domain 1.1).

    Raises:
        ValueError: the amount is paid once, so that no year can be told.
    """
    return amount * payments_per_year(per)
