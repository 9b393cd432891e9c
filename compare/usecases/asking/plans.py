"""Which contracts a person can hold with a provider: those sold now, and old ones that are closed."""

from __future__ import annotations

from dataclasses import dataclass

from compare.store.selectors import attributes
from compare.usecases.offers.cells import present_cell
from compare.usecases.offers.found import Search
from compare.values.money import Money, Per
from compare.values.offer import Price
from compare.values.question import Question


@dataclass(frozen=True, slots=True)
class Held:
    """A plan that may be held; `price` None: it has no price for this person now, it is closed."""

    plan: str
    name: str
    price: Price | None


def plans_held(question: Question, person: int) -> tuple[Held, ...]:
    """The present provider's plans, the ones with a price first; empty without a provider.

    Whatever the household would accept in future, it may hold any of them now.
    """
    present = question.presents[person]
    if present is None or present.provider is None:
        return ()
    search = Search(question)
    cell = present_cell(search.market, question, person)
    rows = search.snapshot.prices([cell]) if cell else []
    open_ = {
        row.plan: Held(
            row.plan,
            search.snapshot.plans.get(row.plan_id, {}).get("name", row.plan),
            Price(Money.from_micros(row.micros, row.currency), Per(row.per)),
        )
        for row in rows
        if row.provider == present.provider and not search.snapshot.is_stale(row)
    }
    named = attributes.named_plans(question.market, present.provider)
    closed = {key: Held(key, name, None) for key, name in named.items() if key not in open_}
    every = sorted(
        open_.values(),
        key=lambda held: (held.price.money.amount, held.plan) if held.price else (0, ""),
    )
    return (*every, *closed.values())
