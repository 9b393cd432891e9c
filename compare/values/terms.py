"""What a plan promises, attribute by attribute, in a market's vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from compare.values.missing import Missing


class Direction(StrEnum):
    """Which way of an attribute is good for the customer."""

    HIGHER_BETTER = "higher_better"
    LOWER_BETTER = "lower_better"
    STATUS = "status"
    NEUTRAL = "neutral"


class Status(StrEnum):
    """Whether something is covered: excluded < restricted < covered."""

    EXCLUDED = "excluded"
    RESTRICTED = "restricted"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Restricted:
    """Covered under a condition. Two are equal only if the normalised conditions are.

    `condition` is the provider's text, white space folded and lower case; None means that the
    text is not known, which equals nothing.
    """

    condition: str | None


TermValue = Decimal | str | Status | Restricted | Missing
Terms = Mapping[str, TermValue]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One line of a market's vocabulary of cover.

    `unit` is None for a status or a word; `essential` marks cover whose exclusion is always major
    (domain 6.2); `equal_by_law` says that no provider may differ in it.
    """

    key: str
    direction: Direction
    unit: str | None = None
    essential: bool = False
    equal_by_law: bool = False
