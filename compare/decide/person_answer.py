"""The answer for one person of a household, who is free to choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from compare.cover.relation import Relation
from compare.decide.actions import actions, offer_id
from compare.decide.case import Case
from compare.decide.comparison import Comparison, compare
from compare.decide.deductibles import Deductibles, deductibles
from compare.decide.flips import Flips, flips, regret_of
from compare.decide.line import Line
from compare.decide.regret import Regret
from compare.decide.shown import Removals, SideBySide, choose, side_by_side
from compare.decide.situation import LeftOut, Person
from compare.decide.staying_power import StayingPower
from compare.decide.verdict import Action, Reason, Verdict, VerdictKind, decide
from compare.decide.ways_out import WaysOut
from compare.values.missing import is_unknown
from compare.values.money import MICROS
from compare.values.offer import Availability, Offer

GAINING = (Reason.UNKNOWN_COVER, Reason.UNCERTAIN)  # there the first line is the one that gains
NO_ROWS = SideBySide((), ())


@dataclass(frozen=True, slots=True)
class Near:
    """An offer within theta of the best admissible one, and its provider's name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FindOut:
    """What to ask before relying on an answer: an offer's availability, or one of its values.

    `own` asks the reader for a value of the contract held now.
    """

    offer: str
    name: str
    what: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """One person's verdict with all that stands behind it.

    `lines` are the offers shown, the advised one first; `near_best` names every offer within theta
    of the best admissible one. `best` is the offer that gains most of those that give nothing up
    (by staying its gain is forgone), None where there is none. `loyalty_gap` is what the own
    provider asks less of others for the same cover, in money a year. `compared` counts candidates;
    `pays_least` says that none of them, and there is one, asks less than the present contract.
    `deductibles` weighs the one held against that of the offer the answer speaks of.
    """

    person: int
    verdict: Verdict
    threshold: Decimal
    present: Offer | None
    missing: tuple[str, ...]
    ways: WaysOut
    lines: tuple[Line, ...] = ()
    near_best: tuple[Near, ...] = ()
    best: Line | None = None
    rows: SideBySide = NO_ROWS
    removals: Removals | None = None
    loyalty_gap: Decimal | None = None
    flips: Flips | None = None
    regret: Regret | None = None
    staying_power: StayingPower | None = None
    deductibles: Deductibles | None = None
    find_out: tuple[FindOut, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    compared: int = 0
    pays_least: bool = False

    @property
    def chosen(self) -> Line | None:
        """The advised offer's line, None where none is advised."""
        action = self.verdict.chosen
        return next((line for line in self.lines if action and line.id == action.id), None)

    @property
    def subject(self) -> Line | None:
        """The offer that the answer speaks of: the advised one, that to weigh, or the one forgone.

        None where no offer was shown.
        """
        first = next(iter(self.lines), None)
        if self.verdict.kind is VerdictKind.TRADE_OFF or self.verdict.reason in GAINING:
            return first
        return self.chosen or self.best or first


class _Decided(NamedTuple):
    """A verdict, and what it was found from; `found` None where the own contract is not known."""

    verdict: Verdict
    found: Comparison | None
    acting: Mapping[Action, int]


def answer_person(case: Case) -> PersonAnswer:
    """Decide for one person (domain 4.1)."""
    decided = _decided(case)
    if decided.found:
        return _told(case, decided.found, decided.verdict, decided.acting)
    return PersonAnswer(
        person=case.number,
        verdict=decided.verdict,
        threshold=case.threshold,
        present=case.person.present,
        missing=_missing(case.person),
        ways=case.ways,
        left_out=case.person.left_out,
    )


def decide_person(case: Case) -> Verdict:
    """The verdict of `answer_person` alone, in half the time."""
    return _decided(case).verdict


def _decided(case: Case) -> _Decided:
    person = case.person
    if person.present is None or person.missing:
        return _Decided(_decide(case, (), _missing(person)), None, {})
    found = compare(case, person.present)
    acting = actions(person.offers, found.routes, found.standing, case.threshold)
    return _Decided(_decide(case, tuple(acting)), found, acting)


def _missing(person: Person) -> tuple[str, ...]:
    return person.missing or ("present_contract",)


def _told(
    case: Case, found: Comparison, verdict: Verdict, acting: Mapping[Action, int]
) -> PersonAnswer:
    """The verdict with what stands behind it."""
    rules, threshold = case.situation.rules, case.threshold
    first = _first(verdict, acting, threshold)
    shown = choose(first, found.routes, found.standing, found.pool.own)
    by_index = {index: _line(found, index, verdict) for index in shown}
    lines = tuple(by_index.values())
    best = found.best()
    told = PersonAnswer(
        person=case.number,
        verdict=verdict,
        threshold=threshold,
        present=found.present,
        missing=(),
        ways=case.ways,
        lines=lines,
        near_best=_near_best(found, verdict, acting),
        best=None if best is None else by_index.get(best) or _line(found, best, verdict),
    )
    lead = told.subject
    years = Decimal(rules.horizon_months) / 12
    return replace(
        told,
        rows=side_by_side(rules.attributes, found.present, found.table, shown, found.relation),
        removals=found.removals(shown),
        loyalty_gap=found.loyalty_gap(),
        flips=flips(found.present, lead, found.sums[lead.kind], threshold) if lead else None,
        regret=regret_of(lines, [found.saving(index) for index in shown], years),
        staying_power=found.power,
        deductibles=deductibles(found.person.out_of_pocket, found.present, lead.offer)
        if lead
        else None,
        find_out=(*_find_out_own(found.present, lines), *_find_out(found.present, lines)),
        left_out=(*found.person.left_out, *found.pool.left_out),
        compared=int(found.pool.mask.sum()),
        pays_least=_pays_least(found),
    )


def _pays_least(found: Comparison) -> bool:
    asked = found.table.yearly[found.pool.mask]
    return bool(asked.size) and int(asked.min()) >= found.present.per_year * MICROS


def _near_best(
    found: Comparison, verdict: Verdict, acting: Mapping[Action, int]
) -> tuple[Near, ...]:
    """Each offer once, best first, although several actions may lead to it."""
    near = dict.fromkeys((action.id, acting[action]) for action in verdict.near_best)
    return tuple(Near(id_, found.table.offers[index].provider_name) for id_, index in near)


def _decide(case: Case, acting: Sequence[Action], missing: Sequence[str] = ()) -> Verdict:
    coverage = case.situation.coverage
    return decide(
        acting,
        case.threshold,
        coverage=coverage.share,
        min_coverage=coverage.least,
        missing=missing,
        blocked=all(way.departure is None for way in case.ways.open),
    )


def _first(verdict: Verdict, acting: Mapping[Action, int], threshold: Decimal) -> list[int]:
    """The offers that the verdict is about: those advised, else those that gain but for a catch.

    A trade-off is about those of which it is known what is given up, a gain that is not sure about
    those that lack nothing else.
    """
    if verdict.chosen:
        return [acting[verdict.chosen], *(acting[action] for action in verdict.near_best)]
    gaining = [action for action in acting if action.nb.central >= threshold]

    def is_meant(action: Action) -> bool:
        if verdict.kind is VerdictKind.TRADE_OFF:
            return action.gives_something_up
        return verdict.reason is not Reason.UNCERTAIN or action.promising(threshold)

    ranked = sorted(gaining, key=lambda a: (not is_meant(a), -a.nb.central, a.id))
    return [acting[action] for action in ranked]


def _line(found: Comparison, index: int, verdict: Verdict) -> Line:
    """An offer's line by the advised kind of action, where that leads to it."""
    kind = verdict.chosen.kind if verdict.chosen else None
    route = next((r for r in found.routes if r.kind is kind and r.members[index]), None)
    return found.line(index, route)


def unknown_of_own(present: Offer | None, line: Line) -> tuple[str, ...]:
    """What keeps a cover from being compared because it is not known of the contract held now."""
    terms = present.terms if present else {}
    keys = line.cover.keys(Relation.UNKNOWN)
    return tuple(key for key in keys if is_unknown(terms.get(key)))


def _find_out_own(present: Offer, lines: Sequence[Line]) -> Iterator[FindOut]:
    """What only the reader can tell, each once."""
    keys = dict.fromkeys(key for line in lines for key in unknown_of_own(present, line))
    for key in keys:
        yield FindOut(offer_id(present), present.provider_name, key, own=True)


def _find_out(present: Offer, lines: Sequence[Line]) -> list[FindOut]:
    asked = []
    for line in lines:
        own = unknown_of_own(present, line)
        if line.offer.availability is Availability.UNKNOWN:
            asked.append(FindOut(line.id, line.offer.provider_name, "availability"))
        asked += [
            FindOut(line.id, line.offer.provider_name, key)
            for key in line.cover.keys(Relation.UNKNOWN)
            if key not in own or is_unknown(line.offer.terms.get(key))
        ]
    return asked
