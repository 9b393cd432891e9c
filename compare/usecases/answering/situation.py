"""Everything that one answer is made of, looked up for a checked question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from compare.decide.in_hand import quotes_in_hand
from compare.decide.offer_table import OfferTable
from compare.decide.situation import LeftOut, LossModel, MarketRules, Person, Situation
from compare.decide.staying_power import Period
from compare.quality.figures import Figure
from compare.usecases.answering.contracts import contract, for_engine, present_offer, split
from compare.usecases.answering.identity import rules_version
from compare.usecases.answering.rules import leaving_rules, losses, market_rules, out_of_pocket
from compare.usecases.answering.snapshot import snapshot
from compare.usecases.market.figures import for_answers
from compare.usecases.offers.cells import cells, codes_of
from compare.usecases.offers.coverage import Looked
from compare.usecases.offers.found import Search
from compare.usecases.offers.terms import terms_of
from compare.values.offer import Offer
from compare.values.question import Quote

YEARS_BACK = 5
RENEWAL_RISE = "renewal_rise"


def situation(search: Search, looked: Looked) -> Situation:
    """All that the engine needs to answer the question behind `search`."""
    question, market = search.question, search.market
    rules = market_rules(market, question, rules_version(market))
    asked = {guard.key for guard in rules.guards}
    answered = {k: v for k, v in question.preferences.guards.items() if k in asked}
    return Situation(
        question=for_engine(
            replace(question, preferences=replace(question.preferences, guards=answered))
        ),
        people=tuple(_person(search, rules, index) for index in range(len(question.persons))),
        rules=rules,
        coverage=looked.coverage,
        figures=published_figures(search),
        history=history(search),
        walks=walks(search),
        oldest_fact=search.oldest,
    )


def _person(search: Search, rules: MarketRules, index: int) -> Person:
    found, codes = search.people[index], codes_of(search.question, index)
    present, missing = present_offer(search, index)
    table, refused = _table(search, rules, index, present)
    return Person(
        present=present,
        contract=contract(search, index, present),
        offers=table,
        missing=missing,
        out_of_pocket=out_of_pocket(search.market, codes, search.day),
        losses=_losses(search, index, present),
        left_out=(*found.left_out, *refused),
        leaving=leaving_rules(search.market, codes),
    )


def _losses(search: Search, index: int, present: Offer | None) -> tuple[LossModel, ...]:
    """What is turned into money; where people bring the papers, what every one of a person's states.

    What a paper does not state as an amount stays a matter of cover, and unknown there.
    """
    rows = losses(search.market, search.day)
    if search.market.market.kind != "typed":
        return rows
    papers = [quote.terms for quote in search.question.quotes_of(index)]
    papers += [present.terms] if present else []
    return tuple(
        row for row in rows if all(isinstance(terms.get(row.key), Decimal) for terms in papers)
    )


def _table(
    search: Search, rules: MarketRules, index: int, present: Offer | None
) -> tuple[OfferTable, tuple[LeftOut, ...]]:
    """The market's offers and the comparable quotes in one table, and the quotes left out."""
    market, brought = search.people[index].offers, search.question.quotes_of(index)
    if not brought:
        return OfferTable.of(rules.attributes, market), ()
    quotes = [_for_here(search, index, quote) for quote in brought]
    own = present.provider_name if present else None
    held = quotes_in_hand(quotes, rules.attributes, {}, search.question.today, own)
    typed = dict(zip((quote.name for quote in quotes), brought, strict=True))
    named = [
        _as_offer(search, offer, typed[offer.plan_name], present) for offer in held.offers.offers
    ]
    table = OfferTable.of(
        rules.attributes,
        (*market, *named),
        once={len(market) + at: items for at, items in held.offers.once.items()},
        renewal={len(market) + at: price for at, price in held.offers.renewal.items()},
    )
    return table, held.left_out


def _for_here(search: Search, index: int, quote: Quote) -> Quote:
    """A quote whose profile is cleared where it is this person's: only others stay comparable to none.

    A name that is a provider's key is said as the provider's name.

    What the customer may choose, and what the plan is, is no part of the profile.
    """
    codes = codes_of(search.question, index)
    rated = {factor.key for factor in search.market.market.factor if factor.of != "wanted"}
    other = {
        key: code
        for key, code in quote.profile.items()
        if key in rated and str(code).casefold() != codes.get(key, "").casefold()
    }
    known = search.names.get(quote.name)
    key = quote.name if known else search.named(quote.name)
    return replace(quote, name=known or quote.name, profile=other, provider=quote.provider or key)


def _as_offer(search: Search, offer: Offer, quote: Quote, present: Offer | None) -> Offer:
    """A comparable quote in the market's words; a factor it does not name is the present one's."""
    wanted = {factor.key for factor in search.market.market.factor if factor.of == "wanted"}
    chosen, kinds = split(search, quote.profile)
    factors = {
        **(present.factors if present else {}),
        **{k: v for k, v in chosen.items() if k in wanted},
    }
    same = present is not None and offer.provider == present.provider_name
    return replace(
        offer,
        provider=present.provider if present and same else offer.provider,
        factors=factors,
        attributes=kinds,
        terms=terms_of(search.market, kinds, quote.terms),
    )


def published_figures(search: Search) -> tuple[Figure, ...]:
    """The counts behind each provider's quality measures that were published by then."""
    return for_answers(search.market, search.question.today, search.known_at)


def history(search: Search) -> tuple[Period, ...]:
    """The first person's offers in the years before and the compared one, oldest first.

    Only years in a row count: a lead that nobody observed for a time did not last.
    """
    wanted = cells(search.market, search.question, 0)[:1]
    periods = [_period(search, wanted, search.day)]
    for back in range(1, YEARS_BACK + 1):
        day = _years_before(search.day, back)
        if not periods[-1] or day is None:
            break
        periods.append(_period(search, wanted, day))
    return tuple(period for period in reversed(periods) if period)


def walks(search: Search) -> dict[str, Decimal]:
    """What each provider itself says its price rises at renewal, as a share (domain 1.1).

    The largest of several plans' rises; a provider that states no percentage has no entry.
    """
    found: dict[str, Decimal] = {}
    for person in search.people:
        for offer in person.offers:
            rise = offer.terms.get(RENEWAL_RISE)
            if isinstance(rise, Decimal):
                known = found.get(offer.provider, rise / 100)
                found[offer.provider] = max(known, rise / 100)
    return found


def _period(search: Search, wanted: list[tuple[str, ...]], day: date) -> dict[str, Decimal]:
    """One price a year for each plan of a kind that the household accepts."""
    then = snapshot(search.market.key, day, search.known_at)
    priced = ((row, search.price(row, 0, then)[0]) for row in search.rows_of(then, wanted))
    return {
        f"{row.provider}/{row.plan}": price.yearly.amount
        for row, price in priced
        if price is not None
        and search.sold(kinds := then.plans.get(row.plan_id, {}))
        and search.accepts(0, kinds) is None
    }


def _years_before(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return None
