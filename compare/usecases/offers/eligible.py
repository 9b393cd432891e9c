"""Every offer that a household is eligible for, cheapest first, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from compare.decide.document_offers import of_computed
from compare.decide.situation import LeftOut, OutOfPocket
from compare.markets import loader
from compare.usecases.answering.identity import question_id
from compare.usecases.answering.rules import out_of_pocket
from compare.usecases.asking.fields import end_of
from compare.usecases.offers.cells import codes_of
from compare.usecases.offers.coverage import Looked, looked_at
from compare.usecases.offers.found import Search
from compare.usecases.offers.year import Levels, Year, levels, year_of
from compare.values.money import Money
from compare.values.offer import Offer, Price
from compare.values.question import Code, Question


@dataclass(frozen=True, slots=True)
class OffersResult:
    """The offers of each person, sorted by price; equal prices are tied."""

    question: Question
    question_id: str
    assumed: Mapping[str, Code | date]
    known_at: datetime
    offers: tuple[Offer, ...]
    tied: frozenset[tuple[int, Decimal]]
    left_out: tuple[tuple[int, LeftOut], ...]
    looked: Looked
    levels: tuple[Levels, ...]
    rules: tuple[OutOfPocket | None, ...]  # each person's out-of-pocket rule

    def to_dict(self) -> dict[str, Any]:
        """The result as the API and the command line print it (design 6)."""
        coverage = self.looked.coverage
        return {
            "question_id": self.question_id,
            "market": self.question.market,
            "as_of": self.question.start.isoformat(),
            "known_at": moment(self.known_at),
            "assumed": {path: plain(value) for path, value in self.assumed.items()},
            "coverage": {
                "open": coverage.open,
                "fresh": coverage.fresh,
                "basis": self.looked.basis,
                "missing": dict(self.looked.names),
            },
            "levels": [self._levels(each) for each in self.levels],
            "offers": [self._offer(offer) for offer in self.offers],
            "left_out": [
                {
                    "person": person,
                    "provider": item.provider,
                    "plan": item.plan,
                    "reason": item.reason,
                    **item.parameters,
                }
                for person, item in self.left_out
            ],
        }

    def _offer(self, offer: Offer) -> dict[str, Any]:
        return {
            "person": offer.person,
            "provider": offer.provider,
            "provider_name": offer.provider_name,
            "plan": offer.plan,
            "plan_name": offer.plan_name,
            "factors": dict(offer.factors),
            "attributes": dict(offer.attributes),
            "price": priced(offer.price),
            "per_year": amount(offer.price.yearly),
            "tariff": of_computed(offer.computed, self._amount),
            "year": self._year(year_of(offer, self.rules[offer.person])),
            "availability": offer.availability.value,
            "tied": (offer.person, offer.per_year) in self.tied,
            "evidence": offer.evidence.reference if offer.evidence else None,
        }

    def _levels(self, found: Levels) -> dict[str, Any]:
        rule = loader.load(self.question.market).market.benchmark
        named = (
            ("cheapest", found.cheapest),
            ("benchmark", found.benchmark),
            ("dearest", found.dearest),
        )
        return {
            "person": found.person,
            "counted_by": rule.text.in_("en") if rule else None,
            **{
                key: offer
                and {
                    "provider": offer.provider,
                    "plan": offer.plan,
                    "plan_name": offer.plan_name,
                    "price": priced(offer.price),
                }
                for key, offer in named
            },
        }

    def _year(self, found: Year | None) -> dict[str, Any] | None:
        if found is None:
            return None
        return {
            "uses": [
                {
                    "costs": self._amount(use.costs),
                    "probability": str(use.probability),
                    "own_share": self._amount(use.own_share),
                    "total": self._amount(use.total),
                }
                for use in found.uses
            ],
            "expected": self._amount(found.expected),
            "worst": self._amount(found.worst),
            "reference": found.reference,
        }

    def _amount(self, value: Decimal | None) -> str | None:
        currency = loader.load(self.question.market).market.currency
        return None if value is None else amount(Money(value, currency))


def offers(question: Question) -> OffersResult:
    """All offers of a checked question as of its start and as known at its time."""
    search = Search(question)
    every = [offer for found in search.people for offer in found.offers]
    every.sort(
        key=lambda o: (
            o.person,
            o.per_year,
            o.provider,
            o.plan,
            tuple(map(str, o.factors.values())),
        )
    )
    prices = Counter((offer.person, offer.per_year) for offer in every)
    return OffersResult(
        question=question,
        question_id=question_id(question, search.market),
        assumed=search.assumed,
        known_at=search.known_at,
        offers=tuple(every),
        tied=frozenset(price for price, count in prices.items() if count > 1),
        left_out=tuple(
            (person, item) for person, found in enumerate(search.people) for item in found.left_out
        ),
        looked=looked_at(search),
        levels=levels(search.market, every, search.day),
        rules=tuple(
            out_of_pocket(search.market, codes_of(question, person), search.day)
            for person in range(len(question.persons))
        ),
    )


def moment(instant: datetime) -> str:
    """An instant as documents print it: the last one of a day as that day."""
    last = end_of(instant.date(), instant.tzinfo) if isinstance(instant.tzinfo, ZoneInfo) else None
    return instant.date().isoformat() if instant == last else instant.isoformat()


def priced(price: Price) -> dict[str, str]:
    """A price as documents print it."""
    return {"amount": amount(price.money), "currency": price.money.currency, "per": price.per.value}


def amount(money: Money) -> str:
    """An amount as text with the currency's decimals, exact where it has more."""
    rounded = money.rounded().amount
    return format(rounded if rounded == money.amount else money.amount.normalize(), "f")


def plain(value: Code | date) -> Code:
    """A default as documents print it."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value
