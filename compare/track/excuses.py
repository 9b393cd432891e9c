"""Why a worsening is not held against a provider: the law set it for everybody (domain 6.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from compare.values.terms import TermValue

LegalValue = tuple[date, TermValue]


def is_market_wide(
    law: Sequence[LegalValue],
    old: TermValue,
    new: TermValue,
    after: date,
    no_later_than: date,
) -> bool:
    """Whether a term went from one legal value to the next when the law did.

    `law` has the values that the law sets, each from its first day. A provider that goes to the legal
    value at any other time, or from a better one, does so by itself.
    """
    ordered = sorted(law, key=lambda each: each[0])
    return any(
        (before[1], then[1]) == (old, new) and after < then[0] <= no_later_than
        for before, then in pairwise(ordered)
    )
