"""Would switching provider improve anything? The whole answer for one household."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from compare.decide.comparison import Comparison, compare
from compare.decide.gains import Effort
from compare.decide.lost_discounts import with_lost_discounts
from compare.decide.person_answer import PersonAnswer, answer_person, decide_person
from compare.decide.sampling import DRAWS, SEED
from compare.decide.seam import with_seams
from compare.decide.service import Service, services
from compare.decide.situation import Coverage, Mode, Person, Situation
from compare.decide.verdict import Reason, Verdict, VerdictKind, theta
from compare.decide.ways_out import WaysOut, ways_out
from compare.values.estimate import Estimate
from compare.values.question import Question

_Asked = tuple[Situation, int, WaysOut, Mapping[str, Service], Effort, Decimal]
MOVES = (VerdictKind.SWITCH_NOW, VerdictKind.SWITCH_AT_RENEWAL, VerdictKind.NEGOTIATE)
WEIGHT = (
    *MOVES,
    VerdictKind.TRADE_OFF,
    VerdictKind.NOT_ENOUGH_DATA,
    VerdictKind.NO_BETTER_PROVIDER,
    VerdictKind.STAY,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine says to one question.

    `verdict` heads the household: what any of its persons should do outweighs what the others
    should not (see `household_verdict`). `net_benefit` is the sum over the persons with an advised
    action, None where there is none; `movers` counts them. `oldest_fact` is the day of the oldest
    fact used, None where only typed facts were. Amounts are in `currency`.
    """

    question: Question
    verdict: VerdictKind
    reason: Reason | None
    people: tuple[PersonAnswer, ...]
    movers: int
    net_benefit: Estimate | None
    currency: str
    horizon_months: int
    effort: Effort
    coverage: Coverage
    mode: Mode
    rules_version: str
    oldest_fact: date | None
    seed: int = SEED
    draws: int = DRAWS


def answer(situation: Situation) -> Answer:
    """Answer a checked question from all that was looked up for it (domain sections 1 to 5).

    Each person decides alone; the household's hours are shared equally among its persons.

    Raises:
        ValueError: the situation mixes currencies, or one of its rules does not hold today.
    """
    _check(situation)
    effort = _effort(situation)
    numbers = range(len(situation.people))
    people = tuple(answer_person(*_asked(situation, number, effort)) for number in numbers)
    verdict, reason = household_verdict([person.verdict for person in people])
    advised = [person.chosen for person in people if person.chosen]
    zero = Estimate.exactly(Decimal(0))
    rules = situation.rules
    return Answer(
        question=situation.question,
        verdict=verdict,
        reason=reason,
        people=people,
        movers=len(advised),
        net_benefit=sum((line.net_benefit for line in advised), zero) if advised else None,
        currency=rules.currency,
        horizon_months=rules.horizon_months,
        effort=effort,
        coverage=situation.coverage,
        mode=rules.mode,
        rules_version=rules.version,
        oldest_fact=situation.oldest_fact,
    )


def verdict_of(situation: Situation) -> tuple[VerdictKind, Reason | None]:
    """What `answer` says, without what stands behind it; raises as it does."""
    _check(situation)
    effort = _effort(situation)
    numbers = range(len(situation.people))
    return household_verdict(
        [decide_person(*_asked(situation, number, effort)) for number in numbers]
    )


def household_verdict(people: Sequence[Verdict]) -> tuple[VerdictKind, Reason | None]:
    """The verdict that heads a household, in the order of `WEIGHT`.

    Any person who should move makes it a move; then what only the household can weigh; then what
    is not known: a household stays only where every one of its persons does.
    """
    first = min(people, key=lambda verdict: WEIGHT.index(verdict.kind))
    return first.kind, first.reason


def comparison(situation: Situation, number: int) -> Comparison:
    """One person's offers beside the present contract, for the market statement.

    Raises:
        ValueError: the present contract is missing.
    """
    person = situation.people[number]
    if person.present is None:
        raise ValueError(f"expected the present contract of person {number}, found none")
    return compare(
        situation,
        person,
        person.present,
        _ways(situation, person),
        _services(situation, person),
        _effort(situation),
        threshold(situation, person),
    )


def _asked(situation: Situation, number: int, effort: Effort) -> _Asked:
    """What it takes to decide for one person."""
    person = situation.people[number]
    return (
        situation,
        number,
        _ways(situation, person),
        _services(situation, person),
        effort,
        threshold(situation, person),
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


def _effort(situation: Situation) -> Effort:
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


def _check(situation: Situation) -> None:
    """One currency throughout (domain 0)."""
    currency = situation.rules.currency
    for person in situation.people:
        found = {person.offers.currency or currency}
        if person.present:
            found.add(person.present.price.money.currency)
        if found != {currency}:
            raise ValueError(
                f"expected every price in {currency}, found {', '.join(sorted(found))}"
            )
