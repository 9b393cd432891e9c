"""Situations for tests, from a few words: everything that is not said is unremarkable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from compare.decide.offer_table import OfferTable
from compare.decide.situation import (
    Bound,
    Coverage,
    Effect,
    Guard,
    Hour,
    LossModel,
    MarketRules,
    Mode,
    OutOfPocket,
    Person,
    Situation,
    Threshold,
)
from compare.leaving.contract import Contract, contract_from
from compare.quality.figures import Figure, Kind, Measure
from compare.values.estimate import Estimate
from compare.values.money import Money, Per
from compare.values.offer import Availability, Offer, Price
from compare.values.question import Preferences, Question
from compare.values.rule import DatedRule
from compare.values.terms import Attribute, Direction, Status, TermValue

ATTRIBUTES = (
    Attribute("flood", Direction.STATUS),
    Attribute("limit", Direction.HIGHER_BETTER),
    Attribute("excess", Direction.LOWER_BETTER),
)
ALIKE: Mapping[str, Any] = {"flood": "covered", "limit": "50000", "excess": "250"}
UPHELD = Measure("upheld", Kind.PROPORTION, "upheld", "resolved", higher_is_better=False)
TODAY = date(2026, 11, 2)
START = date(2027, 1, 1)
CURRENCY = "CHF"


def estimate(*values: str) -> Estimate:
    """One number, or low, central and high."""
    found = [Decimal(value) for value in values]
    return Estimate.exactly(found[0]) if len(found) == 1 else Estimate(*found)


def term(value: Any) -> TermValue:
    """A status by its word, a number by its digits."""
    return Status(value) if value in set(Status) else Decimal(str(value))


def offer(provider: str, yearly: str, **given: Any) -> Offer:
    """An offer at a price a year; `terms` None is unknown, `factors` as they stand."""
    terms = {**ALIKE, **given.get("terms", {})}
    return Offer(
        provider=provider,
        provider_name=provider.title(),
        plan=given.get("plan", "base"),
        plan_name=given.get("plan", "base").title(),
        price=Price(Money(Decimal(yearly), given.get("currency", CURRENCY)), Per.YEAR),
        factors={key: Decimal(value) for key, value in given.get("factors", {}).items()},
        terms={key: term(value) for key, value in terms.items() if value != "unknown"},
        availability=Availability(given.get("availability", "yes")),
    )


def rule(key: str, value: Decimal | str, **parameters: Any) -> DatedRule:
    """A rule of custom that has always held."""
    return DatedRule(key, value, date(2000, 1, 1), "test", parameters=parameters)


LEAVING = {
    "notice": (rule("notice", Decimal(1), unit="month", counts="received", country="CH"),),
}


def market(**given: Any) -> MarketRules:
    """Term insurance with a threshold of 5 %, at least 20 and at most 100, and no hassle."""
    return MarketRules(
        version="test",
        currency=given.get("currency", CURRENCY),
        mode=Mode(given.get("mode", "live")),
        horizon_months=given.get("horizon_months", 12),
        threshold=Threshold(Decimal("0.05"), Decimal(20), Decimal(100)),
        hour=Hour(
            Decimal(given.get("income", "0")),
            estimate("0.35", "0.5", "0.6"),
            estimate("1", "2.5", "5"),
            "test",
        ),
        calendar="insurance_term",
        leaving=given.get("leaving", LEAVING),
        attributes=given.get("attributes", ATTRIBUTES),
        exposures={key: Decimal(value) for key, value in given.get("exposures", {}).items()},
        guards=tuple(
            Guard(each["key"], Effect(each["effect"]), "test", each.get("until"))
            for each in given.get("guards", ())
        ),
    )


def contract(**given: Any) -> Contract:
    """A term that ends where the new cover would begin."""
    facts = {"start": date(2026, 1, 1), "end": START, **given}
    return contract_from(facts, CURRENCY)


def person(present: Offer | None, offers: Sequence[Offer], **given: Any) -> Person:
    """One person with candidates."""
    return Person(
        present=present,
        contract=contract(**given.get("contract", {})),
        offers=OfferTable.of(given.get("attributes", ATTRIBUTES), offers),
        missing=tuple(given.get("missing", ())),
        out_of_pocket=given.get("out_of_pocket"),
        losses=given.get("losses", ()),
    )


def situation(*people: Person, **given: Any) -> Situation:
    """A household of these persons; the whole market was looked at."""
    preferences = Preferences(**given.get("preferences", {}))
    question = Question(
        market="test",
        today=given.get("today", TODAY),
        start=given.get("start", START),
        known_at=None,
        household={},
        persons=tuple({} for _ in people),
        wanted=given.get("wanted", {}),
        presents=tuple(None for _ in people),
        preferences=preferences,
    )
    return Situation(
        question=question,
        people=people,
        rules=given.get("rules") or market(**given.get("market", {})),
        coverage=Coverage(**given.get("coverage", {"open": 10, "fresh": 10})),
        figures=given.get("figures", ()),
        history=given.get("history", ()),
    )


def figures(**upheld: Sequence[int]) -> tuple[Figure, ...]:
    """How many complaints of how many were upheld, by provider."""
    return tuple(Figure(name, UPHELD, k, n) for name, (k, n) in upheld.items())


def swiss(*scenarios: tuple[str, str]) -> OutOfPocket:
    """The Swiss rule over these scenarios of probability and costs."""
    return OutOfPocket(
        "ch",
        {"coinsurance_rate": Decimal("0.10"), "coinsurance_cap": Decimal(700)},
        ("deductible",),
        tuple((Decimal(p), Decimal(costs)) for p, costs in scenarios),
        "test",
    )


def excess_model() -> LossModel:
    """One claim in ten years, 1,500 on average."""
    return LossModel("excess", Bound.EXCESS, Decimal("0.1"), Decimal(1500), "test")


def from_table(table: Mapping[str, Any]) -> Situation:
    """A situation as the TOML files write it."""
    present = table.get("present")
    own = offer("mine", **present) if present else None
    candidates = [offer(**each) for each in table.get("offers", ())]
    if own:
        candidates.append(own)
    one = person(
        own, candidates, contract=table.get("contract", {}), missing=table.get("missing", ())
    )
    asked = {
        key: Decimal(value) if isinstance(value, str) else value
        for key, value in table.get("preferences", {}).items()
    }
    if "must_not_get_worse" in asked:
        asked["must_not_get_worse"] = tuple(asked["must_not_get_worse"])
    coverage = dict(table.get("coverage", {"open": 10, "fresh": 10}))
    leaving = {**LEAVING, **{k: (rule(k, _value(v)),) for k, v in table.get("rules", {}).items()}}
    return situation(
        one,
        today=table.get("today", TODAY),
        start=table.get("start", START),
        coverage={**coverage, "open": coverage.get("open")},
        wanted={key: tuple(value) for key, value in table.get("wanted", {}).items()},
        preferences=asked,
        market={**table.get("market", {}), "leaving": leaving},
        figures=figures(**table.get("upheld", {})),
    )


def _value(value: Any) -> Decimal | str:
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return str(value)
