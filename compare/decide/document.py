"""An answer as plain content: what the page, the API and the command line all print.

Keys stand in one order. Amounts are strings, rounded half up to the currency's decimals once, here
at the end; shares and probabilities are numbers. Sentences stand apart from the figures, as key
and parameters, and worded where a language is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from compare.decide.answer import Answer
from compare.decide.document_offers import of_line, of_offer, of_row
from compare.decide.document_weighing import of_deductibles, of_regret, of_sensitivity
from compare.decide.leaving_sentences import (
    blocked_sentence,
    deadline_sentence,
    find_out_sentence,
    left_out_sentence,
    warnings,
)
from compare.decide.person_answer import PersonAnswer
from compare.decide.printing import Json, Printer, plain
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
from compare.decide.shown import Removed
from compare.decide.situation import LeftOut
from compare.decide.ways_out import Blocked, WayOut
from compare.values.money import MICROS


def document(
    answer: Answer, language: str | None = None, labels: Mapping[str, str] | None = None
) -> Json:
    """The whole answer, without its id, which the use case adds."""
    printer = Printer(answer.currency, language, labels)
    question = answer.question
    return {
        "verdict": answer.verdict.value,
        "reason": plain(answer.reason),
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
            "hours": plain(answer.effort.hours),
            "hourly_income": str(answer.effort.income),
            "share": plain(answer.effort.share),
        },
        "coverage": {
            "open": answer.coverage.open,
            "fresh": answer.coverage.fresh,
            "share": plain(answer.coverage.share),
            "least": str(answer.coverage.least),
            "absent": list(answer.coverage.absent),
        },
        "limits": printer.sentences(limits(answer)),
        "oldest_fact": plain(answer.oldest_fact),
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
        "reason": plain(person.verdict.reason),
        "sentence": printer.sentence(verdict_sentence(person, answer.currency, answer.coverage)),
        "because": printer.sentences(because(person, answer.currency)),
        "forgone": printer.sentence(forgone(person, answer.currency)),
        "flips": printer.sentences(flip_sentences(person, answer.currency)),
        "also": printer.sentences(also(answer, person)),
        "threshold": printer.amount(person.threshold),
        "missing": list(person.missing),
        "present": of_offer(person.present, printer) if person.present else None,
        "compared": person.compared,
        "chosen": person.chosen.id if person.chosen else None,
        "near_best": plain(person.near_best),
        "offers": [of_line(line, printer) for line in person.lines],
        "rows": {
            "differing": [of_row(row) for row in person.rows.differing],
            "identical": [of_row(row) for row in person.rows.identical],
            "identical_count": len(person.rows.identical),
        },
        "removed": [_removed(removed, printer) for removed in person.removals or ()],
        "left_out": [_left_out(left, printer) for left in person.left_out],
        "find_out": printer.sentences(find_out_sentence(asked) for asked in person.find_out),
        "loyalty_gap": printer.amount(person.loyalty_gap),
        "sensitivity": of_sensitivity(person, printer),
        "regret": of_regret(person, printer),
        "staying_power": plain(person.staying_power),
        "deductibles": of_deductibles(person.deductibles, printer),
        "actions": [_way(way, printer) for way in person.ways.open if way.departure],
        "blocked": [_blocked(blocked, printer) for blocked in person.ways.blocked],
        "guards": [
            {"key": guard.key, "effect": guard.effect.value, "reference": guard.reference}
            for guard in person.ways.guards
        ],
    }


def _removed(removed: Removed, printer: Printer) -> Json:
    return {
        "offer": removed.offer,
        "offer_name": removed.name,
        "by": removed.by,
        "by_name": removed.by_name,
        "cheaper_by": printer.amount(Decimal(removed.cheaper_by) / MICROS),
    }


def _left_out(left: LeftOut, printer: Printer) -> Json:
    return {
        "provider": left.provider,
        "plan": left.plan,
        "reason": left.reason,
        "sentence": printer.sentence(left_out_sentence(left)),
    }


def _blocked(blocked: Blocked, printer: Printer) -> Json:
    return {
        "action": blocked.kind.value,
        "reason": blocked.reason,
        "earliest_date": plain(blocked.earliest_date),
        "sentence": printer.sentence(blocked_sentence(blocked)),
    }


def _way(way: WayOut, printer: Printer) -> Json:
    departure = way.departure
    if departure is None:
        raise ValueError("expected an action that leaves, found negotiating")
    return {
        "action": way.kind.value,
        "first_day": way.first_day.isoformat(),
        "deadline": plain(departure.deadline),
        "receive_by": plain(departure.receive_by),
        "counts": plain(departure.counts),
        "sentence": printer.sentence(deadline_sentence(departure)),
        "warnings": printer.sentences(warnings(departure)),
        "costs": [{"key": item.key, **(printer.range(item.cost) or {})} for item in way.costs],
        "exposed": way.exposed,
    }
