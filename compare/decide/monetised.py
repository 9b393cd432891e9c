"""What a chosen deductible, excess or limit makes the customer pay when something happens.

It is turned into money here, so that it does not count a second time as cover (domain 4.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare.cost.expected import excess_value, expected_cost, limit_value
from compare.cost.out_of_pocket import out_of_pocket
from compare.decide.situation import Bound, LossModel, OutOfPocket, Person
from compare.values.estimate import Estimate
from compare.values.offer import Offer

ZERO = Decimal(0)
Amounts = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Saving:
    """What a candidate saves a year when something happens, against the present contract.

    `scenarios` are probability and saving; `expected` is their mean, positive in favour of the
    candidate.
    """

    scenarios: tuple[tuple[Decimal, Decimal], ...]
    expected: Decimal

    @property
    def range(self) -> Estimate:
        """From the worst scenario to the best, around the mean."""
        savings = [saving for _, saving in self.scenarios]
        return Estimate(min(*savings, self.expected), self.expected, max(*savings, self.expected))


NO_SAVING = Saving(((Decimal(1), ZERO),), ZERO)


def monetised_keys(person: Person) -> tuple[str, ...]:
    """The factors and attributes that are compared in money alone."""
    rule = person.out_of_pocket
    return (*(rule.factors if rule else ()), *(loss.key for loss in person.losses))


def saving(person: Person, present: Offer, candidate: Offer) -> Saving | None:
    """The yearly saving, None where an amount of one of the two offers is not known.

    Raises:
        ValueError: a rule and its parameters do not fit, or probabilities do not sum to one.
    """
    keys = monetised_keys(person)
    own, other = _amounts(present, keys), _amounts(candidate, keys)
    if own == other:
        return NO_SAVING
    if len(own) < len(keys) or len(other) < len(keys):
        return None
    by_loss = sum((_loss_saving(loss, own, other) for loss in person.losses), ZERO)
    if person.out_of_pocket is None:
        return Saving(((Decimal(1), by_loss),), by_loss)
    return _scenario_saving(person.out_of_pocket, own, other, by_loss)


def _scenario_saving(rule: OutOfPocket, own: Amounts, other: Amounts, sure: Decimal) -> Saving:
    def paid(amounts: Amounts, costs: Decimal) -> Decimal:
        return out_of_pocket(rule.rule, {**rule.parameters, **amounts}, costs)

    now = expected_cost(ZERO, rule.scenarios, lambda costs: paid(own, costs))
    then = expected_cost(ZERO, rule.scenarios, lambda costs: paid(other, costs))
    return Saving(
        scenarios=tuple(
            (p, sure + paid(own, costs) - paid(other, costs)) for p, costs in rule.scenarios
        ),
        expected=sure + now.expected_out_of_pocket - then.expected_out_of_pocket,
    )


def _loss_saving(loss: LossModel, own: Amounts, other: Amounts) -> Decimal:
    """What the candidate's excess or limit is worth a year, dearer negative (domain 2.4)."""
    old, new = own[loss.key], other[loss.key]
    if loss.bound is Bound.EXCESS:
        return -excess_value(loss.frequency, loss.mean, excess_old=old, excess_new=new)
    return -limit_value(loss.frequency, loss.mean, limit_old=old, limit_new=new)


def _amounts(offer: Offer, keys: Sequence[str]) -> dict[str, Decimal]:
    """The amounts that an offer states for `keys`, as a factor or as a term."""
    stated = ((key, offer.factors.get(key, offer.terms.get(key))) for key in keys)
    return {key: Decimal(value) for key, value in stated if isinstance(value, Decimal | int)}
