"""What a market adds to a letter of notice: the sentence of its law, and who writes in which language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from compare.markets.words import Dated, Texts, When, applies


class Letter(Dated):
    """The law behind a notice, as the letter itself says it; `subject` is what the contract is called.

    What every letter says (who, until when, please confirm) is the same in all markets.
    """

    subject: Texts
    law: Texts


class LetterLanguage(Dated):
    """In which languages the authorities of a place write, the usual one first."""

    when: When
    languages: tuple[str, ...] = Field(min_length=1)


def letter_on(letters: tuple[Letter, ...], day: date) -> Letter | None:
    """What the market's law adds on a day; None where it states nothing."""
    return next((row for row in letters if day in row.span), None)


def languages_for(
    rows: tuple[LetterLanguage, ...], codes: Mapping[str, str], day: date, every: tuple[str, ...]
) -> tuple[str, ...]:
    """All of the market's languages, those of the household's place first."""
    first = [
        language
        for row in rows
        if day in row.span and applies(row.when, codes)
        for language in row.languages
    ]
    return tuple(dict.fromkeys((*(each for each in first if each in every), *every)))
