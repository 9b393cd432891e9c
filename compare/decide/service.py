"""The service of a candidate against the present provider's, from published counts (domain 3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Whether a measure is a share of cases or events over an exposure."""

    PROPORTION = "proportion"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Measure:
    """One published quality measure, as a market definition states it.

    `question` is what it answers for a customer; `delta` the smallest difference that matters: in
    points of one for a proportion (0.05), as a ratio for a rate (1.25).
    """

    key: str
    kind: Kind
    higher_is_better: bool
    delta: Decimal
    question: str


@dataclass(frozen=True, slots=True)
class Count:
    """Events and what they are counted over: k of n cases, or x events over an exposure."""

    events: int
    over: Decimal
