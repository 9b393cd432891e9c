"""Whether a market's providers differ at all, in price and in service (domain 4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import isfinite


class Spread(StrEnum):
    """What can be said of a market's differences."""

    SAME = "same"
    DISPERSED = "dispersed"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a difference begins to matter, for a whole market (domain 4.3).

    `improvable` is the share of customers, `p` the heterogeneity test's level, `ratio` the median
    rate ratio of two providers. `comparable` is the share of customers who must find the same cover
    with another provider before prices are called close: our convention.
    """

    improvable: Decimal = Decimal("0.20")
    p: float = 0.05
    ratio: float = 1.10
    comparable: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Sameness:
    """The labels of a market; `one_flavour` is price same and service not dispersed."""

    price: Spread
    service: Spread

    @property
    def one_flavour(self) -> bool:
        """Whether choosing a provider is choosing a logo, as far as the evidence goes."""
        return self.price is Spread.SAME and self.service is not Spread.DISPERSED


def sameness(
    improvable: Decimal,
    p: float | None,
    ratio: float | None,
    ratio_high: float | None,
    limits: Limits = Limits(),
    comparable: Decimal = Decimal(1),
) -> Sameness:
    """The labels from their components.

    `comparable` is the share of customers for whom another provider sells the same cover: where
    too few find it, that no move gives nothing up is no evidence of like prices.

    `ratio` is the median rate ratio and `ratio_high` its upper 95 % limit; None of the three means
    that no service figure exists, which is no evidence.

    Raises:
        ValueError: a share or p outside 0 to 1, or a median rate ratio below 1.
    """
    if not 0 <= improvable <= 1:
        raise ValueError(f"expected a share between 0 and 1, found {improvable}")
    price = _price(improvable, comparable, limits)
    if p is None or ratio is None or ratio_high is None:
        return Sameness(price, Spread.NO_EVIDENCE)
    if not 0 <= p <= 1 or not isfinite(ratio) or not 1 <= ratio <= ratio_high:
        raise ValueError(
            f"expected p in 0..1 and 1 <= ratio <= high, found {p}, {ratio}, {ratio_high}"
        )
    return Sameness(price, _service(p, ratio, ratio_high, limits))


def _price(improvable: Decimal, comparable: Decimal, limits: Limits) -> Spread:
    if improvable >= limits.improvable:
        return Spread.DISPERSED
    return Spread.SAME if comparable >= limits.comparable else Spread.NO_EVIDENCE


def _service(p: float, ratio: float, ratio_high: float, limits: Limits) -> Spread:
    if p < limits.p and ratio >= limits.ratio:
        return Spread.DISPERSED
    return Spread.SAME if ratio_high < limits.ratio else Spread.NO_EVIDENCE
