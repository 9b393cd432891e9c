"""Changes in published price lists, out of what was stored of one source: rates and fees, line by line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from compare.markets.loader import load
from compare.store.models import Source
from compare.store.selectors.tariffs import texts
from compare.store.writers.kinds import KINDS
from compare.track.change import Change
from compare.track.events import Severity
from compare.track.list_history import Printing, is_implausible, turns
from compare.track.pack_history import Doubt
from compare.track.price_list import Moved
from compare.usecases.tracking.between import Between, change, last_seen, over_time, within
from compare.usecases.tracking.parts import Found, Tracked, part, parts
from compare.usecases.tracking.terms import plans_of
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
    told = list(over_time(kind, source, market, known_at, wanted))
    if not told:
        return
    plans, place = plans_of(source.market), kind.subject[0]
    lists = _lists(source, {each.value[0] for _, held, _ in told for each in held})
    for series, held, days in told:
        plan = series[place]
        printings = [Printing(within(each, days), lists[each.value[0]]) for each in held]
        for turn in turns(printings):
            old, new = held[turn.at : turn.at + 2]
            step = Between(series, old, new, last_seen(old, new, days), turn.state)
            yield Found(part(KIND, plan), _change(step, plans[plan], turn.line))


def _lists(source: Source, names: Collection[str]) -> dict[str, tuple[Listed, ...]]:
    """The lines of each price list, by the name of its components."""
    return {
        name: tuple(line for line in components_of(text) if isinstance(line, Listed))
        for name, text in texts(source.pk, names)
    }


def _change(step: Between, subject: tuple[str, str], each: Moved) -> Change:
    unit = str(step.new.shared[0]) if each.basis == "amount" else "share"
    field = f"{each.name} ({each.lines} lines)" if each.lines > 1 else each.name
    said = (each.kind, field, _printed(each.old), _printed(each.new), unit)
    found = change(step, subject, said, each.toward, each.magnitude, Severity.UNRATED)
    return replace(found, doubt=Doubt.IMPLAUSIBLE_STEP.value if is_implausible(each) else None)


def _printed(amount: Decimal | None) -> str:
    return NONE if amount is None else format(amount, "f")
