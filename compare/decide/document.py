"""An answer as plain content: what the page, the API and the command line all print.

Keys stand in one order. Amounts are strings, rounded half up to the currency's decimals once, here
at the end; shares and probabilities are numbers. Sentences stand apart from the figures, as key
and parameters, and worded where a language is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from compare.cost.charges import Charges, instalment_cost
from compare.decide.answer import Answer
from compare.decide.deductibles import Deductibles
from compare.decide.leaving_sentences import (
    blocked_sentence,
    deadline_sentence,
    find_out_sentence,
    left_out_sentence,
    warnings,
)
from compare.decide.line import Line
from compare.decide.person_answer import PersonAnswer
from compare.decide.sentences import (
    also,
    because,
    flip_sentences,
    forgone,
    headline,
    household_sentence,
    limits,
    verdict_sentence,
)
from compare.decide.service import Service
from compare.decide.shown import Row
from compare.decide.ways_out import WayOut
from compare.decide.wording import Keys, Parameter, Sentence, Share, say
from compare.values.estimate import Estimate
from compare.values.money import MICROS, Money
from compare.values.offer import Offer
from compare.values.terms import Restricted, TermValue
from compare.values.trail import Step

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints answers in one currency, worded in `language` (None: keys and parameters only).

    `labels` names a market's attributes in that language.
    """

    currency: str
    language: str | None = None
    labels: Mapping[str, str] | None = None

    def amount(self, amount: Decimal | None) -> str | None:
        """An amount in major units, with the currency's decimals."""
        return None if amount is None else str(Money(amount, self.currency).rounded().amount)

    def range(self, value: Estimate | None) -> Json | None:
        """Low, central and high."""
        if value is None:
            return None
        return {
            "low": self.amount(value.low),
            "central": self.amount(value.central),
            "high": self.amount(value.high),
        }

    def sentence(self, sentence: Sentence | None) -> Json | None:
        """Key, parameters, and the wording where a language was asked for."""
        if sentence is None:
            return None
        found: Json = {
            "key": sentence.key,
            "parameters": {name: _parameter(v) for name, v in sentence.parameters.items()},
        }
        if self.language:
            found["text"] = say(sentence, self.language, self.labels)
        return found

    def sentences(self, sentences: Iterable[Sentence]) -> list[Json | None]:
        """Several, in their order."""
        return [self.sentence(sentence) for sentence in sentences]


def document(
    answer: Answer, language: str | None = None, labels: Mapping[str, str] | None = None
) -> Json:
    """The whole answer, without its id, which the use case adds."""
    printer = Printer(answer.currency, language, labels)
    question = answer.question
    return {
        "verdict": answer.verdict.value,
        "reason": _plain(answer.reason),
        "sentence": printer.sentence(headline(answer)),
        "household": printer.sentence(household_sentence(answer)),
        "net_benefit": printer.range(answer.net_benefit),
        "movers": answer.movers,
        "currency": answer.currency,
        "market": question.market,
        "today": question.today.isoformat(),
        "start": question.start.isoformat(),
        "known_at": question.known_at.isoformat() if question.known_at else None,
        "horizon_months": answer.horizon_months,
        "effort": {
            "hours": _plain(answer.effort.hours),
            "hourly_income": str(answer.effort.income),
            "share": _plain(answer.effort.share),
        },
        "coverage": {
            "open": answer.coverage.open,
            "fresh": answer.coverage.fresh,
            "share": _plain(answer.coverage.share),
            "least": str(answer.coverage.least),
            "absent": list(answer.coverage.absent),
        },
        "limits": printer.sentences(limits(answer)),
        "oldest_fact": _plain(answer.oldest_fact),
        "mode": answer.mode.value,
        "rules_version": answer.rules_version,
        "seed": answer.seed,
        "draws": answer.draws,
        "persons": [_person(answer, person, printer) for person in answer.people],
    }


def _person(answer: Answer, person: PersonAnswer, printer: Printer) -> Json:
    return {
        "person": person.person,
        "verdict": person.verdict.kind.value,
        "reason": _plain(person.verdict.reason),
        "sentence": printer.sentence(verdict_sentence(person, answer.currency, answer.coverage)),
        "because": printer.sentences(because(person, answer.currency)),
        "forgone": printer.sentence(forgone(person, answer.currency)),
        "flips": printer.sentences(flip_sentences(person, answer.currency)),
        "also": printer.sentences(also(answer, person)),
        "threshold": printer.amount(person.threshold),
        "missing": list(person.missing),
        "present": _offer(person.present, printer) if person.present else None,
        "compared": person.compared,
        "chosen": person.chosen.id if person.chosen else None,
        "near_best": _plain(person.near_best),
        "offers": [_line(line, printer) for line in person.lines],
        "rows": {
            "differing": [_row(row) for row in person.rows.differing],
            "identical": [_row(row) for row in person.rows.identical],
            "identical_count": len(person.rows.identical),
        },
        "removed": [
            {
                "offer": removed.offer,
                "by": removed.by,
                "cheaper_by": printer.amount(Decimal(removed.cheaper_by) / MICROS),
            }
            for removed in person.removals or ()
        ],
        "left_out": [
            {
                "provider": left.provider,
                "plan": left.plan,
                "reason": left.reason,
                "sentence": printer.sentence(left_out_sentence(left)),
            }
            for left in person.left_out
        ],
        "find_out": printer.sentences(find_out_sentence(asked) for asked in person.find_out),
        "loyalty_gap": printer.amount(person.loyalty_gap),
        "sensitivity": _sensitivity(person, printer),
        "regret": _regret(person, printer),
        "staying_power": _plain(person.staying_power),
        "deductibles": _deductibles(person.deductibles, printer),
        "actions": [_way(way, printer) for way in person.ways.open if way.departure],
        "blocked": [
            {
                "action": blocked.kind.value,
                "reason": blocked.reason,
                "earliest_date": _plain(blocked.earliest_date),
                "sentence": printer.sentence(blocked_sentence(blocked)),
            }
            for blocked in person.ways.blocked
        ],
        "guards": [
            {"key": guard.key, "effect": guard.effect.value, "reference": guard.reference}
            for guard in person.ways.guards
        ],
    }


def _line(line: Line, printer: Printer) -> Json:
    years = line.three_years
    return {
        "id": line.id,
        **_offer(line.offer, printer),
        "own": line.own,
        "action": line.kind.value,
        "net_benefit": printer.range(line.net_benefit),
        "probability_of_gain": line.p_pos,
        "cost": printer.amount(line.cash_flow.total),
        "one_off": printer.range(line.one_off),
        "out_of_pocket_saving": printer.range(line.saving),
        "break_even_months": _plain(line.break_even),
        "with_fees": None
        if line.drip is None
        else {
            "per_year": printer.amount(line.drip.total.amount),
            "above_headline": str(round(line.drip.ratio, 4)),
        },
        "three_years": {
            "flat": printer.amount(years.flat),
            "walk": printer.amount(years.walk),
            "reshop": printer.amount(years.reshop),
        },
        "cover": line.cover.relation.value,
        "cover_by_attribute": _plain(line.cover.per_attribute),
        "service": _service(line.service),
        "months": [printer.amount(month) for month in line.cash_flow.months],
        "trail": [_step(step) for step in line.cash_flow.trail],
    }


def _offer(offer: Offer, printer: Printer) -> Json:
    return {
        "provider": offer.provider,
        "provider_name": offer.provider_name,
        "plan": offer.plan,
        "plan_name": offer.plan_name,
        "factors": {key: str(value) for key, value in offer.factors.items()},
        "attributes": dict(offer.attributes),
        "price": {
            "amount": printer.amount(offer.price.money.amount),
            "currency": offer.price.money.currency,
            "per": offer.price.per.value,
        },
        "per_year": printer.amount(offer.per_year),
        "instalments": _instalments(offer, printer),
        "availability": offer.availability.value,
        "evidence": offer.evidence.reference if offer.evidence else None,
    }


def _instalments(offer: Offer, printer: Printer) -> Json | None:
    credit = instalment_cost(Charges(offer.price, instalments=offer.instalments))
    if credit is None:
        return None
    rate = credit.apr_percent
    return {
        "charge": printer.amount(credit.charge),
        "apr_percent": None if rate is None else str(round(rate, 2)),
    }


def _service(service: Service) -> Json:
    return {
        "state": service.state.value,
        "unknown": service.unknown,
        "measures": {
            key: {
                "state": finding.state.value,
                "interval": _plain(finding.interval),
                "level": finding.level,
                "too_few": finding.too_few,
                "probability_of_better": service.p_better.get(key),
            }
            for key, finding in service.findings.items()
        },
    }


def _row(row: Row) -> Json:
    return {
        "attribute": row.attribute.key,
        "unit": row.attribute.unit,
        "present": _term(row.present),
        "values": [_term(value) for value in row.values],
        "relations": [relation.value for relation in row.relations],
    }


def _sensitivity(person: PersonAnswer, printer: Printer) -> Json | None:
    if person.flips is None:
        return None
    return {
        "offer": person.flips.offer,
        "inputs": [
            {
                "key": swing.key,
                "value": _plain(swing.value),
                "at_low": printer.amount(swing.at_low),
                "at_high": printer.amount(swing.at_high),
                "swing": printer.amount(swing.swing),
                "flip_at": None if swing.flip_at is None else str(round(swing.flip_at, 4)),
            }
            for swing in person.flips.all.swings
        ],
    }


def _regret(person: PersonAnswer, printer: Printer) -> Json | None:
    found = person.regret
    if found is None:
        return None
    return {
        "least_regret": found.minimax,
        "best_expected": found.best,
        "largest": {action: printer.amount(value) for action, value in found.largest.items()},
        "expected": {action: printer.amount(value) for action, value in found.expected.items()},
        "perfect_knowledge": printer.amount(found.evpi),
    }


def _deductibles(weighed: Deductibles | None, printer: Printer) -> Json | None:
    if weighed is None:
        return None
    return {
        "low": str(weighed.low),
        "high": str(weighed.high),
        "premium_saving": printer.amount(weighed.premium_saving),
        "break_even_costs": printer.amount(weighed.costs),
        "largest_discount": printer.amount(weighed.largest_discount),
    }


def _way(way: WayOut, printer: Printer) -> Json:
    departure = way.departure
    if departure is None:
        raise ValueError("expected an action that leaves, found negotiating")
    return {
        "action": way.kind.value,
        "first_day": way.first_day.isoformat(),
        "deadline": _plain(departure.deadline),
        "receive_by": _plain(departure.receive_by),
        "counts": _plain(departure.counts),
        "sentence": printer.sentence(deadline_sentence(departure)),
        "warnings": printer.sentences(warnings(departure)),
        "costs": [{"key": item.key, **(printer.range(item.cost) or {})} for item in way.costs],
        "exposed": way.exposed,
    }


def _step(step: Step) -> Json:
    return {
        "key": step.key,
        "inputs": _plain(step.inputs),
        "rule": step.rule,
        "result": _plain(step.result),
        "unit": step.unit,
        "reference": step.reference,
    }


def _term(value: TermValue | None) -> Any:
    if isinstance(value, Restricted):
        return {"restricted": value.condition}
    return _plain(value)


def _parameter(value: Parameter) -> Any:
    match value:
        case Money():
            return {"amount": str(value.amount), "currency": value.currency}
        case Share():
            return {"share": str(round(value.value, 6)), "signed": value.signed}
        case Keys():
            return {"keys": list(value.keys)}
        case _:
            return _plain(value)


def _plain(value: Any) -> Any:
    """Any value of an answer as JSON knows it: exact numbers as strings, dates as ISO."""
    match value:
        case None | bool() | int() if not isinstance(value, Enum):
            return value
        case Enum():
            return value.value
        case float():
            return value if abs(value) != float("inf") else ("inf" if value > 0 else "-inf")
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case tuple() | list():
            return [_plain(each) for each in value]
        case str():
            return value
        case _:
            return {key: _plain(getattr(value, key)) for key in value.__dataclass_fields__}
