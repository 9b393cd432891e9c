"""Would switching provider improve anything? The whole answer for one household."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare.decide.case import Case, case, effort
from compare.decide.comparison import Comparison, compare
from compare.decide.gains import Effort
from compare.decide.person_answer import PersonAnswer, answer_person, decide_person
from compare.decide.sampling import DRAWS, SEED
from compare.decide.situation import Coverage, Mode, Situation
from compare.decide.verdict import Reason, Verdict, VerdictKind
from compare.values.estimate import Estimate
from compare.values.question import Question

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
    people = tuple(answer_person(each) for each in _cases(situation))
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
        effort=effort(situation),
        coverage=situation.coverage,
        mode=rules.mode,
        rules_version=rules.version,
        oldest_fact=situation.oldest_fact,
    )


def verdict_of(situation: Situation) -> tuple[VerdictKind, Reason | None]:
    """What `answer` says, without what stands behind it; raises as it does."""
    _check(situation)
    return household_verdict([decide_person(each) for each in _cases(situation)])


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
    each = case(situation, number)
    if each.person.present is None:
        raise ValueError(f"expected the present contract of person {number}, found none")
    return compare(each, each.person.present)


def _cases(situation: Situation) -> Iterator[Case]:
    return (case(situation, number) for number in range(len(situation.people)))


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
