"""What would help most: repairs and missing facts, by how many households they give an answer to.

Each published household of a market is taken as a customer of every provider in turn and asked,
as anybody is. Those to whom "cannot tell" is said are asked again with one thing supposed to be
known. The share of households that then get an answer is what the thing is worth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from compare.decide.answer import verdict_of
from compare.decide.situation import Situation
from compare.decide.verdict import Reason, VerdictKind
from compare.leaving.months import add_months
from compare.markets.definition import Market
from compare.markets.parts import PublishedHousehold
from compare.usecases.answering.supposed import Supposed
from compare.usecases.asking import question as questions
from compare.usecases.asking.fields import QuestionError
from compare.usecases.market.statement import Moment, held_in_turn, household_question, moments
from compare.usecases.offers.coverage import looked_at
from compare.usecases.offers.found import Search
from compare.values.missing import is_unknown
from compare.values.terms import TermValue

Answers = Mapping[str, "Told"]


class Told(NamedTuple):
    """What one household is told as a customer of one provider, and how many it stands for."""

    weight: Decimal
    verdict: VerdictKind
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do: `kind` is repair (sources), edition (a source's next period), price or fact.

    `subjects` are sources, or providers whose price or `terms` nobody read. So large a `share` of the
    published households' weight would get an answer; `households` names them.
    """

    kind: str
    subjects: tuple[str, ...]
    terms: tuple[str, ...]
    share: Decimal
    households: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkList:
    """`cannot_tell` is the share of households that get no answer today; `items` the most used first."""

    cannot_tell: Decimal
    households: int
    items: tuple[Work, ...]


Ask = Callable[[PublishedHousehold], Search]


class Thing(NamedTuple):
    """Something that could be known, and how a household is asked as if it were."""

    kind: str
    subjects: tuple[str, ...]
    terms: tuple[str, ...]
    ask: Ask


def work_list(market: Market, today: date, broken: Sequence[str]) -> WorkList | None:
    """The work list of a market on a day; `broken` are its sources that do not work.

    None where the market publishes no households to ask for.
    """
    homes = market.households.household
    if not homes:
        return None
    plain = _asking(market, today, Supposed())
    told = {home.key: _told(home, plain(home)) for home in homes}
    stuck = [home for home in homes if _stuck(told[home.key])]
    whole = sum((home.weight for home in homes), Decimal(0))
    items = []
    for thing in _things(market, today, stuck, told, broken):
        cured = _cured(stuck, told, thing.ask)
        if cured:
            share = round(sum(cured.values(), Decimal(0)) / whole, 4)
            items.append(Work(thing.kind, thing.subjects, thing.terms, share, tuple(sorted(cured))))
    lost = round(sum((_stuck(each) for each in told.values()), Decimal(0)) / whole, 4)
    return WorkList(lost, len(homes), tuple(_needed(items)))


def _asking(market: Market, today: date, supposed: Supposed) -> Ask:
    """Asks as a customer whose contract ends in as many months as the published households' do."""
    months = market.households.months_to_end
    start = add_months(today, months) if months else None
    return lambda home: Search(
        questions.read(household_question(market, home, today, start), today), supposed
    )


def _asking_then(market: Market, moment: Moment) -> Ask:
    """Asks when the newest prices were known: as it is once the coming period is there."""
    day = min(moment)
    return lambda home: Search(
        questions.read(household_question(market, home, day, moment.start), day)
    )


def _told(
    home: PublishedHousehold, search: Search, only: Collection[str] | None = None
) -> dict[str, Told]:
    """What each customer is told, by present provider; "" where nothing has a price.

    `only` names the present providers of those who are asked; None asks everybody.
    """
    try:
        every = list(held_in_turn(search, home))
    except QuestionError:
        every = []
    if not every:
        none = Told(home.weight, VerdictKind.NOT_ENOUGH_DATA, Reason.MISSING_OR_STALE)
        return {"": none}
    held = ((_present(each.situation), each) for each in every)
    return {
        present: Told(each.weight, *verdict_of(each.situation))
        for present, each in held
        if only is None or present in only
    }


def _present(found: Situation) -> str:
    present = found.people[0].present
    return present.provider if present else ""


def _stuck(told: Answers) -> Decimal:
    """The weight of those to whom nothing can be said."""
    lost = (each.weight for each in told.values() if _cannot_tell(each))
    return sum(lost, Decimal(0))


def _cannot_tell(told: Told) -> bool:
    return told.verdict is VerdictKind.NOT_ENOUGH_DATA and told.reason is not Reason.BLOCKED


def _cured(
    homes: Sequence[PublishedHousehold], before: Mapping[str, Answers], ask: Ask
) -> dict[str, Decimal]:
    """By household the weight that gets an answer once something is known."""
    gained = {home.key: _gained(home, before[home.key], ask(home)) for home in homes}
    return {key: weight for key, weight in gained.items() if weight > 0}


def _gained(home: PublishedHousehold, before: Answers, search: Search) -> Decimal:
    """The weight of those who were told nothing and now get an answer; nobody else is asked again."""
    stuck = {present: told for present, told in before.items() if _cannot_tell(told)}
    if "" in stuck:  # there was nobody to ask
        return _stuck(stuck) - _stuck(_told(home, search))
    after = _told(home, search, only=stuck)
    cured = (present for present, told in after.items() if not _cannot_tell(told))
    return sum((stuck[present].weight for present in cured), Decimal(0))


def _things(
    market: Market,
    today: date,
    homes: Sequence[PublishedHousehold],
    told: Mapping[str, Answers],
    broken: Sequence[str],
) -> Iterator[Thing]:
    """Everything that could be supposed: one at a time, and all of a kind together."""
    lost = [(key, one) for home in homes for key, one in told[home.key].items()]
    reasons = {one.reason for _, one in lost if _cannot_tell(one)}
    if not reasons:
        return

    def asking(supposed: Supposed) -> Ask:
        return _asking(market, today, supposed)

    for some in _each_and_all(broken):
        yield Thing("repair", some, (), asking(Supposed(repaired=frozenset(some))))
    if any(not key for key, _ in lost):
        yield from _editions(market, today, homes)
    searches = [asking(Supposed())(home) for home in homes]
    if Reason.THIN_MARKET in reasons:
        absent = sorted({key for search in searches for key in looked_at(search).names})
        for some in _each_and_all(absent):
            yield Thing("price", some, (), asking(Supposed(priced=frozenset(some))))
    if Reason.UNKNOWN_COVER in reasons:
        for provider, terms in sorted(_unread(searches).items()):
            for keys in _each_and_all(sorted(terms)):
                stated = {provider: {key: terms[key] for key in keys}}
                yield Thing("fact", (provider,), keys, asking(Supposed(stated=stated)))


def _each_and_all(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    yield from ((key,) for key in keys)
    if len(keys) > 1:
        yield tuple(keys)


def _editions(market: Market, today: date, homes: Sequence[PublishedHousehold]) -> Iterator[Thing]:
    """The source of the newest prices, where the coming period has none."""
    moment = next(iter(moments(market, today)), None)
    if moment is None or market.market.starts != "next_year":
        return
    ask = _asking_then(market, moment)
    offers = [offer for home in homes for each in ask(home).people for offer in each.offers]
    sources = Counter(offer.evidence.source for offer in offers if offer.evidence)
    for source, _ in sources.most_common(1):
        yield Thing("edition", (source,), (), ask)


def _unread(searches: Sequence[Search]) -> dict[str, dict[str, TermValue]]:
    """By provider the terms that nobody read of some plan, with the market's usual value."""
    offers = [offer for search in searches for each in search.people for offer in each.offers]
    compared = sorted({term.key for search in searches[:1] for term in search.market.terms.term})
    known = {
        key: Counter(
            value for offer in offers if not is_unknown(value := offer.terms.get(key))
        ).most_common(1)
        for key in compared
    }
    found: dict[str, dict[str, TermValue]] = {}
    for offer in offers:
        for key in compared:
            if known[key] and is_unknown(offer.terms.get(key)):
                found.setdefault(offer.provider, {})[key] = known[key][0][0]
    return found


def _needed(items: Sequence[Work]) -> Iterator[Work]:
    """The most used first; several things at once only where they do more than each alone."""
    alone: dict[tuple[str, tuple[str, ...]], Decimal] = {}
    for item in items:
        if _many(item) == 1:
            group = _group(item)
            alone[group] = max(item.share, alone.get(group, Decimal(0)))
    useful = [
        item
        for item in items
        if _many(item) == 1 or item.share > alone.get(_group(item), Decimal(0))
    ]
    yield from sorted(useful, key=lambda item: (-item.share, _many(item), item.kind, item.subjects))


def _many(item: Work) -> int:
    return max(len(item.subjects), len(item.terms))


def _group(item: Work) -> tuple[str, tuple[str, ...]]:
    return item.kind, item.subjects if item.kind == "fact" else ()
