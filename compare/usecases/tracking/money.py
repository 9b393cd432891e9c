"""What a worse term costs a year beside the year's price: by it the severity is told (domain 6.2)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from statistics import median_low

from compare.cost.frequency import annualise
from compare.cover.yearly_loss import yearly_loss
from compare.markets.definition import Market
from compare.markets.parts import Term
from compare.store.models import Price, Source
from compare.store.models import Term as TermRow
from compare.store.selectors.listed import as_of
from compare.store.writers.kinds import term_value
from compare.track.events import YearlyImpact
from compare.usecases.tracking.yardstick import scenario
from compare.values.money import MICROS, Per
from compare.values.terms import TermValue


def yearly_impact(
    market: Market,
    source: Source,
    plan: int,
    step: tuple[Term, TermValue, TermValue],
    day: date,
    known_at: datetime | None,
) -> YearlyImpact | None:
    """The change's cost a year and the plan's price a year, from what this source said of the day.

    A fee that every customer pays each year costs its rise; another term what the market's yardstick
    has it pay less. The price is that of the plan's middle cell. None where either is not known.
    """
    term, old, new = step
    if term.yearly:
        amounts = old, new
        if not all(isinstance(amount, Decimal) for amount in amounts):
            return None
        loss: Decimal | None = new - old  # type: ignore[operator]
    else:
        perils = scenario(market, day, (each.attribute for each in market.terms.term))
        if not perils:
            return None
        rows = TermRow.objects.filter(as_of(day, known_at), source=source, plan=plan)
        said = {
            key: term_value(kind, text)
            for key, kind, text in rows.values_list("key", "kind", "value")
        }
        loss = yearly_loss(said, term.key, old, new, perils)
    price = _yearly_price(source, plan, day, known_at)
    return YearlyImpact(loss, price) if loss is not None and loss >= 0 and price else None


def _yearly_price(
    source: Source, plan: int, day: date, known_at: datetime | None
) -> Decimal | None:
    rows = Price.objects.filter(as_of(day, known_at), source=source, plan=plan)
    yearly = [
        annualise(Decimal(micros) / MICROS, Per(per))
        for micros, per in rows.values_list("micros", "per")
        if per != Per.ONCE
    ]
    return median_low(yearly) if yearly else None
