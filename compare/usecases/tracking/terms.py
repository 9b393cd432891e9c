"""Changes of what plans promise, out of what was stored of one source."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from compare.markets.loader import load
from compare.markets.parts import Term
from compare.store.models import Plan, Source
from compare.store.writers.kinds import KINDS, term_value
from compare.track.change import Toward
from compare.track.events import EventType, Excuse
from compare.track.excuses import is_market_wide
from compare.track.term_changes import judge
from compare.track.work_shift import is_whole
from compare.usecases.tracking.between import between, change
from compare.usecases.tracking.money import yearly_impact
from compare.usecases.tracking.parts import Found, Tracked, part, parts
from compare.values.fact import TermFact
from compare.values.missing import Missing
from compare.values.terms import Restricted, TermValue

KIND = "term"


def of_source(
    source: Source, known_at: datetime | None, plans: Collection[int] | None = None
) -> Tracked:
    """Every change of a term that one source shows, of these plans or of all."""
    return Tracked(KIND, parts(KIND, plans), list(_found(source, known_at, plans)))


def _found(
    source: Source, known_at: datetime | None, wanted: Collection[int] | None
) -> Iterator[Found]:
    market = load(source.market)
    terms = {term.key: term for term in market.terms.term}
    plans = plans_of(source.market)
    for step in between(KINDS[TermFact], source, market, known_at, wanted):
        plan, key = step.series
        term = terms.get(key)
        if term is None:
            continue
        old, new = term_value(*step.old.value), term_value(*step.new.value)
        judged = judge(term.attribute, term.worsening, old, new)
        if judged.direction is Toward.WORSE:
            told = term, old, new
            impact = yearly_impact(market, source, plan, told, step.new.valid_from, known_at)
            judged = judge(term.attribute, term.worsening, old, new, impact)
        said = (judged.kind, key, printed(old), printed(new), term.unit)
        found = change(step, plans[plan], said, judged.direction, judged.magnitude, judged.severity)
        if is_by_law(term, old, new, found.after, found.no_later_than):
            found = replace(found, doubt=Excuse.MARKET_WIDE.value)
        if judged.kind == EventType.WORK_SHIFT:
            found = replace(found, minutes=_minutes(term, old, new, found.no_later_than))
        yield Found(part(KIND, plan), found)


def is_by_law(term: Term, old: TermValue, new: TermValue, after: date, no_later_than: date) -> bool:
    """Whether a term went from one value of the law to the next when the law did."""
    law = [(each.valid_from, _legal(each.value)) for each in term.set_by_law]
    return is_market_wide(law, old, new, after, no_later_than)


def plans_of(market: str) -> dict[int, tuple[str, str]]:
    """Provider and key of every plan of a market, by its number."""
    rows = Plan.objects.filter(market=market).values_list("id", "provider__key", "key")
    return {number: (provider, key) for number, provider, key in rows}


def _minutes(term: Term, old: TermValue, new: TermValue, day: date) -> int | None:
    """The customer's own work a year; None where the step is a part, or nobody has said how much."""
    if not is_whole(old, new):
        return None
    return next((work.minutes for work in term.moves_work if day in work.span), None)


def _legal(value: bool | int | Decimal | str) -> TermValue:
    return Decimal(value) if isinstance(value, int) else value


def printed(value: TermValue) -> str:
    """A term's value as a change prints it."""
    match value:
        case Restricted(condition):
            return f"restricted: {condition}" if condition else "restricted"
        case Missing():
            return value.value
    return str(value)
