"""What a cover is expected to pay under one fixed scenario (domain 2.4 and 6.2).

The scenario is the same for both sides of a comparison: it is a yardstick, not a forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from compare.values.missing import Missing
from compare.values.terms import Status, Terms, TermValue

ZERO = Decimal(0)


class LimitApplies(StrEnum):
    """Whether the limit bounds what is left after the excess, or the loss before it."""

    AFTER_EXCESS = "after_excess"
    BEFORE_EXCESS = "before_excess"


@dataclass(frozen=True, slots=True)
class Exponential:
    """Losses of exponential size with this mean, in the currency's major unit."""

    mean: Decimal

    def __post_init__(self) -> None:
        if not self.mean.is_finite() or self.mean <= 0:
            raise ValueError(f"expected a mean loss above zero, found {self.mean}")

    def above(self, amount: Decimal) -> Decimal:
        """The expected part of one loss above `amount`: mean x exp(-amount / mean)."""
        return self.mean * (-amount / self.mean).exp()


@dataclass(frozen=True, slots=True)
class Losses:
    """Losses of known sizes: pairs of probability and amount; the probabilities sum to one."""

    pairs: tuple[tuple[Decimal, Decimal], ...]

    def __post_init__(self) -> None:
        if any(not 0 <= p <= 1 for p, _ in self.pairs) or sum(p for p, _ in self.pairs) != 1:
            raise ValueError(f"expected probabilities that sum to one, found {self.pairs}")
        if any(loss < 0 for _, loss in self.pairs):
            raise ValueError(f"expected losses of zero or more, found {self.pairs}")

    def above(self, amount: Decimal) -> Decimal:
        """The expected part of one loss above `amount`."""
        return sum((p * max(loss - amount, ZERO) for p, loss in self.pairs), ZERO)


@dataclass(frozen=True, slots=True)
class Peril:
    """One thing that can happen, and the attributes of the cover that decide what is paid.

    `frequency` is claims a year. `status`, `excess`, `limit` and `coinsurance` (the customer's
    share after the excess, 0 to 1) name attributes of the market; None where the peril has none.
    """

    key: str
    frequency: Decimal
    severity: Exponential | Losses
    status: str | None = None
    excess: str | None = None
    limit: str | None = None
    coinsurance: str | None = None
    limit_applies: LimitApplies = LimitApplies.AFTER_EXCESS

    def __post_init__(self) -> None:
        if not self.frequency.is_finite() or self.frequency < 0:
            raise ValueError(f"{self.key}: expected a frequency of zero or more a year")


@dataclass(frozen=True, slots=True)
class ExpectedBenefit:
    """What the provider is expected to pay a year under the scenario.

    `amount` is None where an attribute that decides it is unknown or holds only under a
    condition; `unknown` then names those attributes.
    """

    amount: Decimal | None
    unknown: tuple[str, ...]


def expected_benefit(terms: Terms, scenario: Sequence[Peril]) -> ExpectedBenefit:
    """The sum over the perils of frequency x expected payment per claim.

    With X the loss, E the excess and L the limit, one claim pays
    E[(X-E)+] - E[(X-E-L)+] where the limit applies after the excess, and
    E[(X-E)+] - E[(X-L)+] where it applies before (domain 2.3, 2.4).

    Raises:
        ValueError: the scenario is empty, or a value is of the wrong kind or negative.
    """
    if not scenario:
        raise ValueError("expected a scenario of at least one peril, found none")
    amounts, unknown = [], list[str]()
    for peril in scenario:
        missing = _unknown(terms, peril)
        unknown.extend(key for key in missing if key not in unknown)
        if not missing:
            amounts.append(_paid(terms, peril))
    return ExpectedBenefit(None if unknown else sum(amounts, ZERO), tuple(unknown))


def _unknown(terms: Terms, peril: Peril) -> tuple[str, ...]:
    """The attributes without which the payment cannot be told."""
    if _is_excluded(terms, peril):
        return ()
    keys = [peril.excess, peril.limit, peril.coinsurance]
    unknown = [
        key
        for key in keys
        if key is not None and not _is_number(terms.get(key), unlimited=key == peril.limit)
    ]
    if peril.status is not None and terms.get(peril.status) is not Status.COVERED:
        unknown.insert(0, peril.status)
    return tuple(unknown)


def _is_excluded(terms: Terms, peril: Peril) -> bool:
    out = (Status.EXCLUDED, Missing.NOT_OFFERED)
    keys = (peril.status, peril.limit)
    return any(key is not None and terms.get(key) in out for key in keys)


def _is_number(value: TermValue | None, unlimited: bool) -> bool:
    if isinstance(value, Decimal) and (not value.is_finite() or value < 0):
        raise ValueError(f"expected an amount of zero or more, found {value}")
    return isinstance(value, Decimal) or (unlimited and value is Missing.UNLIMITED)


def _paid(terms: Terms, peril: Peril) -> Decimal:
    if _is_excluded(terms, peril):
        return ZERO
    excess = _number(terms, peril.excess) or ZERO
    limit = _number(terms, peril.limit)
    paid = peril.severity.above(excess)
    if limit is not None:
        after = peril.limit_applies is LimitApplies.AFTER_EXCESS
        paid -= peril.severity.above(excess + limit if after else max(limit, excess))
    share = _number(terms, peril.coinsurance) or ZERO
    if share > 1:
        raise ValueError(f"{peril.coinsurance}: expected a share from 0 to 1, found {share}")
    return peril.frequency * paid * (1 - share)


def _number(terms: Terms, key: str | None) -> Decimal | None:
    """The number of an attribute; None where there is none to apply (no such key, unlimited)."""
    value = None if key is None else terms.get(key)
    return value if isinstance(value, Decimal) else None
