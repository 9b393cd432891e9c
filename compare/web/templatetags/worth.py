"""How amounts, days and addresses are written on a page, the same way in every template."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from babel.dates import format_date
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_precision,
    get_currency_symbol,
)
from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from compare.decide.wording import LOCALES, day_in_words

register = template.Library()
DOCUMENT = re.compile(r"[a-z]+(-[a-z]+)+")


def language() -> str:
    """The language of the page that is being written."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def locale() -> str:
    """The formats of the page's language, the same as those of the engine's sentences."""
    return LOCALES[language()]


@register.filter
def amount(value: Decimal | str, currency: str) -> str:
    """An amount with its currency and the currency's decimals: CHF 4,814.40."""
    return _signed(format_currency(Decimal(value), currency, _pattern(currency), locale=locale()))


def _pattern(currency: str) -> str:
    """The language's own pattern; a currency said in letters stands apart from the figures."""
    pattern = str(Locale.parse(locale()).currency_formats["standard"].pattern)
    lettered = get_currency_symbol(currency, locale=locale())[-1:].isalpha()
    return pattern.replace("¤#", "¤\xa0#").replace("¤-", "¤\xa0-") if lettered else pattern


@register.filter
def rounded(value: Decimal | str, currency: str) -> str:
    """An amount with its currency, in whole units half up: CHF 2,500."""
    whole_units = Decimal(value).quantize(Decimal(1), ROUND_HALF_UP) + 0
    pattern = _pattern(currency).replace(".00", "")
    return _signed(
        format_currency(whole_units, currency, pattern, locale=locale(), currency_digits=False)
    )


@register.filter
def whole(value: Decimal | str) -> str:
    """An amount without its currency and without decimals, half up: as ranges are said."""
    rounded = Decimal(value).quantize(Decimal(1), ROUND_HALF_UP) + 0
    return _signed(format_decimal(rounded, locale=locale()))


def _signed(text: str) -> str:
    """With the minus sign of print instead of a hyphen."""
    return text.replace("-", "\u2212")


@register.filter
def bare(value: Decimal | str, currency: str) -> str:
    """An amount without its currency, for a column whose heading names it."""
    places = "0" * get_currency_precision(currency)
    return _signed(format_decimal(Decimal(value), f"#,##0.{places}".rstrip("."), locale=locale()))


@register.filter
def number(value: Decimal | int | str) -> str:
    """A number with the language's separators."""
    return _signed(format_decimal(Decimal(value), locale=locale()))


@register.filter
def share(value: Decimal | str) -> str:
    """A share in per cent with at most one decimal, half up: 4.2 %."""
    percent = (Decimal(value) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) + 0
    return _signed(f"{format_decimal(percent, '#,##0.#', locale=locale())}\xa0%")


@register.filter
def day(value: date | datetime | str) -> str:
    """A day in words: 30 November 2026. A text is read as an ISO date."""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return day_in_words(value, language())


@register.filter
def month(value: date | str) -> str:
    """The month of a day, short, as under a chart: Nov."""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return format_date(value, "LLL", locale=locale()).rstrip(".")


@register.filter
def document_title(key: str) -> str:
    """A document's key as a title: Terms of service for `terms-of-service`; others as they are."""
    return key.replace("-", " ").capitalize() if DOCUMENT.fullmatch(key) else key


@register.simple_tag
def colon() -> str:
    """What parts a label from what it labels: French sets a narrow space before it."""
    return "\u202f:" if language() == "fr" else ":"


@register.filter
def in_turn(parts: Iterable[str]) -> str:
    """Several things one after the other: French sets a narrow space before the semicolon too."""
    return ("\u202f; " if language() == "fr" else "; ").join(parts)


@register.filter
def parsed(value: str) -> date:
    """A day out of an ISO text."""
    return date.fromisoformat(value[:10])


@register.simple_tag(takes_context=True)
def languages(context: dict[str, Any]) -> list[dict[str, str]]:
    """This page's address in every language in which the pages are written; none if it is one."""
    request = context.get("request")
    path = request.path if request else "/"
    if request and request.GET:  # in one order, so that the page is the same in any
        path += f"?{urlencode(sorted(request.GET.lists()), doseq=True)}"
    first, _, rest = path.lstrip("/").partition("/")
    known = dict(settings.LANGUAGES)
    written = [code for code in known if code == settings.LANGUAGE_CODE or _catalogue(code)]
    if len(written) < 2:
        return []
    return [
        {"code": code, "name": known[code], "address": f"/{code}/{rest if first in known else ''}"}
        for code in written
    ]


@cache
def _catalogue(code: str) -> bool:
    """Whether the pages' own words were translated."""
    return any((place / code / "LC_MESSAGES").is_dir() for place in settings.LOCALE_PATHS)


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], name: str) -> bool:
    """Whether the page is the one that this route leads to."""
    request = context.get("request")
    return bool(request) and request.path == reverse(name)


# Where long words of names may be broken. A name's language is not known: one insurer's is German,
# the next one's French, so no dictionary of a language would do.
SEAMS = tuple(
    (word.replace("|", ""), word.replace("|", "\u00ad"))
    for word in (
        "Grund|versicherung",
        "Kranken|versicherung",
        "Unfall|versicherung",
        "Versiche|rung",
        "Genossen|schaft",
        "Veröffent|licht",
        "Kranken|kasse",
        "Gesundheits|praxis",
    )
)


@register.filter
def soft(name: str) -> str:
    """A provider's or a plan's name with soft hyphens where its long words may be broken."""
    for whole_word, parted in SEAMS:
        for word, broken in ((whole_word, parted), (whole_word.lower(), parted.lower())):
            name = name.replace(word, broken)
    return name
