"""Days as people write them: 30.11.2026, 30 novembre 2026, 2026-11-30."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache

from babel.dates import get_month_names

from compare.decide.wording import LOCALES, day_in_words

TOKEN = re.compile(r"[^\W\d_]+|\d+")
ISO = re.compile(r"\d{4}([-./])\d{1,2}\1\d{1,2}")
FILLERS = frozenset({"st", "nd", "rd", "th", "er", "of", "de", "del", "den", "le", "il"})
LEAST = 3  # letters below which part of a month's name means none
# Who reads English may write the day or the month first, so there neither goes without saying.
DAY_FIRST = frozenset({"de", "fr", "it"})


def meant(text: str, language: str) -> tuple[date, ...]:
    """The days that a text can mean to a reader of the language: none, one, or in English two.

    The year has four digits. A month may be a word in any of our languages.
    """
    said = _plain(text)
    tokens = [token for token in TOKEN.findall(said) if token not in FILLERS]
    if ISO.fullmatch(said):
        return _days([(tokens[0], tokens[1], tokens[2])])
    if len(tokens) != 3:
        return ()
    words = [token for token in tokens if not token.isdecimal()]
    numbers = [token for token in tokens if token.isdecimal()]
    if len(words) == 1:
        month = str(_month(words[0]))
        return _days([(numbers[1], month, numbers[0]), (numbers[0], month, numbers[1])])
    if words:
        return ()
    first, second, year = numbers
    orders = [(year, second, first)]
    return _days(orders if language in DAY_FIRST else [*orders, (year, first, second)])


def shown(text: str, language: str) -> str:
    """A day that was understood, in words; what was not stays as it was typed."""
    days = meant(text, language)
    return day_in_words(days[0], language) if len(days) == 1 else text


def iso(text: str, language: str) -> str:
    """A day that was understood as a question holds it; what was not is left for the reader to refuse."""
    days = meant(text, language)
    return days[0].isoformat() if len(days) == 1 else text


def _plain(text: str) -> str:
    """Without accents, capitals and the degree sign of the Italian first."""
    parts = unicodedata.normalize("NFD", text.strip().casefold())
    return "".join(each for each in parts if not unicodedata.combining(each)).replace("°", "")


def _days(orders: Iterable[tuple[str, str, str]]) -> tuple[date, ...]:
    """The days that exist among years, months and days, each once."""
    found: dict[date, None] = {}
    for year, month, day in orders:
        if len(year) == 4 and len(month) < 3 and len(day) < 3:
            try:
                found[date(int(year), int(month), int(day))] = None
            except ValueError:
                continue
    return tuple(found)


def _month(word: str) -> int:
    """The month that a word or the beginning of one names; 0 where it names none, or several."""
    numbers = {number for name, number in _months() if name.startswith(word)}
    return numbers.pop() if len(word) >= LEAST and len(numbers) == 1 else 0


@cache
def _months() -> tuple[tuple[str, int], ...]:
    return tuple(
        (_plain(name), number)
        for locale in LOCALES.values()
        for number, name in get_month_names("wide", locale=locale).items()
    )
