"""What the days between two contracts cost: nothing covers on them, or both are paid (domain 1.1)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare.cost.expected import expected_cost
from compare.cost.one_off import OneOff, gap_exposure, overlap
from compare.decide.situation import Person
from compare.decide.ways_out import WayOut, WaysOut
from compare.values.estimate import Estimate
from compare.values.offer import Offer
from compare.values.rule import cited_together

YEAR_DAYS = 365
ZERO = Decimal(0)


def with_seams(ways: WaysOut, person: Person, present: Offer) -> WaysOut:
    """Every way out with what lies between the old cover and the new among its costs.

    Where nobody states what uncovered days may cost, the way is `exposed` instead.

    Raises:
        ValueError: the contract states a negative number of days that are paid twice.
    """
    return replace(ways, open=tuple(_with_seam(way, person, present) for way in ways.open))


def _with_seam(way: WayOut, person: Person, present: Offer) -> WayOut:
    if way.departure is None:
        return way
    if way.departure.uncovered_days:
        item = _gap(way.departure.uncovered_days, person, present)
        return replace(way, costs=(*way.costs, item)) if item else replace(way, exposed=True)
    days = person.contract.overlap_days
    if not days:
        return way
    twice = overlap(present.per_year, days, YEAR_DAYS, present.price.money.currency)
    return replace(way, costs=(*way.costs, twice))


def _gap(days: int, person: Person, present: Offer) -> OneOff | None:
    rule = person.out_of_pocket
    stated = [*(loss.reference for loss in person.losses), *([rule.reference] if rule else [])]
    reference = cited_together(stated)
    currency = present.price.money.currency
    return gap_exposure(uninsured_loss(person), days, YEAR_DAYS, currency, reference)


def uninsured_loss(person: Person) -> Estimate | None:
    """What a year without cover is expected to cost, None where the market states no loss.

    Losses stated for several terms may be the same events: at least the largest of them, at most,
    and centrally, all together. Scenarios run from the least costs to the most around their mean.
    """
    if not person.losses and person.out_of_pocket is None:
        return None
    means = [loss.frequency * loss.mean for loss in person.losses]
    together = sum(means, ZERO)
    found = Estimate(max(means, default=ZERO), together, together)
    if person.out_of_pocket is None:
        return found
    scenarios = person.out_of_pocket.scenarios
    costs = [each for _, each in scenarios]
    mean = expected_cost(ZERO, scenarios, lambda paid: paid).expected_out_of_pocket
    return found + Estimate(min(*costs, mean), mean, max(*costs, mean))
