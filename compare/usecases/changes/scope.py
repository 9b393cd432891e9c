"""Which markets' changes are told together: what is invented never stands among what is real."""

from __future__ import annotations

from compare.markets.loader import load, shown
from compare.store.selectors import changes as selected


def told_together() -> tuple[str, ...]:
    """The markets with changes to show: the real ones, and invented ones only where there are no others."""
    held = selected.markets()
    keys = [key for key in shown() if key in held]
    real = tuple(key for key in keys if not load(key).invented)
    return real or tuple(keys)
