"""One person's case: what is known before any offer is put beside the contract held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from compare.decide.gains import Effort
from compare.decide.lost_discounts import with_lost_discounts
from compare.decide.seam import with_seams
from compare.decide.service import Service, services
from compare.decide.situation import Person, Situation
from compare.decide.verdict import theta
from compare.decide.ways_out import WaysOut, ways_out
from compare.values.estimate import Estimate


@dataclass(frozen=True, slots=True)
class Case:
    """What it takes to decide for one person of a household.

    `number` is the person's place in the household. `services` compares providers with the own
    one, by their keys; empty where no contract is known. `effort` is what a move takes this
    person, `threshold` theta over the horizon in the situation's currency.
    """

    situation: Situation
    number: int
    ways: WaysOut
    services: Mapping[str, Service]
    effort: Effort
    threshold: Decimal

    @property
    def person(self) -> Person:
        """Whose case it is."""
        return self.situation.people[self.number]


def case(situation: Situation, number: int) -> Case:
    """What can be said of a person by the situation alone."""
    person = situation.people[number]
    return Case(
        situation=situation,
        number=number,
        ways=_ways(situation, person),
        services=_services(situation, person),
        effort=effort(situation),
        threshold=threshold(situation, person),
    )


def _ways(situation: Situation, person: Person) -> WaysOut:
    question, rules = situation.question, situation.rules
    if person.leaving is not None:
        rules = replace(rules, leaving=person.leaving)
    guards = question.preferences.guards
    ways = ways_out(person.contract, rules, guards, today=question.today, start=question.start)
    if person.present is None:
        return ways
    ways = with_seams(ways, person, person.present)
    return with_lost_discounts(ways, person.contract, rules.horizon_months)


def _services(situation: Situation, person: Person) -> Mapping[str, Service]:
    if person.present is None:
        return {}
    return services(situation.figures, person.present.provider, situation.bands)


def threshold(situation: Situation, person: Person) -> Decimal:
    """Theta over the horizon: the household's own figure a year, or the market's rule."""
    rules = situation.rules
    years = Decimal(rules.horizon_months) / 12
    asked = situation.question.preferences.threshold
    if asked is not None:
        return theta(Decimal(0), least=asked, most=asked, years=years)
    limits = rules.threshold
    yearly = person.present.per_year if person.present else Decimal(0)
    return theta(yearly, share=limits.share, least=limits.least, most=limits.most, years=years)


def effort(situation: Situation) -> Effort:
    """What a move takes each person: typed values go before the published ones (domain 1.8).

    The typed value of an hour is an hourly figure like the published one: the market's share of it
    is counted.
    """
    wished, published = situation.question.preferences, situation.rules.hour
    hours = published.hours if wished.hours is None else Estimate.exactly(wished.hours)
    persons = len(situation.people)
    income = published.income if wished.value_of_hour is None else wished.value_of_hour
    each = Estimate(hours.low / persons, hours.central / persons, hours.high / persons)
    return Effort(each, income, published.share)
