"""Amounts in running text: money, percentages, periods, lengths, volumes, however they are written.

`EUR 50`, `50 euro` and `€50.00` are one amount, and so are `14 days`, `14-day`, `fourteen (14) days` and
`fourteen days`. What is left of a sentence when its amounts are taken out is its frame: the same frame
with another amount is the same promise with another number. Nothing is translated from one currency or
unit to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from compare.track.amount_words import CURRENCIES, QUALIFIERS, SCALES, UNITS, WRITTEN


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = r"\d{1,3}(?:[\ ,.']\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?"
_QUALIFIED = rf"(?:{_either(QUALIFIERS)})\s"
_AMOUNT = re.compile(
    rf"""
    (?<!\w)(?P<before>{_either(CURRENCIES)})\s?
        (?:\.(?=\d+[.,]\d))?  # a slip of the pen: "€.7.40"
        (?P<first>{_NUMBER})(?!\d)(?:\s?(?P<first_scale>{_either(SCALES)})(?!\w))?
    | (?<![\w.,])(?P<second>{_NUMBER})(?:\s(?P<second_scale>{_either(SCALES)})\b\.?)?
        (?:[\s-]?(?P<second_kind>{_QUALIFIED})?
          |\s?\([^()\d]{{1,24}}\)\sper\s)  # "0.54 (inc. VAT) per c/kWh"
        (?P<after>{_either({**CURRENCIES, **UNITS})})(?!\w)
    | \((?P<third>{_NUMBER})\)\s?(?P<third_kind>{_QUALIFIED})?(?P<behind>{_either(UNITS)})(?!\w)
    | (?<![\w-])(?P<written>{_either(WRITTEN)})[\s-](?P<written_kind>{_QUALIFIED})?
        (?P<of>{_either(UNITS)})(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WRITTEN_BEFORE = re.compile(
    rf"(?:\b(?:{_either([*WRITTEN, 'hundred', 'and'])})[\s-]+)+$", re.IGNORECASE
)
_AGO = re.compile(r"\s(?:ago|fa)\b", re.IGNORECASE)  # "3 days ago" says when, and promises nothing
_SENTENCE = re.compile(
    r"(?:(?<=[^\W\d_]{3}[.!?;])|(?<=[%)\"\d][.!?;]))\s+(?=[\"'(]?[^\W\d_a-zß-ÿ])"
)
_DIGITS = re.compile(r"\d+(?:[.,/:]\d+)*")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_UNIT = re.compile(r"\{[^{}]+\}")
CONTEXT = 4  # words around amounts, at least, to tell them from others


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
    """A sentence taken apart: its frame, in which each amount is its unit in braces, and the amounts."""

    frame: str
    amounts: tuple[Amount, ...]

    @property
    def words(self) -> int:
        """How many words stand around the amounts."""
        return len(_LETTERS.findall(_UNIT.sub(" ", self.frame)))


def framed(sentence: str) -> Framed:
    """Take a sentence's amounts out; other numbers (dates, references) are set to `#`.

    >>> framed("A fee of EUR 10.50 is due within 14 days.")  # doctest: +NORMALIZE_WHITESPACE
    Framed(frame='a fee of {EUR} is due within {day}.',
           amounts=(Amount(value=Decimal('10.50'), unit='EUR'), Amount(value=Decimal('14'), unit='day')))
    """
    found: list[Amount] = []
    parts: list[str] = []
    end = 0
    for match in _AMOUNT.finditer(sentence):
        if _is_none(sentence, match):
            continue
        amount = _amount(match)
        before = sentence[end : match.start()]
        if match["third"]:
            before = _WRITTEN_BEFORE.sub("", before)
        kind = match["second_kind"] or match["third_kind"] or match["written_kind"] or ""
        parts += [_rest(before), kind.casefold(), f"{{{amount.unit}}}"]
        found.append(amount)
        end = match.end()
    parts.append(_rest(sentence[end:]))
    return Framed("".join(parts), tuple(found))


def _is_none(sentence: str, match: re.Match[str]) -> bool:
    """A time that is past, or the end of a number of several words: "one hundred twenty days"."""
    of_more = match["written"] and _WRITTEN_BEFORE.search(sentence, 0, match.start())
    return bool(of_more or _AGO.match(sentence, match.end()))


def _rest(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())


def _amount(match: re.Match[str]) -> Amount:
    word = (match["before"] or match["after"] or match["behind"] or match["of"]).lower()
    if match["written"]:
        return Amount(Decimal(WRITTEN[match["written"].lower()]), UNITS[word])
    value = number(match["first"] or match["second"] or match["third"])
    scale = match["first_scale"] or match["second_scale"]
    times = SCALES[scale.lower()] if scale else 1
    return Amount(value * times, CURRENCIES.get(word) or UNITS[word])


def sentences(clause: str) -> tuple[str, ...]:
    """The sentences of a clause; one with fewer words than make a context stays with its neighbour.

    >>> sentences("Standing charges also apply. VAT applies at 9%. The levy is set in October each year.")
    ('Standing charges also apply. VAT applies at 9%.', 'The levy is set in October each year.')
    """
    found: list[str] = []
    for sentence in _SENTENCE.split(clause):
        if found and min(_words(found[-1]), _words(sentence)) < CONTEXT:
            found[-1] += f" {sentence}"
        else:
            found.append(sentence)
    return tuple(found)


def _words(sentence: str) -> int:
    return len(_LETTERS.findall(_AMOUNT.sub(" ", sentence)))


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
