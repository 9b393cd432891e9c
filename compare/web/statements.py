"""A market's statement, kept while facts and rules stay the same."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache

from compare.markets.definition import Market
from compare.store.selectors.versions import data_version
from compare.usecases.question_fields import QuestionError
from compare.usecases.statement import statement
from compare.web.subject import today
from compare.web.templatetags.worth import language

TWO_DAYS = 172_800


def document(market: Market) -> dict[str, Any] | None:
    """The statement in the language of the page; None where there is nothing to state yet."""
    day = today(market)
    key = f"statement:{market.key}:{market.version}:{data_version(market.key)}:{day}:{language()}"
    held = cache.get(key)
    if held is None:
        try:
            held = statement(market.key, day, language())
        except QuestionError:
            held = {}
        cache.set(key, held, TWO_DAYS)
    return held or None


def line(market: Market) -> str:
    """The two sentences under a market's name; empty where nothing can be said yet."""
    held = document(market)
    return " ".join(sentence["text"] for sentence in held["sentences"][:2]) if held else ""
