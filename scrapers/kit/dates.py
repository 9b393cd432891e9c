"""Dates in the format a source declares, and in no other.

A format is a pattern of the Unicode locale data (CLDR): `dd.MM.yyyy`, `d MMMM y`. Names of months
come from the declared locale.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from babel.dates import get_month_names

from scrapers.errors import Ambiguous
from scrapers.kit.text import clean

_PARTS = re.compile(r"(y+|M+|d+)|('[^']*')|(.)")
_DIGITS = {
    "y": r"(?P<y>\d{4})",
    "yyyy": r"(?P<y>\d{4})",
    "M": r"(?P<M>\d{1,2})",
    "MM": r"(?P<M>\d{2})",
    "d": r"(?P<d>\d{1,2})",
    "dd": r"(?P<d>\d{2})",
}
_WIDTHS: dict[str, Literal["abbreviated", "wide"]] = {"MMM": "abbreviated", "MMMM": "wide"}


def day(text: str, format: str, locale: str = "en") -> date:
    """The day that `text` is, by a CLDR pattern.

    Raises:
        Ambiguous: the text is written otherwise, or the calendar has no such day.
        ValueError: the pattern has no day, month or four-digit year.

    >>> day("1. März 2026", "d. MMMM y", "de_CH")
    datetime.date(2026, 3, 1)
    """
    pattern, months = _reader(format, locale)
    found = pattern.fullmatch(clean(text))
    try:
        if found is None:
            raise ValueError("it is written otherwise")
        month = found["M"]
        number = int(month) if month.isdecimal() else months[month.casefold()]
        return date(int(found["y"]), number, int(found["d"]))
    except ValueError as error:
        raise Ambiguous(
            expected=f"a date as {format} in {locale}",
            found=repr(text),
            todo=f"declare the format of this page ({error})",
        ) from error


@lru_cache(maxsize=64)
def _reader(format: str, locale: str) -> tuple[re.Pattern[str], dict[str, int]]:
    months: dict[str, int] = {}
    pattern = ""
    for part, quoted, letter in _PARTS.findall(format):
        if part in _WIDTHS:
            months = _months(_WIDTHS[part], locale)
            names = sorted(months, key=len, reverse=True)
            pattern += f"(?P<M>{'|'.join(map(re.escape, names))})"
        elif part:
            pattern += _DIGITS.get(part, "(?!)")
        else:
            pattern += re.escape(quoted.strip("'") or letter)
    if not all(f"(?P<{part}>" in pattern for part in "yMd"):
        raise ValueError(f"a pattern with d, M and y (four digits) was expected: {format!r}")
    return re.compile(pattern, re.ASCII | re.IGNORECASE), months


def _months(width: Literal["abbreviated", "wide"], locale: str) -> dict[str, int]:
    contexts = (get_month_names(width, context, locale) for context in ("format", "stand-alone"))
    names = {clean(name).casefold(): number for names in contexts for number, name in names.items()}
    return names | {name.rstrip("."): number for name, number in names.items()}
