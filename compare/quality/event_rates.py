"""How often something changes for the worse, per product and year, beside others (domain 6.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.quality.intervals import Interval, poisson_ratio, rate_ratio

YEAR = 365.25


@dataclass(frozen=True, slots=True)
class EventRate:
    """Events per product-year with the 95 % limits of a Poisson rate.

    `sizes` has one number for each decision: how many products it changed. Products that one
    decision changes together are no independent evidence, so that the interval is that of as many
    events as there would be if each decision changed one product (the rate divided by the mean size
    of the decision to which an event belongs); where each changed one, it is Poisson's own.

    Raises:
        ValueError: no product was watched for a day, or a decision changed none.
    """

    sizes: tuple[int, ...]
    product_days: int

    def __post_init__(self) -> None:
        if self.product_days <= 0 or any(size < 1 for size in self.sizes):
            raise ValueError(
                f"expected products watched for a day or more, and changed by each decision, found "
                f"{self.product_days} days and {self.sizes}"
            )

    @property
    def events(self) -> int:
        """Products changed, each as often as it was."""
        return sum(self.sizes)

    @property
    def years(self) -> float:
        """Product-years in which a change could have been seen."""
        return self.product_days / YEAR

    @property
    def cluster(self) -> float:
        """How many products the decision behind an event changed, on average over events."""
        if not self.sizes:
            return 1.0
        return sum(size * size for size in self.sizes) / self.events

    @property
    def interval(self) -> Interval:
        """The rate with its limits."""
        return poisson_ratio(self.events / self.cluster, self.years / self.cluster)


def ratio(one: EventRate, other: EventRate) -> Interval | None:
    """One rate over another with its exact limits; None where neither saw an event."""
    if not one.sizes and not other.sizes:
        return None
    return rate_ratio(
        one.events / one.cluster,
        one.years / one.cluster,
        other.events / other.cluster,
        other.years / other.cluster,
    )


def rate(decisions: Sequence[int], product_days: int) -> EventRate | None:
    """The rate of decisions by their sizes; None where nothing was watched."""
    return EventRate(tuple(decisions), product_days) if product_days > 0 else None
