"""Changes in published price lists, out of what was stored of one source: rates and fees, line by line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from compare.markets.loader import load
from compare.store.models import Source
from compare.store.selectors.tariffs import texts
from compare.store.writers.kinds import KINDS
from compare.track.change import Change
from compare.track.events import Severity
from compare.track.price_list import Moved, moved
from compare.usecases.changes_between import Between, between, change
from compare.usecases.changes_parts import Found, Tracked, part, parts
from compare.usecases.changes_terms import plans_of
from compare.values.fact import TariffFact
from compare.values.tariff import Listed
from compare.values.tariff_text import components_of

KIND = "tariff"
NONE = "not_stated"  # the word for a line that is not in the list


def of_source(
    source: Source, known_at: datetime | None, plans: Collection[int] | None = None
) -> Tracked:
    """Every line of a price list that changed, of these plans or of all."""
    return Tracked(KIND, parts(KIND, plans), list(_found(source, known_at, plans)))


def _found(
    source: Source, known_at: datetime | None, wanted: Collection[int] | None
) -> Iterator[Found]:
    kind, market = KINDS[TariffFact], load(source.market)
    steps = list(between(kind, source, market, known_at, wanted))
    if not steps:
        return
    plans, place = plans_of(source.market), kind.subject[0]
    lists = _lists(source, steps)
    for step in steps:
        plan = step.series[place]
        old, new = (lists[held.value[0]] for held in (step.old, step.new))
        for each in moved(old, new):
            currency = str(step.new.shared[0])
            yield Found(part(KIND, plan), _change(step, plans[plan], each, currency))


def _lists(source: Source, steps: Sequence[Between]) -> dict[str, tuple[Listed, ...]]:
    """The lines of each price list, by the name of its components."""
    names = {held.value[0] for step in steps for held in (step.old, step.new)}
    return {
        name: tuple(line for line in components_of(text) if isinstance(line, Listed))
        for name, text in texts(source.pk, names)
    }


def _change(step: Between, subject: tuple[str, str], each: Moved, currency: str) -> Change:
    unit = currency if each.basis == "amount" else "share"
    field = f"{each.name} ({each.lines} lines)" if each.lines > 1 else each.name
    said = (each.kind, field, _printed(each.old), _printed(each.new), unit)
    return change(step, subject, said, each.toward, each.magnitude, Severity.UNRATED)


def _printed(amount: Decimal | None) -> str:
    return NONE if amount is None else format(amount, "f")
