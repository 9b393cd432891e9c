"""What the sources read from the sample pages is what history.toml says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from decimal import Decimal
from urllib.parse import urlsplit

import pytest

from compare.markets.loader import load
from compare.normalise import Origin, normalise
from compare.values.fact import Fact, FigureFact, PlanFact, PriceFact, ProviderFact, TermFact
from compare.values.missing import Missing
from compare.values.money import MICROS
from compare.values.terms import Restricted, Status, TermValue
from scrapers.catalogue import load_source
from scrapers.errors import Blocked, PageChanged, Unreadable
from scrapers.records import Capture, Refused
from scrapers.samples import history
from scrapers.samples.site import sites

EDITIONS = tuple(history.editions())
STATES = {"broken": PageChanged, "wall": Unreadable, "refused": Blocked}
ALL = [(key, edition) for key in history.insurers() for edition in EDITIONS]
READABLE = [pair for pair in ALL if history.page_state(*pair) == "fine"]
UNREADABLE = [pair for pair in ALL if history.page_state(*pair) != "fine"]


def facts(source_key: str, edition: str) -> Iterator[Fact | Refused]:
    """Everything that a source says in an edition, in the market's vocabulary."""
    source, market = load_source(source_key), load("xx-household")
    seen_at = datetime.combine(history.editions()[edition], time(12), UTC)
    for page in source.manifest.pages:
        assert page.address
        address = urlsplit(page.address)
        capture = Capture(
            page.address, sites(edition)[address.netloc][address.path], seen_at, page.key
        )
        origin = Origin.of(source_key, source.manifest, capture, market.zone)
        yield from normalise(source.parse(capture), origin, market)


def read(key: str, edition: str) -> list[Fact]:
    found = list(facts(f"xx_{key}", edition))
    assert not [fact for fact in found if isinstance(fact, Refused)]
    return [fact for fact in found if not isinstance(fact, Refused)]


def written(value: TermValue) -> str:
    """A term's value as history.toml writes it."""
    match value:
        case Restricted(condition):
            return f"restricted: {condition}"
        case Decimal():
            return str(value)
        case Status() | Missing():
            return value.value
    return value


@pytest.mark.parametrize(("key", "edition"), READABLE)
def test_every_premium_is_the_planted_one(key: str, edition: str) -> None:
    insurer = history.insurer(key, edition)
    planted = {
        (plan.own, cell): (premium * MICROS, insurer.per)
        for plan in insurer.plans
        for cell, premium in plan.premiums.items()
    }
    prices = [fact for fact in read(key, edition) if isinstance(fact, PriceFact)]
    assert len(prices) == len(planted)
    assert {(fact.plan, fact.cell): (fact.micros, fact.per) for fact in prices} == planted
    assert {fact.provider for fact in prices} == {f"wm-{insurer.number}"}


@pytest.mark.parametrize(("key", "edition"), READABLE)
def test_every_term_is_the_planted_one_and_the_unsaid_stays_unsaid(key: str, edition: str) -> None:
    planted = {
        (plan.own, term): value
        for plan in history.insurer(key, edition).plans
        for term, value in plan.terms.items()
        if value != "not_stated"
    }
    terms = [fact for fact in read(key, edition) if isinstance(fact, TermFact)]
    assert len(terms) == len(planted)
    assert {(fact.plan, fact.key): written(fact.value) for fact in terms} == planted


@pytest.mark.parametrize(("key", "edition"), READABLE)
def test_plans_keep_their_keys_and_names(key: str, edition: str) -> None:
    plans = {
        fact.plan: fact.value
        for fact in read(key, edition)
        if isinstance(fact, PlanFact) and fact.key == "name"
    }
    assert plans == {plan.own: plan.name for plan in history.insurer(key, edition).plans}


@pytest.mark.parametrize(("key", "edition"), UNREADABLE)
def test_a_page_that_cannot_be_read_says_so_and_gives_nothing(key: str, edition: str) -> None:
    with pytest.raises(STATES[history.page_state(key, edition)]):
        list(facts(f"xx_{key}", edition))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_register_names_every_insurer_and_its_group(edition: str) -> None:
    found = [fact for fact in read("regulator", edition) if isinstance(fact, ProviderFact)]
    planted = [history.insurer(key, edition) for key in history.insurers()]
    names = {fact.provider: fact.value for fact in found if fact.key == "name"}
    groups = {fact.provider: fact.value for fact in found if fact.key == "group"}
    assert names == {f"wm-{row.number}": row.name for row in planted}
    assert groups == {f"wm-{row.number}": row.group for row in planted if row.group != "none"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_complaints_come_with_both_counts(edition: str) -> None:
    found = [fact for fact in read("regulator", edition) if isinstance(fact, FigureFact)]
    planted = {
        (f"wm-{history.insurer(row.insurer, edition).number}", row.year): row
        for row in history.counts(edition)
    }
    assert len(found) == len(planted)
    for fact in found:
        row = planted[fact.provider, fact.valid.start.year]
        assert (fact.numerator, fact.denominator) == (row.complaints, row.contracts)
        assert fact.measure == "complaints"


def test_a_brand_that_was_taken_over_says_so_on_its_own_page() -> None:
    def owner(edition: str) -> list[str]:
        return [
            fact.value
            for fact in read("fernhill", edition)
            if isinstance(fact, ProviderFact) and fact.key == "group"
        ]

    assert owner("2025-01") == []
    assert owner("2025-07") == ["Brightwater Group"]
