"""Runs of the engine besides the situations: calendars, service figures, checks, statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from compare.cover.expected_benefit import Exponential, Peril
from compare.decide.answer import answer
from compare.decide.in_hand import quotes_in_hand
from compare.decide.market_sentences import renewal_sentences, statement_sentences
from compare.decide.renewal import Paper, check_renewal
from compare.decide.situation import Bound, LossModel, OutOfPocket, Person
from compare.decide.standards import Standard
from compare.decide.statement import Published, statement
from compare.leaving.contract import contract_from
from compare.quality.figures import Band, BandFigure, Figure, Kind, Measure
from compare.track.asof import Version
from compare.track.asof import changes as value_changes
from compare.track.change import Evidence
from compare.track.pack_changes import Product, Shelf, pack_changes
from compare.track.term_changes import judge
from compare.values.money import Money, Per
from compare.values.offer import Instalments, Price
from compare.values.question import Quote
from compare.values.span import Span
from compare.values.terms import Status
from tests.compare.decide import build
from tests.compare.leaving.rulebook import RULES

COMPLAINTS = Measure("complaints", Kind.RATE, "complaints", "contracts", higher_is_better=False)
NAMES = ("mine", "b", "c", "d")


def _rates(*events: int) -> tuple[Figure, ...]:
    counts = zip(NAMES, events, strict=True)
    return tuple(Figure(name, COMPLAINTS, count, 40.0) for name, count in counts)


def _leave(calendar: str, today: date, begins: date, /, **facts: Any) -> None:
    """An answer in a market whose contracts are left by this calendar."""
    currency = "CHF" if calendar in ("ch_health", "insurance_term") else "GBP"
    contract = contract_from(facts, currency)
    yearly = (("b", "500"), ("mine", "600"))
    offers = [build.offer(name, price, currency=currency) for name, price in yearly]
    person = replace(build.person(offers[1], offers), contract=contract)
    rules = replace(build.market(currency=currency, leaving=RULES), calendar=calendar)
    answer(build.situation(person, rules=rules, today=today, start=begins))


def calendars() -> None:
    """Each calendar, with contracts that have something to say to it."""
    swiss = {"model": "standard", "deductible": 300, "arrears": False}
    _leave("ch_health", date(2026, 11, 2), date(2027, 1, 1), **swiss)
    _leave("ch_health", date(2026, 12, 2), date(2027, 1, 1), **swiss)
    _leave("us_health", date(2025, 12, 20), date(2026, 1, 1))
    _leave("current_account", date(2026, 3, 2), date(2026, 3, 2), overdraft=True)
    energy = {"end": "2026-03-31", "fixed_term": True, "exit_fee": "75", "fuels": 2}
    _leave("gb_energy", date(2026, 1, 5), date(2026, 2, 9), **energy)
    phone = {"start": "2025-01-01", "end": "2026-06-01", "fixed_term": True, "monthly": "45"}
    _leave("telecoms", date(2026, 1, 5), date(2026, 1, 5), discount="10", **phone)
    held = {"start": "2025-06-01", "wait_pre_existing": 12, "lhc_ages": "36,35"}
    cover = {"hospital_base": "5000", "extras": "300"}
    _leave("au_health", date(2026, 3, 1), date(2026, 3, 1), **held, **cover)


def terms() -> None:
    """Leaving within an insurance term: cooling-off, refund, settlement, bonus."""
    facts: Mapping[str, Any] = {
        "start": "2026-01-01",
        "end": "2027-01-01",
        "premium": "480",
        "paid": "160",
        "payment_frequency": "monthly",
        "claim_in_term": False,
        "bonus_years": 5,
        "refund_method": "pro_rata",
    }
    _leave("insurance_term", date(2026, 4, 11), date(2026, 4, 11), **facts)
    fresh = {**facts, "concluded": "2026-01-02", "terms_received": "2026-01-05"}
    _leave("insurance_term", date(2026, 1, 12), date(2026, 1, 12), **fresh)


def perils() -> None:
    """Deductibles, excesses and limits in money."""
    losses = (
        build.excess_model(),
        LossModel("limit", Bound.LIMIT, Decimal("0.02"), Decimal(8000), "test"),
    )
    other = build.offer("b", "500", terms={"excess": "500", "limit": "10000"})
    answer(build.situation(build.person(build.offer("mine", "600"), [other], losses=losses)))
    scenarios = ((Decimal(1), Decimal(2000)),)
    for rule, parameters, factor in (
        ("ch", {"coinsurance_rate": "0.1", "coinsurance_cap": "700"}, "deductible"),
        ("us", {"coinsurance_rate": "0.2", "out_of_pocket_maximum": "4400"}, "deductible"),
        ("excess", {"limit": "1000"}, "excess"),
    ):
        amounts = {key: Decimal(value) for key, value in parameters.items()}
        paid = OutOfPocket(rule, amounts, (factor,), scenarios, "test")
        answer(build.situation(_chosen(factor, paid)))


def _chosen(factor: str, rule: OutOfPocket) -> Person:
    offers = [
        build.offer(name, yearly, factors={factor: amount})
        for name, yearly, amount in (("b", "500", "2500"), ("mine", "600", "300"))
    ]
    return build.person(offers[1], offers, out_of_pocket=rule)


def parts() -> None:
    """A contract and an offer that are paid in parts."""
    parts = Instalments(12, Decimal(55))
    offers = [replace(build.offer(name, "600"), instalments=parts) for name in ("mine", "b")]
    answer(build.situation(build.person(offers[0], offers)))


def deductibles() -> None:
    """Two deductibles, with the largest discount that the law allows for the higher one."""
    amounts = {
        "coinsurance_rate": "0.1",
        "coinsurance_cap": "700",
        "ordinary_deductible": "300",
        "largest_discount_share": "0.7",
    }
    known = {key: Decimal(value) for key, value in amounts.items()}
    scenarios = ((Decimal(1), Decimal(2000)),)
    rule = OutOfPocket("ch", known, ("deductible",), scenarios, "test")
    answer(build.situation(_chosen("deductible", rule)))


def fees() -> None:
    """A quote in hand whose fees stand outside its price."""
    price = Price(Money(Decimal(500), "CHF"), Per.YEAR)
    quote = Quote("A letter", price, fees=Decimal(35))
    held = quotes_in_hand([quote], build.ATTRIBUTES, {}, build.TODAY)
    person = replace(build.person(build.offer("mine", "700"), []), offers=held.offers)
    answer(build.situation(person))


def bands() -> None:
    """Measures of which only bands are published."""
    measure = Measure("accepted", Kind.BAND, "accepted", "claims", higher_is_better=True)
    published = tuple(
        BandFigure(name, measure, Band(Decimal(low) / 100, Decimal(low + 5) / 100))
        for name, low in (("mine", 80), ("b", 90))
    )
    offers = [build.offer(name, "600") for name in ("mine", "b")]
    one = build.situation(build.person(offers[0], offers))
    answer(replace(one, bands=published))


def changes() -> None:
    """What `manage.py changes` runs on what was stored: packs, terms, and facts along time."""
    days = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 20)]
    seen = Evidence("0" * 64, "row 1")
    shelves = tuple(
        Shelf(day, Money(Decimal(3), "AUD"), Decimal(size), "g", "shop", seen)
        for day, size in zip(days, (500, 450, 450), strict=True)
    )
    pack_changes(Product("shop", "10047", "oats", shelves))
    judge(build.ATTRIBUTES[0], None, Status.COVERED, Status.EXCLUDED)
    versions = [
        Version(value, Span(day), datetime.combine(day, time()))
        for value, day in zip(("a", "b"), days, strict=False)
    ]
    value_changes(versions, datetime(2026, 2, 1))


def checks() -> None:
    """The renewal check of two papers."""
    before = build.offer("mine", "500")
    after = build.offer("mine", "520", terms={"excess": "425"})
    water = Peril("water", Decimal("0.2"), Exponential(Decimal(1500)), "flood", "excess", "limit")
    papers = (Paper(each.price, each.terms) for each in (before, after))
    list(renewal_sentences(check_renewal(*papers, build.ATTRIBUTES, [water])))


def statements() -> None:
    """A market's statement, with rates and with proportions."""
    offers = [build.offer(name, str(500 + number)) for number, name in enumerate(NAMES)]
    shares = build.figures(mine=(500, 1000), b=(300, 1000), c=(490, 1000), d=(510, 1000))
    figures = (*shares, *_rates(40, 12, 90, 41))
    one = build.situation(build.person(offers[0], offers), figures=figures)
    answer(one)
    households = [Published("one", Decimal(1), one)]
    found = statement(households, figures, Standard("upheld", 0.4, "test"))
    list(statement_sentences(found, "CHF"))


FLOWS: tuple[Callable[[], None], ...] = (
    calendars,
    terms,
    perils,
    parts,
    deductibles,
    fees,
    bands,
    changes,
    checks,
    statements,
)
