"""The published households that have no price: where they live, and how much of the market they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from compare.markets.definition import Market
from compare.web.answer_page.words import Words
from compare.web.market_page.numbers import percent

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unpriced:
    """`share` is theirs of all published households by weight, of which the rest is spoken of."""

    count: int
    published: int
    places: tuple[str, ...]
    share: str


def unpriced(stated: Json, market: Market, language: str) -> Unpriced | None:
    """Those that a statement leaves out; None where it leaves out nobody."""
    absent = set(stated["households"]["without_prices"])
    words, every = Words(market, language), market.households.household
    missing = [each for each in every if each.key in absent]
    if not missing:
        return None
    weight = sum((each.weight for each in missing), Decimal(0))
    return Unpriced(
        count=len(missing),
        published=len(every),
        places=tuple(dict.fromkeys(words.household(each.household) for each in missing)),
        share=percent(str(weight / sum(each.weight for each in every))),
    )
