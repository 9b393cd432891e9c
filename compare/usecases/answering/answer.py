"""Would switching provider improve anything? The whole answer to one checked question."""

from __future__ import annotations

from typing import Any

from compare.decide.answer import answer as decide
from compare.decide.document import document
from compare.markets.definition import Market
from compare.usecases.answering.identity import question_id
from compare.usecases.answering.rules import guards
from compare.usecases.answering.situation import situation
from compare.usecases.asking.fields import QuestionError
from compare.usecases.asking.focus import focus
from compare.usecases.offers.coverage import Looked, looked_at
from compare.usecases.offers.eligible import moment, plain
from compare.usecases.offers.found import Search
from compare.values.question import Question


def answer(question: Question, language: str | None = None) -> dict[str, Any]:
    """The answer as one document, worded in `language` (None: keys and parameters only).

    Its `id` names the facts of the market, the rules and the question: the same three give the same
    answer. Nothing is stored.

    Raises:
        QuestionError: the market has no rules for the day that is asked about.
    """
    search = Search(question)
    looked = looked_at(search)
    try:
        answered = decide(situation(search, looked))
    except QuestionError:
        raise
    except ValueError as error:
        raise QuestionError("", str(error)) from error
    found = document(answered, language, labels(search.market, language or "en"))
    return {
        "id": question_id(question, search.market),
        **found,
        "known_at": moment(search.known_at),
        "coverage": {**found["coverage"], **_looked(looked)},
        "assumed": {path: plain(value) for path, value in search.assumed.items()},
        "guards": _guards(search.market, question, language or "en"),
        "focus": focus(question, found, language or "en"),
        "unmeasured": [
            {"key": item.key, "text": item.text.in_(language or "en")}
            for item in search.market.quality.unmeasured
        ],
        "legal_note": legal_note(search.market, question, language or "en"),
    }


def labels(market: Market, language: str) -> dict[str, str]:
    """What the market's terms, factors, attributes and guards are called in a language."""
    found = {term.key: term.label.in_(language) for term in market.terms.term}
    found |= {factor.key: factor.label.in_(language) for factor in market.market.factor}
    return found | {kind.key: kind.label.in_(language) for kind in market.market.attribute}


def legal_note(market: Market, question: Question, language: str) -> str | None:
    """What the market says of itself on the day of the question."""
    notes = (note for note in market.market.legal_note if question.today in note.span)
    return next((note.text.in_(language) for note in notes), None)


def _looked(looked: Looked) -> dict[str, Any]:
    """Against what the coverage is counted, and who is missing by key."""
    return {"basis": looked.basis, "missing": dict(looked.names)}


def _guards(market: Market, question: Question, language: str) -> list[dict[str, Any]]:
    """What to check before a move, in words, with what the household said to it."""
    said = question.preferences.guards
    asked = {guard.key for guard in guards(market, question)}
    return [
        {
            "key": guard.key,
            "effect": guard.effect,
            "answer": said.get(guard.key),
            "text": guard.text.in_(language),
            "todo": guard.todo.in_(language),
            "reference": guard.reference.in_(language),
        }
        for guard in market.market.guard
        if guard.key in asked
    ]
