"""Numbers as a source's locale writes them. Nothing is guessed.

Babel decides what is a decimal mark and what a group mark, by the locale the manifest declares.
What does not parse whole, or would be written otherwise in that locale, is `Ambiguous`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale
from babel.numbers import NumberFormatError, get_currency_symbol, parse_decimal

from scrapers.errors import Ambiguous
from scrapers.kit.text import clean

_WRITTEN = re.compile(r"[+-]?[0-9.,'’ \u00a0\u202f]*[0-9]", re.ASCII)
LONGEST = 24  # signs: what is longer is no price, and nearly more than a Decimal keeps exactly
_SPACES = "\u00a0\u202f "
HUNDREDTHS = {"AUD": "c", "EUR": "c", "GBP": "p", "NZD": "c", "USD": "¢"}  # as shelves print them
_NO_CENTS = re.compile(r"[.,] ?[-–—]{1,2}$")


@lru_cache(maxsize=65_536)
def number(text: str, locale: str) -> Decimal:
    """The number that `text` is in `locale`.

    Raises:
        Ambiguous: it is none, or the locale would write it otherwise.

    >>> number("1’234.50", "de_CH"), number("1.412,50", "it")
    (Decimal('1234.50'), Decimal('1412.50'))
    """
    written = text.strip().replace("−", "-")
    try:
        if len(written) > LONGEST or not _WRITTEN.fullmatch(written):
            raise NumberFormatError("other characters than a number's")
        return parse_decimal(_as_grouped_by(locale, written), locale=locale, strict=True)
    except (NumberFormatError, ArithmeticError) as error:
        raise Ambiguous(
            expected=f"a number as written in {locale}",
            found=repr(text),
            todo="declare the locale of this page, or cut the number out of its text",
        ) from error


@lru_cache(maxsize=65_536)
def amount(text: str, locale: str, currency: str) -> Decimal:
    """A number with or without the sign or code of `currency` beside it, and no other word.

    The sign of its hundredths is read too, always behind the number.

    >>> amount("CHF 1’234.–", "de_CH", "CHF"), amount("12,50 €", "de_DE", "EUR")
    (Decimal('1234'), Decimal('12.50'))
    >>> amount("89c", "en_AU", "AUD")
    Decimal('0.89')
    """
    bare = clean(text)
    hundredth = HUNDREDTHS.get(currency)
    if hundredth and bare.endswith(hundredth):
        return number(bare.removesuffix(hundredth).strip(), locale) / 100
    for sign in sorted({currency, get_currency_symbol(currency, locale)}, key=len, reverse=True):
        if bare.startswith(sign) or bare.endswith(sign):
            bare = bare.removeprefix(sign).removesuffix(sign).strip()
            break
    return number(_NO_CENTS.sub("", bare), locale)


@lru_cache(maxsize=256)
def _group_mark(locale: str) -> str:
    return str(Locale.parse(locale).number_symbols["latn"]["group"])


def _as_grouped_by(locale: str, written: str) -> str:
    """Keyboards have one apostrophe and one space; the locale's own mark is put in their place."""
    mark = _group_mark(locale)
    for family in ("'’", _SPACES):
        if mark in family:
            return written.translate(dict.fromkeys(map(ord, family), mark))
    return written
