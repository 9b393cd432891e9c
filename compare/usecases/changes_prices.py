"""Changes of prices, out of what was stored of one source: one for each plan and day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from compare.markets.loader import load
from compare.store import times
from compare.store.models import Cell, Source
from compare.store.selectors import price_columns
from compare.store.selectors.price_columns import Columns
from compare.track.change import Change, Evidence, State
from compare.track.price_steps import PlanStep, plan_steps
from compare.usecases.changes_parts import Found, Tracked, part, parts
from compare.usecases.changes_terms import plans_of
from compare.values.cause import Cause
from compare.values.money import Money

KIND = "price"


def of_source(
    source: Source, known_at: datetime | None, plans: Collection[int] | None = None
) -> Tracked:
    """Each step of these plans' prices, or of all: that of the plan's middle cell."""
    found = () if plans is not None and not plans else _found(source, known_at, plans)
    return Tracked(KIND, parts(KIND, plans), list(found))


def _found(
    source: Source, known_at: datetime | None, wanted: Collection[int] | None
) -> Iterator[Found]:
    columns = price_columns.of_source(source, known_at, wanted)
    seen = price_columns.seen(source, known_at, load(source.market).zone)
    steps = list(plan_steps(columns.prices, seen))
    if not steps:
        return
    read = price_columns.evidence(
        sorted({int(columns.ids[row]) for step in steps for row in (step.old, step.new)})
    )
    plans = plans_of(source.market)
    cells = dict(Cell.objects.filter(market=source.market).values_list("id", "codes"))
    for step in steps:
        cell = cells[int(columns.prices.series[step.new]) >> 32].replace("|", ", ")
        where = f"price ({cell}; the middle of {step.cells})" if step.cells > 1 else "price"
        yield Found(part(KIND, step.plan), _change(step, columns, plans[step.plan], where, read))


def _change(
    step: PlanStep,
    columns: Columns,
    subject: tuple[str, str],
    field: str,
    read: dict[int, Evidence],
) -> Change:
    currency, per = columns.shared[int(columns.prices.shared[step.new])]
    amounts = [
        str(Money.from_micros(int(columns.prices.micros[row]), currency).rounded().amount)
        for row in (step.old, step.new)
    ]
    after = times.day_of(step.after)
    since = times.day_of(int(columns.prices.since[step.new]))
    assert after is not None
    assert since is not None
    return Change(
        provider=subject[0],
        subject=subject[1],
        kind=step.moved.kind,
        field=field,
        old=amounts[0],
        new=amounts[1],
        unit=f"{currency} per {per}",
        direction=step.moved.direction,
        magnitude=step.moved.magnitude,
        unit_price_rise=None,
        severity=step.moved.severity,
        state=State.CONFIRMED if step.confirmed else State.SEEN,
        after=after,
        no_later_than=since,
        cause=Cause.PROVIDER,
        before=read[int(columns.ids[step.old])],
        since=read[int(columns.ids[step.new])],
    )
