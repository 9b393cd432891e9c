"""What the customer pays when something happens (domain 2.3).

Rates, caps and shares are dated rules of one market and come in as arguments. Hospital day
contributions, items that are not covered and copays are outside these formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

ZERO = Decimal(0)


def swiss(costs: Decimal, *, franchise: Decimal, rate: Decimal, cap: Decimal) -> Decimal:
    """Franchise first, then `rate` of the rest: `cap` bounds the coinsurance only.

    Raises:
        ValueError: an amount is negative, or `rate` outside 0..1.
    """
    _not_negative(costs=costs, franchise=franchise, cap=cap)
    _share(rate=rate)
    return min(costs, franchise) + min(rate * max(ZERO, costs - franchise), cap)


def us(costs: Decimal, *, deductible: Decimal, coinsurance: Decimal, maximum: Decimal) -> Decimal:
    """Deductible first, then `coinsurance` of the rest: `maximum` bounds everything.

    `costs` are covered charges in the plan's network.

    Raises:
        ValueError: an amount is negative, or `coinsurance` outside 0..1.
    """
    _not_negative(costs=costs, deductible=deductible, maximum=maximum)
    _share(coinsurance=coinsurance)
    return min(maximum, min(costs, deductible) + coinsurance * max(ZERO, costs - deductible))


class LimitApplies(StrEnum):
    """Whether a limit bounds the loss (before the excess) or the payment (after it)."""

    BEFORE_EXCESS = "before_excess"
    AFTER_EXCESS = "after_excess"


@dataclass(frozen=True, slots=True)
class Claim:
    """One loss, as the insurer pays it and as the customer bears it."""

    payout: Decimal
    out_of_pocket: Decimal


def property_claim(
    loss: Decimal,
    *,
    excess: Decimal,
    limit: Decimal | None,
    limit_applies: LimitApplies = LimitApplies.AFTER_EXCESS,
    sum_insured: Decimal | None = None,
    value_at_risk: Decimal | None = None,
) -> Claim:
    """A property or casualty loss; `limit` None means that it is said not to exist.

    With `sum_insured` below `value_at_risk` the loss is reduced in proportion first (average).

    Raises:
        ValueError: an amount is negative, or only one of the two sums for average is given.
    """
    _not_negative(loss=loss, excess=excess, limit=limit or ZERO)
    insured = _after_average(loss, sum_insured, value_at_risk)
    most = insured if limit is None else limit
    if limit_applies is LimitApplies.AFTER_EXCESS:
        payout = min(max(insured - excess, ZERO), most)
    else:
        payout = max(min(insured, most) - excess, ZERO)
    return Claim(payout, loss - payout)


def _after_average(
    loss: Decimal, sum_insured: Decimal | None, value_at_risk: Decimal | None
) -> Decimal:
    if sum_insured is None and value_at_risk is None:
        return loss
    if sum_insured is None or value_at_risk is None:
        raise ValueError("expected sum insured and value at risk together, found one of them")
    _not_negative(sum_insured=sum_insured, value_at_risk=value_at_risk)
    return loss * sum_insured / value_at_risk if sum_insured < value_at_risk else loss


def _swiss_rule(costs: Decimal, given: Mapping[str, Decimal]) -> Decimal:
    return swiss(
        costs,
        franchise=given["deductible"],
        rate=given["coinsurance_rate"],
        cap=given["coinsurance_cap"],
    )


def _us_rule(costs: Decimal, given: Mapping[str, Decimal]) -> Decimal:
    return us(
        costs,
        deductible=given["deductible"],
        coinsurance=given["coinsurance_rate"],
        maximum=given["out_of_pocket_maximum"],
    )


def _excess_rule(costs: Decimal, given: Mapping[str, Decimal]) -> Decimal:
    return property_claim(costs, excess=given["excess"], limit=given.get("limit")).out_of_pocket


RULES: dict[str, Callable[[Decimal, Mapping[str, Decimal]], Decimal]] = {
    "ch": _swiss_rule,
    "us": _us_rule,
    "excess": _excess_rule,
}


def out_of_pocket(rule: str, parameters: Mapping[str, Decimal], costs: Decimal) -> Decimal:
    """The customer's part of `costs` by the rule that a market names.

    `ch` reads deductible, coinsurance_rate and coinsurance_cap; `us` deductible, coinsurance_rate
    and out_of_pocket_maximum; `excess` excess and, where there is one, limit.

    Raises:
        ValueError: the rule or one of its parameters is unknown, or an amount is out of range.
    """
    if rule not in RULES:
        raise ValueError(f"expected an out-of-pocket rule ({', '.join(RULES)}), found {rule!r}")
    try:
        return RULES[rule](costs, parameters)
    except KeyError as missing:
        raise ValueError(
            f"expected the parameter {missing} for rule {rule}, found {', '.join(parameters)}"
        ) from None


def largest_swiss_discount(franchise: Decimal, ordinary: Decimal, share: Decimal) -> Decimal:
    """The largest legal premium discount a year for a higher franchise: share x (F - ordinary).

    Raises:
        ValueError: the franchise is below the ordinary one, or `share` outside 0..1.
    """
    _share(share=share)
    if franchise < ordinary:
        raise ValueError(f"expected a franchise of at least {ordinary}, found {franchise}")
    return share * (franchise - ordinary)


def swiss_break_even(
    *, low: Decimal, high: Decimal, premium_saving: Decimal, rate: Decimal, cap: Decimal
) -> Decimal | None:
    """Yearly costs below which the higher franchise is the better of the two.

    There the difference in out-of-pocket reaches the premium saved. None where it never does: then
    the higher franchise is better at any costs.

    Raises:
        ValueError: the franchises are not low <= high, or the saving is negative.
    """
    if low > high or premium_saving < 0:
        raise ValueError(
            f"expected low <= high and a saving >= 0, found {low}, {high}, {premium_saving}"
        )

    def difference(costs: Decimal) -> Decimal:
        return swiss(costs, franchise=high, rate=rate, cap=cap) - swiss(
            costs, franchise=low, rate=rate, cap=cap
        )

    return _first_reach(difference, _corners((low, high), rate, cap), premium_saving)


def _corners(franchises: tuple[Decimal, ...], rate: Decimal, cap: Decimal) -> list[Decimal]:
    """Costs at which the Swiss rule changes its slope."""
    reach = cap / rate if rate else ZERO
    return sorted({ZERO, *franchises, *(franchise + reach for franchise in franchises)})


def _first_reach(
    line: Callable[[Decimal], Decimal], corners: list[Decimal], target: Decimal
) -> Decimal | None:
    """Where a line that never falls, straight between its corners, first reaches `target`."""
    if line(corners[0]) >= target:
        return corners[0]
    for left, right in pairwise(corners):
        at_left, at_right = line(left), line(right)
        if at_right >= target:
            return left + (right - left) * (target - at_left) / (at_right - at_left)
    return None


def _not_negative(**amounts: Decimal) -> None:
    for name, amount in amounts.items():
        if not amount.is_finite() or amount < 0:
            raise ValueError(f"expected {name} of at least 0, found {amount}")


def _share(**shares: Decimal) -> None:
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise ValueError(f"expected {name} between 0 and 1, found {share}")
