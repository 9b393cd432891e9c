"""The statements of a market as they are kept: one for every period that was collected.

Working one out takes seconds, so it is done after a load, never while a reader waits.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from compare.decide.wording import LANGUAGES
from compare.markets import loader
from compare.markets.definition import Market
from compare.store.selectors import statements as kept
from compare.store.selectors import versions
from compare.store.writers import statements as keeper
from compare.usecases.answering.identity import rules_version
from compare.usecases.asking.fields import QuestionError
from compare.usecases.market.statement import Moment, moments, stated, statement_of

log = logging.getLogger(__name__)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """The newest statement of a market, those of earlier periods, and when they were worked out.

    `current` is whether they rest on the facts and rules of now.
    """

    document: Json
    earlier: tuple[Json, ...]
    made_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """The first two sentences of a market's newest statement.

    `gaining` is the share of customers who could gain by moving and give nothing up; None where
    the prices cannot be compared.
    """

    text: str
    gaining: Decimal | None


def held(market: Market, language: str) -> Held | None:
    """What is kept of a market; None where nothing was worked out yet."""
    rows = kept.of_market(market.key, language)
    if not rows:
        return None
    current = [row for row in rows if row.basis == basis(market)]
    newest, *earlier = current or rows
    return Held(
        newest.document, tuple(row.document for row in earlier), newest.made_at, bool(current)
    )


def headlines(markets: Iterable[str], language: str) -> dict[str, Headline]:
    """The headline of every market that has a statement, by market."""
    said = kept.sentences(markets, language)
    return {market: _headline(sentences) for market, sentences in said.items()}


def _headline(sentences: list[Json]) -> Headline:
    found = sentences[1]["parameters"].get("share")
    return Headline(
        " ".join(each["text"] for each in sentences[:2]),
        Decimal(found["share"]) if found and found["share"] is not None else None,
    )


def keep(market: str, today: date) -> int:
    """Work out and keep what is missing of a market's statements; how many that were.

    A period in which no published household can be priced has none. Running it twice adds nothing.
    """
    try:
        definition = stated(market)
    except QuestionError:
        return 0
    resting_on = basis(definition)
    done = kept.days_on(market, resting_on)
    wanted = [moment for moment in moments(definition, today) if moment not in done]
    said = {moment: found for moment in wanted if (found := _worded(definition, moment))}
    if said:
        keeper.keep(market, resting_on, said)
    return len(said)


def keep_all(today: date) -> int:
    """The same for every market."""
    return sum(keep(key, today) for key in loader.shown())


def basis(market: Market) -> str:
    """What a statement rests on: the facts that this very database holds, and the rules."""
    digest, clock = versions.state(market.key)
    return f"{digest}.{clock}.{rules_version(market)}"


def _worded(market: Market, moment: Moment) -> dict[str, Json]:
    try:
        return {language: statement_of(market, moment, language) for language in LANGUAGES}
    except QuestionError as error:
        log.info("no statement of %s as of %s: %s", market.key, moment.start, error)
        return {}
