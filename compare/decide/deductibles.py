"""Two deductibles side by side: below which costs the higher one is the cheaper (domain 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from compare.cost.out_of_pocket import largest_swiss_discount, swiss_break_even
from compare.decide.situation import OutOfPocket
from compare.values.offer import Offer

SWISS = "ch"
DEDUCTIBLE = "deductible"


@dataclass(frozen=True, slots=True)
class Deductibles:
    """Two chosen deductibles with what the higher one saves in premiums a year.

    Below `costs` of treatment a year the higher one is the cheaper of the two; None: at any costs.
    `largest_discount` is the most that the law allows for the higher one, None where not stated.
    """

    low: Decimal
    high: Decimal
    premium_saving: Decimal
    costs: Decimal | None
    largest_discount: Decimal | None


def deductibles(rule: OutOfPocket | None, present: Offer, other: Offer) -> Deductibles | None:
    """Where two contracts differ in their deductible under the Swiss rule; else None.

    None as well where the higher deductible saves no premium: then nothing is weighed.
    """
    held, chosen = present.factors.get(DEDUCTIBLE), other.factors.get(DEDUCTIBLE)
    if rule is None or rule.rule != SWISS or held == chosen:
        return None
    if not isinstance(held, Decimal | int) or not isinstance(chosen, Decimal | int):
        return None
    (low, dear), (high, cheap) = sorted(
        [(Decimal(held), present.per_year), (Decimal(chosen), other.per_year)]
    )
    if dear < cheap:
        return None
    known = rule.parameters
    costs = swiss_break_even(
        low=low,
        high=high,
        premium_saving=dear - cheap,
        rate=known["coinsurance_rate"],
        cap=known["coinsurance_cap"],
    )
    return Deductibles(low, high, dear - cheap, costs, _largest_discount(rule, high))


def _largest_discount(rule: OutOfPocket, deductible: Decimal) -> Decimal | None:
    ordinary = rule.parameters.get("ordinary_deductible")
    share = rule.parameters.get("largest_discount_share")
    if ordinary is None or share is None:
        return None
    return largest_swiss_discount(deductible, ordinary, share)
