"""Sentences as a key with parameters, and their wording in each language.

The engine never writes prose: it names what is to be said (`Sentence`), and `say` words it from
`texts/<language>.toml`. Amounts, dates, shares and lists are formatted by Babel for the language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol

from compare.values.money import Money

LOCALES = {"en": "en_GB", "de": "de_CH", "fr": "fr_CH", "it": "it_CH"}
LANGUAGES = tuple(LOCALES)
MOST_NAMED = 6  # of a list in a sentence; what more there is stands in the answer's parameters


@dataclass(frozen=True, slots=True)
class Share:
    """A part of one, said as a percentage; `signed` says it with its plus or minus."""

    value: Decimal
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """Attributes, inputs or guards to be named: each by its label, a market's or our own."""

    keys: tuple[str, ...]


Parameter = Money | Share | Keys | Decimal | int | str | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to say: `key` names the wording, `parameters` what it speaks of."""

    key: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)


def say(sentence: Sentence, language: str, labels: Mapping[str, str] | None = None) -> str:
    """The sentence in one of `LANGUAGES`. `labels` names a market's attributes in that language.

    Whole amounts of ten and more are said without decimals; the exact figure stands in the answer.

    Raises:
        ValueError: an unknown language or key, or a parameter that the wording needs is absent.
    """
    wording = texts(language).get(sentence.key)
    if wording is None:
        raise ValueError(f"no wording for {sentence.key!r} in {language}: add it to texts/")
    template = wording if isinstance(wording, str) else _plural(wording, sentence, language)
    spoken = {
        name: _names(value, language, labels or {})
        if isinstance(value, Keys)
        else _spoken(value, language)
        for name, value in sentence.parameters.items()
    }
    try:
        return template.format_map(spoken)
    except KeyError as missing:
        raise ValueError(f"{sentence.key!r} in {language} needs the parameter {missing}") from None


@cache
def texts(language: str) -> Mapping[str, str | Mapping[str, str]]:
    """Every wording of a language by key; a mapping holds the forms of one that counts.

    Raises:
        ValueError: the language is none of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"expected one of {', '.join(LANGUAGES)}, found {language!r}")
    source = files("compare.decide") / "texts" / f"{language}.toml"
    return dict(_flat(tomllib.loads(source.read_text("utf-8"))))


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str | dict[str, str]]]:
    found: list[tuple[str, str | dict[str, str]]] = []
    for key, value in table.items():
        path = f"{prefix}{key}"
        if isinstance(value, str):
            found.append((path, value))
        elif isinstance(value, dict) and "counts" in value:
            found.append((path, {name: str(form) for name, form in value.items()}))
        elif isinstance(value, dict):
            found += _flat(value, f"{path}.")
    return found


def _plural(forms: Mapping[str, str], sentence: Sentence, language: str) -> str:
    """The form for the number in the parameter that `counts` names."""
    count = sentence.parameters.get(forms["counts"])
    if not isinstance(count, int):
        raise ValueError(f"{sentence.key!r} needs the number {forms['counts']!r}, found {count!r}")
    form = Locale.parse(LOCALES[language]).plural_form(count)
    return forms.get(form, forms["other"])


def _names(value: Keys, language: str, labels: Mapping[str, str]) -> str:
    """The market's label of each key, else our own, else the key itself; of many the first few."""
    own = texts(language)
    named = [labels.get(key) or str(own.get(f"input.{key}", key)) for key in value.keys]
    if len(named) > MOST_NAMED:
        more = Sentence("list.more", {"count": len(named) - MOST_NAMED + 1})
        named = [*named[: MOST_NAMED - 1], say(more, language)]
    return str(format_list(named, locale=LOCALES[language]))


def _spoken(
    value: Money | Share | Decimal | int | str | date | tuple[str, ...], language: str
) -> str:
    match value:
        case Money():
            return _amount(value, language)
        case Share():
            sign = "+" if value.signed and value.value > 0 else ""
            places = "#,##0.0\u00a0%" if value.signed else "#,##0\u00a0%"
            return sign + format_percent(value.value, places, locale=LOCALES[language])
        case date():
            return day_in_words(value, language)
        case tuple():
            return format_list(value, locale=LOCALES[language])
        case Decimal() | int():
            return format_decimal(value, locale=LOCALES[language])
        case str():
            return value


def day_in_words(day: date, language: str) -> str:
    """A date in words; French and Italian count the first of a month as the first."""
    said = format_date(day, "long", locale=LOCALES[language])
    first = {"fr": "1er", "it": "1°"}.get(language)
    return said.replace("1", first, 1) if first and day.day == 1 else said


def _amount(money: Money, language: str) -> str:
    exact = abs(money.amount) < 10
    amount = money.rounded().amount if exact else money.amount.quantize(Decimal(1), ROUND_HALF_UP)
    pattern = _pattern(money.currency, language)
    return format_currency(
        amount,
        money.currency,
        locale=LOCALES[language],
        format=pattern if exact else pattern.replace("0.00", "0"),
        currency_digits=exact,
    )


@cache
def _pattern(currency: str, language: str) -> str:
    """The language's own pattern for money; a currency said in letters stands apart: CHF 816."""
    pattern = str(Locale.parse(LOCALES[language]).currency_formats["standard"].pattern)
    symbol = get_currency_symbol(currency, locale=LOCALES[language])
    return pattern.replace("¤#", "¤\u00a0#") if symbol[-1:].isalpha() else pattern
