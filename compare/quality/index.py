"""The complaint index in the manner of US regulators (NAIC; domain 3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from compare.quality.intervals import LEVEL, Interval, poisson_ratio


@dataclass(frozen=True, slots=True)
class ComplaintIndex:
    """A firm's share of complaints over its share of premiums; 1 is in proportion.

    The denominator is premium: a cheap insurer with as many complaints per policy scores worse.
    `observed` is always shown beside the index: nine complaints make an index of anything.
    """

    observed: int
    expected: float
    interval: Interval


def complaint_index(
    complaints: int,
    all_complaints: int,
    premium: Decimal,
    all_premium: Decimal,
    level: float = LEVEL,
) -> ComplaintIndex:
    """The index of one firm in one line of business and year, with its exact Poisson interval.

    Raises:
        ValueError: the firm's complaints or premium exceed those of all, nobody complained, or
            the firm has no premium.
    """
    if not 0 <= complaints <= all_complaints:
        raise ValueError(f"expected complaints from 0 to {all_complaints}, found {complaints}")
    if not 0 < premium <= all_premium:
        raise ValueError(f"expected a premium above 0, up to {all_premium}, found {premium}")
    if all_complaints == 0:
        raise ValueError("expected complaints in the market, found none: no index can be told")
    expected = float(all_complaints * premium / all_premium)
    return ComplaintIndex(complaints, expected, poisson_ratio(complaints, expected, level))
