"""What a year with an offer costs, premium and own share together, in each stated scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare.cost.expected import expected_cost
from compare.cost.out_of_pocket import out_of_pocket
from compare.decide.situation import OutOfPocket
from compare.markets.definition import Benchmark, Market
from compare.values.offer import Availability, Offer


@dataclass(frozen=True, slots=True)
class Use:
    """One scenario of a year: `costs` before any share is paid, what the customer pays of them, and
    that with the premium.
    """

    costs: Decimal
    probability: Decimal
    own_share: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Year:
    """A year with an offer: each scenario, the expected total and the worst."""

    uses: tuple[Use, ...]
    expected: Decimal
    worst: Decimal
    reference: str


def year_of(offer: Offer, rule: OutOfPocket | None) -> Year | None:
    """The year of an offer by the market's rule (domain 2.3, 2.4).

    None where the market has no rule for this person, or the offer does not state an amount that the
    rule reads: it is not computed then.
    """
    if rule is None:
        return None
    stated = {key: offer.factors.get(key, offer.terms.get(key)) for key in rule.factors}
    amounts = {key: Decimal(v) for key, v in stated.items() if isinstance(v, Decimal | int)}
    if len(amounts) < len(rule.factors):
        return None

    def share(costs: Decimal) -> Decimal:
        return out_of_pocket(rule.rule, {**rule.parameters, **amounts}, costs)

    found = expected_cost(offer.per_year, rule.scenarios, share)
    return Year(
        uses=tuple(Use(c, p, share(c), offer.per_year + share(c)) for p, c in rule.scenarios),
        expected=found.expected_total,
        worst=found.worst_total,
        reference=rule.reference,
    )


@dataclass(frozen=True, slots=True)
class Levels:
    """The cheapest and the dearest offer of one person, and the one that the market counts by."""

    person: int
    cheapest: Offer
    benchmark: Offer | None
    dearest: Offer


def levels(market: Market, offers: Sequence[Offer], day: date) -> tuple[Levels, ...]:
    """The levels of each person who has offers that are surely open; cheapest first in `offers`."""
    people = dict.fromkeys(offer.person for offer in offers)
    found = []
    for person in people:
        own = [
            offer
            for offer in offers
            if offer.person == person and offer.availability is Availability.YES
        ]
        if own:
            found.append(Levels(person, own[0], _benchmark(market, own, day), own[-1]))
    return tuple(found)


def _benchmark(market: Market, offers: Iterable[Offer], day: date) -> Offer | None:
    rule: Benchmark | None = market.market.benchmark
    if rule is None or day not in rule.span:
        return None
    kind = [offer for offer in offers if offer.attributes.get(rule.attribute) == rule.code]
    return kind[: rule.rank][-1] if kind else None
