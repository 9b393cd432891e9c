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
    """The statement in the language of the page; None where there is nothing to state yet.

    It takes seconds where nobody asked since the facts changed: only the market's own page waits.
    """
    held = cache.get(_key(market))
    if held is None:
        try:
            held = statement(market.key, today(market), language())
        except QuestionError:
            held = {}
        cache.set(_key(market), held, TWO_DAYS)
    return held or None


def line(market: Market) -> str:
    """The two sentences under a market's name; empty where they were not worked out yet."""
    held = cache.get(_key(market))
    return " ".join(sentence["text"] for sentence in held["sentences"][:2]) if held else ""


def _key(market: Market) -> str:
    state = (market.key, market.version, data_version(market.key), str(today(market)), language())
    return ":".join(("statement", *state))
