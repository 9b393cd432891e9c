"""What a process loads before its first question, so that nobody waits for it."""

from __future__ import annotations

from datetime import date
from importlib import import_module

from compare.leaving.working_days import last_working_day_until
from compare.markets import loader

PAGES = "compare.config.urls"  # with them comes the engine
SCIPY = ("scipy.optimize", "scipy.special")  # loads its parts when they are first used
ANY_DAY = date(2026, 11, 30)


def load() -> None:
    """Import pages and engine, read the markets that answer, and open their countries' holidays."""
    for module in (PAGES, *SCIPY):
        import_module(module)
    for market in map(loader.load, loader.answering()):
        if market.market.country and not market.invented:
            last_working_day_until(ANY_DAY, market.market.country)
