"""Which markets there are, and what they count in. A market is a folder of data with a market.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from scrapers.errors import ManifestError
from scrapers.manifest import Manifest
from scrapers.manifest_errors import near

HOME = Path(__file__).resolve().parents[1] / "compare" / "markets"


def names() -> tuple[str, ...]:
    """The keys of all markets, sorted: a market's key is its folder's name."""
    return tuple(sorted(path.parent.name for path in HOME.glob("*/market.toml")))


def check(manifest: Manifest, file: str) -> None:
    """A source's market has to exist, and to count in the source's currency.

    Raises:
        ManifestError: a run would not find the market, or refuse every amount.
    """
    if manifest.market not in names():
        raise ManifestError(
            expected=f"a market{near(manifest.market, names())}, one of {', '.join(names())}",
            found=repr(manifest.market),
            todo=f"mend {file}, or describe the market first: docs/markets.md",
        )
    counts_in = currency(manifest.market)
    if manifest.currency not in (None, counts_in):
        raise ManifestError(
            expected=f"currency: {counts_in}, in which {manifest.market} counts",
            found=repr(manifest.currency),
            todo=f"mend {file}: amounts in another currency belong to another market",
        )


@cache
def currency(market: str) -> str:
    """What a market that is there counts in."""
    text = (HOME / market / "market.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["currency"])
