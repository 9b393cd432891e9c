"""Which state of a market's facts is held."""

from __future__ import annotations

from compare.store.models import MarketVersion

EMPTY = "0" * 64


def data_version(market: str) -> str:
    """A hash of all facts that this market's questions may read; zeros where there are none."""
    held = MarketVersion.objects.filter(market=market).values_list("digest", flat=True)
    return held.first() or EMPTY
