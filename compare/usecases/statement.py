"""What can be said of a whole market: whom a move would help, and whether providers differ at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from compare.decide.market_sentences import statement_sentences
from compare.decide.printing import Printer
from compare.decide.situation import Person, Situation
from compare.decide.statement import Published, Statement
from compare.decide.statement import statement as state
from compare.leaving.months import add_months
from compare.markets import loader
from compare.markets.definition import Market
from compare.markets.parts import PublishedHousehold
from compare.store.selectors import prices, versions
from compare.usecases import question as questions
from compare.usecases.answer import labels
from compare.usecases.answer_situation import published_figures, situation
from compare.usecases.identity import rules_version
from compare.usecases.offers_coverage import looked_at
from compare.usecases.offers_found import Search
from compare.usecases.question_fields import QuestionError, end_of
from compare.values.offer import Offer

YEAR = 12  # months


def statement(market: str, today: date, language: str | None = None) -> dict[str, Any]:
    """The statement on the newest prices known on `today`, over the published households.

    Raises:
        QuestionError: the market is unknown, publishes no households, or has no prices yet.
    """
    try:
        definition = loader.load(market)
    except loader.UnknownMarket as error:
        raise QuestionError("market", "a market", market, loader.keys()) from error
    if not definition.households.household:
        raise QuestionError("market", "a market with published households", market)
    return _document(definition, _computed(market, versions.state(market), today), language)


class _Computed:
    """A statement with what it rests on."""

    def __init__(self, found: Statement, start: date, known: date, counted: int, absent: list[str]):
        self.found, self.start, self.known = found, start, known
        self.counted, self.absent = counted, absent


@lru_cache(maxsize=16)
def _computed(key: str, state_: tuple[str, int], today: date) -> _Computed:
    del state_  # another state of the data is another statement
    market = loader.load(key)
    newest = prices.newest_period(key, end_of(today, market.zone))
    if newest is None:
        raise QuestionError("market", "a market with collected prices", key)
    start, known = newest[0], newest[1].astimezone(market.zone).date()
    asked = min(known, start)
    if market.households.months_to_end:
        start = add_months(asked, market.households.months_to_end)
    published: list[Published] = []
    absent: list[str] = []
    figures: tuple[Any, ...] = ()
    for household in market.households.household:
        search = Search(questions.read(_question(market, household, asked, start), asked))
        held = list(_held_in_turn(search, household))
        published += held
        figures = figures or published_figures(search)
        if not held:
            absent.append(household.key)
    if not published:
        raise QuestionError("market", "prices for at least one published household", key)
    return _Computed(state(published, figures), start, known, len(published), absent)


def _question(
    market: Market, household: PublishedHousehold, today: date, start: date
) -> dict[str, Any]:
    """A published household as a question without a present contract."""
    chosen = {factor.key for factor in market.market.factor if factor.of == "wanted"}
    kinds = {item.key for item in market.market.attribute}
    return {
        "market": market.key,
        "today": today,
        "start": start,
        "household": household.household,
        "persons": [
            {
                **{key: code for key, code in person.items() if key not in chosen | kinds},
                "wanted": {key: [code] for key, code in person.items() if key in chosen},
            }
            for person in household.persons
        ],
    }


def _held_in_turn(search: Search, household: PublishedHousehold) -> Iterator[Published]:
    """The household as a customer of every provider in turn, all with equal weight.

    Each person holds the provider's cheapest plan of the kind that the definition says, so that
    gains are rather too small than too large.
    """
    base = situation(search, looked_at(search))
    end = search.day if search.market.households.months_to_end else None
    providers = sorted({offer.provider for found in search.people for offer in found.offers})
    found = []
    for provider in providers:
        presents = [
            _cheapest(search.people[index].offers, provider, _kinds(search.market, person))
            for index, person in enumerate(household.persons)
        ]
        if None not in presents:
            found.append(_with(base, [offer for offer in presents if offer], end))
    for each in found:
        yield Published(household.key, household.weight / len(found), each)


def _kinds(market: Market, person: dict[str, str | int | bool]) -> dict[str, str]:
    return {
        item.key: str(person[item.key]) for item in market.market.attribute if item.key in person
    }


def _cheapest(offers: tuple[Offer, ...], provider: str, kinds: dict[str, str]) -> Offer | None:
    own = (o for o in offers if o.provider == provider and kinds.items() <= o.attributes.items())
    return min(own, key=lambda offer: (offer.per_year, offer.plan), default=None)


def _with(base: Situation, presents: list[Offer], end: date | None) -> Situation:
    people = zip(base.people, presents, strict=True)
    return replace(base, people=tuple(_holding(person, offer, end) for person, offer in people))


def _holding(person: Person, offer: Offer, end: date | None) -> Person:
    """`end` is the end of a year's contract, None where the calendar needs no contract."""
    deductible = offer.factors.get("deductible")
    contract = replace(
        person.contract,
        start=add_months(end, -YEAR) if end else None,
        end=end,
        model=offer.attributes.get("model"),
        deductible=None if deductible is None else Decimal(str(deductible)),
    )
    return replace(person, present=offer, contract=contract, missing=())


def _document(market: Market, computed: _Computed, language: str | None) -> dict[str, Any]:
    found = computed.found
    printer = Printer(market.market.currency, language, labels(market, language or "en"))
    households = market.households
    return {
        "market": market.key,
        "as_of": computed.start.isoformat(),
        "known_at": computed.known.isoformat(),
        "rules_version": rules_version(market),
        "currency": market.market.currency,
        "sentences": printer.sentences(statement_sentences(found, market.market.currency)),
        "labels": {
            "price": found.labels.price.value,
            "service": found.labels.service.value,
            "one_flavour": found.labels.one_flavour,
            "level": found.level.value,
        },
        "share_improvable": {
            scope: {"share": _share(each.share), "mean_gain": printer.amount(each.mean_gain)}
            for scope, each in (
                ("internal", found.internal),
                ("like_for_like", found.like_for_like),
                ("flexible", found.flexible),
            )
        },
        "best_gain": printer.amount(found.best_gain),
        "profiles": _profiles(found, printer),
        "indistinguishable_pairs": None if found.pairs is None else _share(found.pairs.share),
        "households": {
            "source": households.source,
            "assumption": households.assumption.in_(language or "en")
            if households.assumption
            else None,
            "published": len(households.household),
            "counted": computed.counted,
            "without_prices": computed.absent,
        },
    }


def _profiles(found: Statement, printer: Printer) -> list[dict[str, Any]]:
    """How far prices for the same thing lie apart; once per person of a household."""
    seen: dict[tuple[str, int], dict[str, Any]] = {}
    for profile in found.profiles:
        prices_ = profile.prices
        seen.setdefault(
            (profile.household, profile.person),
            {
                "household": profile.household,
                "person": profile.person,
                "mean": printer.amount(prices_.mean),
                "least": printer.amount(prices_.lowest),
                "gain_from_search": printer.amount(prices_.gain_from_search),
                "variation": _share(prices_.cv),
                "range": _share(prices_.range_share),
            },
        )
    return list(seen.values())


def _share(value: Decimal) -> str:
    """A share with four decimals."""
    return format(round(value, 4), "f")
