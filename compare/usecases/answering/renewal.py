"""The renewal check: last period's contract against this period's letter, both typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from compare.decide.market_sentences import renewal_sentences
from compare.decide.printing import Printer
from compare.decide.renewal import Paper, RenewalCheck, TermChange, check_renewal
from compare.markets.definition import Market
from compare.usecases.answering import answer as answers
from compare.usecases.answering.legal_minimums import below_minimum
from compare.usecases.asking import question as questions
from compare.usecases.asking.codes import Codes, printed
from compare.usecases.asking.fields import Fields, QuestionError, as_given, day
from compare.usecases.asking.present import Papers
from compare.usecases.offers.found import Search
from compare.usecases.tracking.yardstick import scenario
from compare.values.money import Per
from compare.values.offer import Price
from compare.values.terms import Restricted, Terms, TermValue


@dataclass(frozen=True, slots=True)
class Letter:
    """One period's letter: what it asks of each person, and of all together on one paper."""

    each: tuple[Price, ...]
    terms: Terms

    @property
    def paper(self) -> Paper:
        """The letter as one paper, at the sum of what it asks a year."""
        first, *others = (price.yearly for price in self.each)
        return Paper(Price(sum(others, first), Per.YEAR), self.terms)


def check(papers: object, today: date, language: str | None = None) -> dict[str, Any]:
    """The check of `{"market", "before": {price, per, terms}, "after": {...}}` as one document.

    A paper that names `provider` (with `plan` and `factors`) in place of a price is looked up in
    what was published, for the household and its first person: `before` as of today, `after` as of
    the next start. With `quotes` (and `household`, `persons`, `contract`, `preferences` as a question has them)
    the new letter is also put beside the offers in hand, and `answer` holds the verdict.

    Letters and offers for several `persons` name `prices`, one for each, in place of `price`. The
    numbers are then those of the household, `each` has every person's, and nothing that is
    published stands beside the offers: who holds which deductible is not asked.

    Raises:
        QuestionError: names the field and what it may hold.
    """
    fields = Fields(papers)
    market = questions.market_of(fields)
    today = fields.maybe("today", day, today)
    typed = Papers(market, Codes(market, today, {}))
    rest = {
        key: fields.maybe(key, as_given, None)
        for key in ("household", "persons", "contract", "preferences", "start")
    }
    asked = {"market": market.key, "today": today, **rest}
    persons = _count(rest["persons"])
    before = fields.take("before", _reader(typed, asked, today, persons))
    given = fields.peek("after")
    after = fields.take("after", _reader(typed, asked, None, persons))
    quotes = fields.maybe("quotes", as_given, None)
    fields.end()
    stated = market.compared({*before.terms, *after.terms})
    try:
        found = check_renewal(before.paper, after.paper, stated, scenario(market, today, stated))
    except ValueError as error:
        raise QuestionError("before", str(error)) from error
    document = _document(market, found, language)
    document["each"] = _each(before, after)
    document["below_legal_minimum"] = _below(
        market, after.terms, rest["household"], today, language or "en"
    )
    if quotes:
        document["answer"] = _in_hand(market, today, given, rest, quotes, language)
    return document


def _count(persons: object) -> int:
    """For how many the letters are: for one where nobody is named."""
    return len(persons) if isinstance(persons, list | tuple) and persons else 1


def _each(before: Letter, after: Letter) -> list[dict[str, str]]:
    """What each person paid and will pay, a year."""
    return [
        {"before": str(old.yearly.rounded().amount), "after": str(new.yearly.rounded().amount)}
        for old, new in zip(before.each, after.each, strict=True)
    ]


def _below(
    market: Market, terms: Terms, household: object, today: date, language: str
) -> list[dict[str, Any]]:
    """The terms of the new paper that are less than the law wants, where a minimum is known."""
    if not any(term.legal_minimum for term in market.terms.term):
        return []
    codes = Codes(market, today, {}).read("household", Fields(household or {}, "household"), {})
    return [
        {
            "term": row.term.key,
            "stated": _value(row.stated),
            "minimum": str(row.minimum),
            "reference": row.reference.in_(language),
        }
        for row in below_minimum(market, terms, printed(codes), today)
    ]


def _reader(
    typed: Papers, asked: Mapping[str, object], start: date | None, persons: int
) -> Callable[[object, str], Letter]:
    def read(value: object, path: str) -> Letter:
        fields = Fields(value, path)
        prices = typed.prices(fields, persons)
        terms: Terms = fields.maybe("terms", typed.terms, {})
        held = {key: fields.maybe(key, as_given, None) for key in ("provider", "plan", "factors")}
        fields.end()
        if known := _complete(prices):
            return Letter(known, terms)
        if persons > 1:
            missing = f"prices.{prices.index(None)}"
            raise QuestionError(fields.at(missing), "the price on the paper")
        if held["provider"] is None:
            raise QuestionError(fields.at("price"), "the price on the paper")
        return _published(held, terms, asked, start, fields.at("price"))

    return read


def _published(
    held: Mapping[str, object],
    terms: Terms,
    asked: Mapping[str, object],
    start: date | None,
    path: str,
) -> Letter:
    """A paper that nobody has at hand, as the data know it on the day; typed terms go before."""
    known = {key: asked[key] for key in ("market", "today", "household", "persons")}
    begins = {"start": start.isoformat()} if start else {"start": asked["start"]}
    today = day(asked["today"], "today")
    question = questions.read({**known, **begins, "present": dict(held)}, today)
    offer = Search(question).people[0].present
    if offer is None:
        raise QuestionError(path, "the price on the paper: none is published for this contract")
    return Letter((offer.price,), {**offer.terms, **terms})


def _complete(prices: Sequence[Price | None]) -> tuple[Price, ...]:
    """Everybody's price; empty where one is missing."""
    known = tuple(filter(None, prices))
    return known if len(known) == len(prices) else ()


def _in_hand(
    market: Market,
    today: date,
    after: object,
    rest: dict[str, object],
    quotes: object,
    language: str | None,
) -> dict[str, Any]:
    """The new letter against the quotes, through the same engine as every other question."""
    paper = dict(after) if isinstance(after, dict) else {}
    prices = paper.pop("prices", None)
    held = {**paper, "contract": rest["contract"]}
    asked = {
        "market": market.key,
        "currency": market.market.currency,
        "today": today.isoformat(),
        "start": rest["start"],
        "household": rest["household"],
        "persons": _holding(rest["persons"], held, prices) if prices else rest["persons"],
        "present": None if prices else held,
        "quotes": quotes,
        "only_quotes": bool(prices),
        "preferences": rest["preferences"],
    }
    return answers.answer(questions.read(asked, today), language)


def _holding(persons: Any, held: Mapping[str, Any], prices: Sequence[Any]) -> list[Any]:
    """The persons, each with the same contract at a price of its own."""
    return [
        {**who, "present": {**held, "price": price}} if isinstance(who, Mapping) else who
        for who, price in zip(persons, prices, strict=True)
    ]


def _document(market: Market, found: RenewalCheck, language: str | None) -> dict[str, Any]:
    labels = answers.labels(market, language or "en")
    printer = Printer(market.market.currency, language, labels)
    unit = found.unit
    return {
        "market": market.key,
        "sentences": printer.sentences(renewal_sentences(found)),
        "price_change": str(found.price_change),
        "price_difference": printer.amount(found.price_difference.amount),
        "currency": market.market.currency,
        "cover": found.cover.value,
        "changes": [_change(change) for change in found.changes],
        "unchanged": found.unchanged,
        "for_the_same_cover": None
        if unit is None
        else {
            "price_change": str(unit.price_change),
            "cover_change": str(unit.benefit_change),
            "unit_price_change": str(unit.unit_price_change),
        },
        "unknown": list(found.unknown),
    }


def _change(change: TermChange) -> dict[str, Any]:
    return {
        "term": change.attribute.key,
        "unit": change.attribute.unit,
        "before": _value(change.before),
        "after": _value(change.after),
        "relation": change.relation.value,
    }


def _value(value: TermValue | None) -> object:
    if isinstance(value, Restricted):
        return {"restricted": value.condition}
    return None if value is None else str(value)
