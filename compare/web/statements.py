"""A market's statement in one line, as far as one was worked out."""

from compare.markets.definition import Market


def line(market: Market) -> str:
    """The sentence under a market's name; empty where nothing can be said yet."""
    return ""
