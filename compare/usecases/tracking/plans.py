"""Plans that may have taken the places of others, out of what was stored of one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from compare.markets.definition import Market
from compare.markets.loader import load
from compare.store import times
from compare.store.models import PlanAttribute, Source
from compare.store.models import Term as TermRow
from compare.store.selectors import plan_listings, price_columns
from compare.store.selectors.listed import as_of
from compare.store.selectors.price_columns import Columns
from compare.store.writers.kinds import term_value
from compare.track.change import Difference, Toward
from compare.track.price_changes import Step, moved
from compare.track.successors import (
    Listing,
    Pair,
    Promise,
    Stand,
    candidates,
    proposals,
    successions,
)
from compare.track.term_changes import judge
from compare.usecases.tracking.parts import Found, Tracked, part, parts
from compare.usecases.tracking.terms import is_by_law, printed
from compare.values.money import Money
from compare.values.terms import TermValue

KIND = "plan"
Key = tuple[str, str]  # a plan by its provider's key and its own


def of_source(
    source: Source, known_at: datetime | None, providers: Collection[int] | None = None
) -> Tracked:
    """What may be successors among the plans of these providers, or of all, in one source.

    Goods have packs instead, and nothing succeeds where no offers are collected.
    """
    market = load(source.market)
    found = () if market.market.kind != "offers" else _found(market, source, known_at, providers)
    return Tracked(KIND, parts(KIND, providers), list(found))


def _found(
    market: Market, source: Source, known_at: datetime | None, providers: Collection[int] | None
) -> Iterator[Found]:
    listed = plan_listings.of_source(source, known_at, market.zone, providers)
    pairs = candidates((each.listing for each in listed), market.market.max_gap_days)
    if not pairs:
        return
    numbers = {_key(each.listing): each.plan for each in listed}
    promised = _promised(market, source, known_at, pairs, numbers)
    taken = successions(pairs, promised)
    if not taken:
        return
    plans = {numbers[_key(listing)] for pair in taken for listing in pair}
    columns = price_columns.of_source(source, known_at, plans)
    sellers = {each.listing.provider: each.provider for each in listed}
    told = [(pair, _differences(market, pair, promised, columns, numbers)) for pair in taken]
    for change in proposals(told):
        yield Found(part(KIND, sellers[change.provider]), change)


def _key(listing: Listing) -> Key:
    return listing.provider, listing.key


def _promised(
    market: Market,
    source: Source,
    known_at: datetime | None,
    pairs: Iterable[Pair],
    numbers: Mapping[Key, int],
) -> dict[Stand, Promise]:
    """What each plan was when it was last listed, or is since it was first."""
    days: dict[date, set[Key]] = defaultdict(set)
    for pair in pairs:
        for provider, key, day in pair.stands:
            days[day].add((provider, key))
    kinds = [attribute.key for attribute in market.market.attribute]
    found: dict[Stand, Promise] = {}
    for day, keys in days.items():
        plans = {key: numbers[key] for key in keys}
        held = as_of(day, known_at)
        attributes: dict[int, dict[str, str]] = defaultdict(dict)
        rows = PlanAttribute.objects.filter(
            held, source=source, plan__in=plans.values(), key__in=kinds
        )
        for plan, key, value in rows.values_list("plan_id", "key", "value"):
            attributes[plan][key] = value
        terms: dict[int, dict[str, TermValue]] = defaultdict(dict)
        said = TermRow.objects.filter(held, source=source, plan__in=plans.values())
        for plan, key, kind, text in said.values_list("plan_id", "key", "kind", "value"):
            terms[plan][key] = term_value(kind, text)
        found |= {(*key, day): Promise(attributes[at], terms[at]) for key, at in plans.items()}
    return found


def _differences(
    market: Market,
    pair: Pair,
    promised: Mapping[Stand, Promise],
    columns: Columns,
    numbers: Mapping[Key, int],
) -> Sequence[Difference]:
    price = _of_price(pair, columns, numbers)
    terms = _of_terms(market, pair, *(promised[stand] for stand in pair.stands))
    return [*([price] if price else []), *terms]


def _of_terms(market: Market, pair: Pair, old: Promise, new: Promise) -> Iterator[Difference]:
    for term in market.terms.term:
        was, now = old.terms.get(term.key), new.terms.get(term.key)
        if was is None or now is None or was == now:
            continue
        judged = judge(term.attribute, term.worsening, was, now)
        by_law = is_by_law(term, was, now, pair.old.last.day, pair.new.first.day)
        toward = Toward.NEITHER if by_law else judged.direction
        yield Difference(term.key, printed(was), printed(now), term.unit, toward, judged.severity)


def _of_price(pair: Pair, columns: Columns, numbers: Mapping[Key, int]) -> Difference | None:
    """The step of the middle one of the cells that both are sold in; None where it did not move."""
    days = pair.old.last.day, pair.new.first.day
    old, new = (
        _priced(columns, numbers[_key(listing)], day)
        for listing, day in zip(pair, days, strict=True)
    )
    shared = [cell for cell in sorted(old.keys() & new.keys()) if old[cell][1] == new[cell][1]]
    step = moved([Step(old[cell][0], new[cell][0], cell) for cell in shared])
    if step is None:
        return None
    currency, per = columns.shared[new[step.step.place][1]]
    amounts = [
        str(Money.from_micros(micros, currency).rounded().amount)
        for micros in (step.step.old, step.step.new)
    ]
    return Difference("price", *amounts, f"{currency} per {per}", step.direction, step.severity)


def _priced(columns: Columns, plan: int, day: date) -> dict[int, tuple[int, int]]:
    """A plan's prices on a day by the number of their cell: micros, and what they share."""
    prices, number = columns.prices, times.day_number(day)
    here = (prices.series & ((1 << 32) - 1)) == plan
    here &= (prices.since <= number) & (number < prices.until)
    rows = zip(
        (prices.series[here] >> 32).tolist(),
        prices.micros[here].tolist(),
        prices.shared[here].tolist(),
        strict=True,
    )
    return {cell: (micros, shared) for cell, micros, shared in rows}
