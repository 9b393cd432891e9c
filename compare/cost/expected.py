"""A year's total over what may happen: expected, and at worst (domain 2.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

Scenarios = Sequence[tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True)
class ExpectedCost:
    """Expected and worst case of one plan; they may disagree, so both are always shown."""

    expected_out_of_pocket: Decimal
    expected_total: Decimal
    worst_total: Decimal


def expected_cost(
    premium: Decimal, scenarios: Scenarios, out_of_pocket: Callable[[Decimal], Decimal]
) -> ExpectedCost:
    """premium + sum of p x out-of-pocket(costs) over (p, costs) that sum to one.

    The worst case is the worst of the scenarios that can happen (p > 0).

    Raises:
        ValueError: a probability is outside 0..1, or they do not sum to exactly one.
    """
    _refuse_odd(scenarios)
    borne = [(p, out_of_pocket(costs)) for p, costs in scenarios]
    expected = sum((p * amount for p, amount in borne), Decimal(0))
    worst = max(amount for p, amount in borne if p > 0)
    return ExpectedCost(expected, premium + expected, premium + worst)


def _refuse_odd(scenarios: Scenarios) -> None:
    for p, _ in scenarios:
        if not 0 <= p <= 1:
            raise ValueError(f"expected a probability between 0 and 1, found {p}")
    total = sum((p for p, _ in scenarios), Decimal(0))
    if total != 1:
        raise ValueError(f"expected probabilities that sum to 1, found {total}")


def excess_cost(frequency: Decimal, mean: Decimal, excess: Decimal) -> Decimal:
    """What an excess costs a year: frequency x E[min(X, excess)], X exponential of that mean."""
    _refuse_claims(frequency, mean, excess)
    return frequency * mean * (1 - (-excess / mean).exp())


def cost_above_limit(frequency: Decimal, mean: Decimal, limit: Decimal) -> Decimal:
    """What a limit leaves uninsured a year: frequency x E[(X - limit)+], X exponential."""
    _refuse_claims(frequency, mean, limit)
    return frequency * mean * (-limit / mean).exp()


def excess_value(
    frequency: Decimal, mean: Decimal, *, excess_old: Decimal, excess_new: Decimal
) -> Decimal:
    """What a change of excess costs the customer a year; a lower excess gives a negative cost.

    `frequency` is claims a year, `mean` the mean loss: assumptions that are shown with a source.

    Raises:
        ValueError: a negative frequency or excess, or a mean that is not above 0.
    """
    return excess_cost(frequency, mean, excess_new) - excess_cost(frequency, mean, excess_old)


def limit_value(
    frequency: Decimal, mean: Decimal, *, limit_old: Decimal, limit_new: Decimal
) -> Decimal:
    """What a change of limit costs the customer a year; a higher limit gives a negative cost.

    Raises:
        ValueError: a negative frequency or limit, or a mean that is not above 0.
    """
    return cost_above_limit(frequency, mean, limit_new) - cost_above_limit(
        frequency, mean, limit_old
    )


def _refuse_claims(frequency: Decimal, mean: Decimal, amount: Decimal) -> None:
    if not (frequency.is_finite() and mean.is_finite() and amount.is_finite()):
        raise ValueError(f"expected finite numbers, found {frequency}, {mean}, {amount}")
    if frequency < 0 or mean <= 0 or amount < 0:
        raise ValueError(
            "expected a frequency >= 0, a mean loss > 0 and an amount >= 0, "
            f"found {frequency}, {mean}, {amount}"
        )
