"""Changes of prices, out of what was stored of one source: one for each plan and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from compare.markets.loader import load
from compare.store import times
from compare.store.models import Cell, Source
from compare.store.selectors import histories, price_columns
from compare.store.selectors.histories import Held
from compare.store.selectors.price_columns import Columns
from compare.store.writers.kinds import KINDS, term_value
from compare.track.change import Change, Evidence, State, Toward
from compare.track.events import Excuse
from compare.track.excuses import Indexation, is_contractual
from compare.track.price_steps import PlanStep, plan_steps
from compare.usecases.tracking.parts import Found, Tracked, part, parts
from compare.usecases.tracking.terms import plans_of
from compare.values.cause import Cause
from compare.values.fact import TermFact
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
    contracts = _contracts(source, known_at, wanted)
    for step in steps:
        cell = cells[int(columns.prices.series[step.new]) >> 32].replace("|", ", ")
        where = f"price ({cell}; the middle of {step.cells})" if step.cells > 1 else "price"
        found = _change(step, columns, plans[step.plan], where, read)
        if _is_contractual(found, contracts.get(step.plan, ())):
            found = replace(found, doubt=Excuse.CONTRACTUAL.value)
        yield Found(part(KIND, step.plan), found)


def _contracts(
    source: Source, known_at: datetime | None, wanted: Collection[int] | None
) -> dict[int, list[tuple[Held, Indexation]]]:
    """What the contracts of plans say of their own prices, by plan and in the order of days."""
    indexing = {
        term.key: term.indexes_price
        for term in load(source.market).terms.term
        if term.indexes_price
    }
    found: dict[int, list[tuple[Held, Indexation]]] = defaultdict(list)
    if indexing:
        series = histories.of_source(KINDS[TermFact], source, known_at, least=1, wanted=wanted)
        for (plan, key), said in series:
            for held in said if key in indexing else ():
                percent, on = term_value(*held.value), indexing[key]
                if isinstance(percent, Decimal):
                    told = Indexation(percent, on.month, on.day, on.rounded_to)
                    found[plan].append((held, told))
    return found


def _is_contractual(change: Change, contracts: Sequence[tuple[Held, Indexation]]) -> bool:
    """Whether the contract said so before the price rose: what it says only since then is too late."""
    return change.direction is Toward.WORSE and any(
        is_contractual(
            said, Decimal(change.old), Decimal(change.new), change.after, change.no_later_than
        )
        for held, said in contracts
        if held.valid_from <= change.after and (not held.valid_to or change.after < held.valid_to)
    )


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
