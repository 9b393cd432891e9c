"""Amounts in running text: money, percentages, periods, lengths, volumes, however they are written.

`EUR 50`, `50 euro` and `€50.00` are one amount, `14 days` and `14-day` are one period. What is left
of a clause when its amounts are taken out is its frame: the same frame with another amount is the
same promise with another number. Nothing is translated from one currency or unit to another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "chf": "CHF",
}
OTHERS = {
    "cent": "cent",
    "cents": "cent",
    "%": "percent",
    "percent": "percent",
    "per cent": "percent",
    "hour": "hour",
    "hours": "hour",
    "heure": "hour",
    "heures": "hour",
    "day": "day",
    "days": "day",
    "jour": "day",
    "jours": "day",
    "week": "week",
    "weeks": "week",
    "semaine": "week",
    "semaines": "week",
    "month": "month",
    "months": "month",
    "mois": "month",
    "year": "year",
    "years": "year",
    "an": "year",
    "ans": "year",
    "minute": "minute",
    "minutes": "minute",
    "meter": "metre",
    "meters": "metre",
    "metre": "metre",
    "metres": "metre",
    "mètre": "metre",
    "mètres": "metre",
    "km": "kilometre",
    "kilometres": "kilometre",
    "kilomètres": "kilometre",
    "kwh": "kilowatt hour",
    "c/kwh": "cent per kilowatt hour",
    "c /kwh": "cent per kilowatt hour",
    "gb": "gigabyte",
    "mbps": "megabit per second",
    "mbit/s": "megabit per second",
}
_NUMBER = r"\d{1,3}(?:[ ,.']\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?"
_REMARK = r"\s?\([^()\d]{1,24}\)\sper\s"  # "0.54 (inc. VAT) per c/kWh"


def _either(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_AMOUNT = re.compile(
    rf"(?P<before>{_either(CURRENCIES)})\s?(?:\.(?=\d+[.,]\d))?(?P<first>{_NUMBER})(?![\d])"
    rf"|(?<![\w.,])(?P<second>{_NUMBER})(?:[\s-]?|{_REMARK})(?P<after>{_either(CURRENCIES | OTHERS)})(?!\w)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+(?:[.,/:]\d+)*")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a unit: a currency's code, `cent`, `percent`, or a period."""

    value: Decimal
    unit: str

    def __str__(self) -> str:
        text = format(self.value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Framed:
    """A clause taken apart: its frame, in which each amount is its unit in braces, and the amounts."""

    frame: str
    amounts: tuple[Amount, ...]

    @property
    def has_context(self) -> bool:
        """Whether enough words stand around the amounts to tell them from others: four."""
        return len(_LETTERS.findall(re.sub(r"\{\w+\}", " ", self.frame))) >= 4


def framed(clause: str) -> Framed:
    """Take a clause's amounts out; other numbers (dates, references) are set to `#`.

    >>> framed("A fee of EUR 10.50 is due within 14 days.")  # doctest: +NORMALIZE_WHITESPACE
    Framed(frame='a fee of {EUR} is due within {day}.',
           amounts=(Amount(value=Decimal('10.50'), unit='EUR'), Amount(value=Decimal('14'), unit='day')))
    """
    found: list[Amount] = []
    parts: list[str] = []
    end = 0
    for match in _AMOUNT.finditer(clause):
        word = (match["before"] or match["after"]).lower()
        amount = Amount(number(match["first"] or match["second"]), (CURRENCIES | OTHERS)[word])
        parts += [_DIGITS.sub("#", clause[end : match.start()].casefold()), f"{{{amount.unit}}}"]
        found.append(amount)
        end = match.end()
    parts.append(_DIGITS.sub("#", clause[end:].casefold()))
    return Framed("".join(parts), tuple(found))


def number(text: str) -> Decimal:
    """The number as written with either mark: the last mark before one or two digits is decimal.

    Three digits behind a single mark are thousands, unless nothing but nought stands before it.

    >>> [str(number(text)) for text in ("1,799", "154.803,01", "154 803,01", "12,50", "0.125")]
    ['1799', '154803.01', '154803.01', '12.50', '0.125']
    """
    plain = text.replace(" ", "").replace("'", "")
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return Decimal(plain)
    whole, _, rest = plain.rpartition(marks[-1])
    digits = whole.replace(".", "").replace(",", "")
    is_thousands = len(rest) == 3 and len(set(marks)) == 1 and digits.strip("0")
    return Decimal(digits + rest) if is_thousands else Decimal(f"{digits}.{rest}")
