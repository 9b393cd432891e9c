"""Corbel & Finch: everything stands in the page's JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from scrapers.errors import PageChanged
from scrapers.kit.json_document import fields, load
from scrapers.kit.quantity import quantity
from scrapers.kit.select import one, page
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

CORBEL, LOCALE = "103", "en_GB"
PER = {"MON": "month"}
LABELS = ("@context", "@type", "disambiguatingDescription", "brand")


def parse(capture: Capture) -> Iterator[Record]:
    """The one product with its offers and properties."""
    script = one(page(capture.body), 'script[type="application/ld+json"]').get_text()
    plan, name, offers, terms = fields(
        load(script.encode()), ("sku", "name", "offers", "additionalProperty"), LABELS
    )
    yield PlanRecord(CORBEL, plan, {"name": name}, "$.name")
    for at, offer in enumerate(offers):
        yield _price(plan, offer, f"$.offers[{at}]")
    for at, term in enumerate(terms):
        yield _term(plan, term, f"$.additionalProperty[{at}]")


def _price(plan: str, offer: Any, at: str) -> PriceRecord:
    region, home, price, choice = fields(
        offer,
        ("eligibleRegion", "itemOffered", "priceSpecification", "additionalProperty"),
        ["@type"],
        at=at,
    )
    (size,) = fields(home, ["size"], ["@type"], at=f"{at}.itemOffered")
    amount, currency, unit = fields(
        price, ("price", "priceCurrency", "unitCode"), ["@type"], at=f"{at}.priceSpecification"
    )
    name, excess = fields(choice, ("name", "value"), at=f"{at}.additionalProperty")
    if name != "Voluntary excess" or unit not in PER:
        raise PageChanged(
            expected="a price per month for a voluntary excess",
            found=f"{name}, {unit}",
            todo="look at the page",
        )
    factors = {"size": size, "region": region, "excess": excess}
    where = f"{at}.priceSpecification.price"
    return PriceRecord(CORBEL, plan, factors, Decimal(amount), currency, PER[unit], amount, where)


def _term(plan: str, term: Any, at: str) -> TermRecord:
    name, printed = fields(term, ("name", "value"), ("@type", "unitCode"), at=at)
    value, _ = quantity(printed, LOCALE)
    return TermRecord(CORBEL, plan, name, value, term.get("unitCode"), printed, f"{at}.value")
