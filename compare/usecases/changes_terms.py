"""Changes of what plans promise, out of what was stored of one source."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from compare.markets.loader import load
from compare.store.models import Plan, Source
from compare.store.writers.kinds import KINDS, term_value
from compare.track.change import Toward
from compare.track.term_changes import judge
from compare.usecases.changes_between import between, change
from compare.usecases.changes_money import yearly_impact
from compare.usecases.changes_parts import Found, Tracked, part, parts
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
        judged = judge(term.attribute, term.event, old, new)
        if judged.direction is Toward.WORSE:
            told = term, old, new
            impact = yearly_impact(market, source, plan, told, step.new.valid_from, known_at)
            judged = judge(term.attribute, term.event, old, new, impact)
        said = (judged.kind, key, _printed(old), _printed(new), term.unit)
        found = change(step, plans[plan], said, judged.direction, judged.magnitude, judged.severity)
        yield Found(part(KIND, plan), found)


def plans_of(market: str) -> dict[int, tuple[str, str]]:
    """Provider and key of every plan of a market, by its number."""
    rows = Plan.objects.filter(market=market).values_list("id", "provider__key", "key")
    return {number: (provider, key) for number, provider, key in rows}


def _printed(value: TermValue) -> str:
    match value:
        case Restricted(condition):
            return f"restricted: {condition}" if condition else "restricted"
        case Missing():
            return value.value
    return str(value)
