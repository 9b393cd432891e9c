"""Which state of a market's facts is held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from compare.store import times
from compare.store.models import MarketVersion

EMPTY = "0" * 64


def state(market: str) -> tuple[str, int]:
    """The data version with the instant of the last write: names what this very database holds.

    Equal facts in two databases have one version, but rows of different numbers.
    """
    rows = MarketVersion.objects.filter(market=market).values_list("digest", "clock")
    return rows.first() or (EMPTY, 0)


def data_version(market: str) -> str:
    """A hash of all facts that this market's questions may read; zeros where there are none."""
    held = MarketVersion.objects.filter(market=market).values_list("digest", flat=True)
    return held.first() or EMPTY


def written_at(markets: Iterable[str]) -> datetime | None:
    """The instant of the last write of any of these markets' facts; None where there was none."""
    clocks = MarketVersion.objects.filter(market__in=list(markets)).values_list("clock", flat=True)
    last = max(clocks, default=0)
    return times.instant_of(last) if last else None
