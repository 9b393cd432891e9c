"""Which terms of a paper are less than the law wants where its household lives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare.markets.definition import Market
from compare.markets.parts import LegalMinimum, Term
from compare.markets.words import Texts, Value, applies
from compare.values.missing import Missing
from compare.values.terms import Direction, Terms, TermValue


@dataclass(frozen=True, slots=True)
class Below:
    """A term that states less than the law's minimum."""

    term: Term
    stated: TermValue
    minimum: Value
    reference: Texts


def below_minimum(
    market: Market, terms: Terms, codes: Mapping[str, str], day: date
) -> tuple[Below, ...]:
    """The stated amounts below the minimum for a household with these codes, on that day.

    A minimum in another currency than the paper's says nothing about it; what is not stated is not
    below.
    """
    return tuple(
        Below(term, terms[term.key], row.value, row.reference)
        for term in market.terms.term
        for row in _rows(market, term, codes, day)
        if _is_below(term, terms.get(term.key), row.value)
    )


def _rows(
    market: Market, term: Term, codes: Mapping[str, str], day: date
) -> Iterator[LegalMinimum]:
    for row in term.legal_minimum:
        here = row.currency in (None, market.market.currency)
        if here and day in row.span and applies(row.when, codes):
            yield row


def _is_below(term: Term, stated: TermValue | None, minimum: Value) -> bool:
    if not isinstance(stated, Decimal):
        return False
    if minimum == Missing.UNLIMITED:
        return True
    if isinstance(minimum, str | bool):
        return False
    wanted = Decimal(minimum)
    return stated > wanted if term.direction is Direction.LOWER_BETTER else stated < wanted
