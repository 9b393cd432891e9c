"""What is said of a whole market, as its page and the first page print it.

It is worked out after a load and kept: a reader never waits for it.
"""

from __future__ import annotations

from compare.markets.definition import Market
from compare.usecases.market import statements
from compare.usecases.market.statements import Headline, Held
from compare.web.templatetags.worth import language


def held(market: Market) -> Held | None:
    """The statement in the language of the page; None where nothing was worked out yet."""
    return statements.held(market, language())


def headlines(markets: list[str]) -> dict[str, Headline]:
    """What stands under each market's name."""
    return statements.headlines(markets, language())
