"""The cover of a plan in the market's vocabulary: fixed by law, following from its model, or read."""

from __future__ import annotations

from collections.abc import Mapping

from compare.markets.definition import Market
from compare.markets.parts import Term
from compare.values.terms import Direction, Restricted, Status, Terms, TermValue

RESTRICTED = "restricted:"


def terms_of(market: Market, attributes: Mapping[str, str], read: Terms) -> Terms:
    """A plan's terms; what is neither fixed, derived nor read has no entry: it is not known."""
    found = dict(read)
    for term in market.terms.term:
        value = _given(term, attributes)
        if value is not None:
            found[term.key] = value
    return found


def _given(term: Term, attributes: Mapping[str, str]) -> TermValue | None:
    if term.always is not None:
        return _value(term, term.always)
    if term.derived is None or term.derived.attribute not in attributes:
        return None
    return _value(term, term.derived.values[attributes[term.derived.attribute]])


def _value(term: Term, text: str) -> TermValue:
    if text.startswith(RESTRICTED):
        return Restricted(text.removeprefix(RESTRICTED).strip())
    return Status(text) if term.direction is Direction.STATUS else text
