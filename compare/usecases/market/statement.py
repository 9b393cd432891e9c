"""What can be said of a whole market: whom a move would help, and whether providers differ at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

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
from compare.usecases.answering.answer import labels
from compare.usecases.answering.identity import rules_version
from compare.usecases.answering.situation import published_figures, situation
from compare.usecases.asking import question as questions
from compare.usecases.asking.fields import QuestionError, end_of
from compare.usecases.offers.coverage import Looked, looked_at
from compare.usecases.offers.found import Search
from compare.values.offer import Offer

YEAR = 12  # months


class Moment(NamedTuple):
    """The day that a statement is for, and the day whose knowledge it has."""

    start: date
    known: date


def statement(market: str, today: date, language: str | None = None) -> dict[str, Any]:
    """The statement on the newest prices known on `today`, over the published households.

    One that is kept is given as it is.

    Raises:
        QuestionError: the market is unknown, publishes no households, or has no prices yet.
    """
    definition = stated(market)
    moment = next(iter(moments(definition, today)), None)
    if moment is None:
        raise QuestionError("market", "a market with collected prices", market)
    return statement_of(definition, moment, language)


def stated(market: str) -> Market:
    """The market with this key, where it publishes the households that a statement is made over.

    Raises:
        QuestionError: it does not, or there is none.
    """
    try:
        definition = loader.load(market)
    except loader.UnknownMarket as error:
        raise QuestionError("market", "a market", market, loader.keys()) from error
    if not definition.households.household:
        raise QuestionError("market", "a market with published households", market)
    return definition


def moments(market: Market, today: date) -> list[Moment]:
    """What statements can be made of, newest first: every published period, or where prices are only
    observed the last of each year.
    """
    held = prices.periods(market.key, end_of(today, market.zone))
    every = [Moment(start, since.astimezone(market.zone).date()) for start, since in held]
    if market.market.starts != "next_year":
        every = list({moment.known.year: moment for moment in every}.values())
    return [_ahead(market, moment) for moment in reversed(every)]


def _ahead(market: Market, moment: Moment) -> Moment:
    """The moment, moved to the end of the contract that everybody is taken to hold."""
    months = market.households.months_to_end
    return Moment(add_months(min(moment), months), moment.known) if months else moment


def statement_of(market: Market, moment: Moment, language: str | None = None) -> dict[str, Any]:
    """The statement of one moment.

    Raises:
        QuestionError: no published household can be priced then.
    """
    return _document(market, _computed(market.key, versions.state(market.key), moment), language)


class _Computed:
    """A statement with what it rests on."""

    def __init__(self, found: Statement, moment: Moment, counted: int, absent: list[str]):
        self.found, self.start, self.known = found, moment.start, moment.known
        self.counted, self.absent = counted, absent
        self.open: int | None = None
        self.fresh = 0
        self.missing: dict[str, str] = {}

    def look(self, looked: Looked) -> None:
        """Add how much of the market a household could see: the most counts, the missing add up."""
        if looked.coverage.open is not None:
            self.open = max(self.open or 0, looked.coverage.open)
        self.fresh = max(self.fresh, looked.coverage.fresh)
        self.missing |= looked.names


@lru_cache(maxsize=16)
def _computed(key: str, state_: tuple[str, int], moment: Moment) -> _Computed:
    del state_  # another state of the data is another statement
    market = loader.load(key)
    asked = min(moment)
    published: list[Published] = []
    absent: list[str] = []
    figures: tuple[Any, ...] = ()
    looks: list[Looked] = []
    for household in market.households.household:
        said = questions.read(household_question(market, household, asked, moment.start), asked)
        search = Search(said)
        held = list(held_in_turn(search, household))
        published += held
        figures = figures or published_figures(search)
        looks.append(looked_at(search))
        if not held:
            absent.append(household.key)
    if not published:
        raise QuestionError("market", "prices for at least one published household", key)
    computed = _Computed(state(published, figures), moment, len(published), absent)
    for looked in looks:
        computed.look(looked)
    return computed


def household_question(
    market: Market, household: PublishedHousehold, today: date, start: date | None
) -> dict[str, Any]:
    """A published household as a question without a present contract; `start` None: the usual one."""
    chosen = {factor.key for factor in market.market.factor if factor.of == "wanted"}
    kinds = {item.key for item in market.market.attribute}
    return {
        "market": market.key,
        "today": today,
        **({"start": start} if start else {}),
        "household": household.household,
        "persons": [
            {
                **{key: code for key, code in person.items() if key not in chosen | kinds},
                "wanted": {key: [code] for key, code in person.items() if key in chosen},
            }
            for person in household.persons
        ],
    }


def held_in_turn(search: Search, household: PublishedHousehold) -> Iterator[Published]:
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
        "comparable": _share(found.comparable),
        "best_gain": printer.amount(found.best_gain),
        "profiles": _profiles(found, printer),
        "indistinguishable_pairs": None if found.pairs is None else _share(found.pairs.share),
        "coverage": {
            "open": computed.open,
            "fresh": computed.fresh,
            "missing": dict(sorted(computed.missing.items())),
        },
        "households": {
            "source": households.source.in_(language or "en") if households.source else None,
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
                "prices": [printer.amount(price) for price in profile.every],
            },
        )
    return list(seen.values())


def _share(value: Decimal) -> str:
    """A share with four decimals."""
    return format(round(value, 4), "f")
