"""Amounts that are known only as a range."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Estimate:
    """A quantity as low, central and high, in one unit that its name or context states.

    Raises:
        ValueError: not low <= central <= high.
    """

    low: Decimal
    central: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise ValueError(
                f"expected low <= central <= high, found {self.low}, {self.central}, {self.high}"
            )

    @classmethod
    def exactly(cls, value: Decimal) -> Estimate:
        """A quantity known as one number."""
        return cls(value, value, value)

    @property
    def is_exact(self) -> bool:
        """Whether nothing is uncertain about it."""
        return self.low == self.high

    def __add__(self, other: Estimate) -> Estimate:
        return Estimate(self.low + other.low, self.central + other.central, self.high + other.high)

    def __sub__(self, other: Estimate) -> Estimate:
        return Estimate(self.low - other.high, self.central - other.central, self.high - other.low)

    def __neg__(self) -> Estimate:
        return Estimate(-self.high, -self.central, -self.low)
