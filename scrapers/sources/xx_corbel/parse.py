"""Corbel & Finch: everything stands in the page's JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from scrapers.errors import PageChanged
from scrapers.kit.json_document import fields
from scrapers.kit.json_ld import things
from scrapers.kit.quantity import quantity
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

CORBEL, LOCALE = "103", "en_GB"
PER = {"MON": "month"}
LABELS = ("@context", "@type", "disambiguatingDescription", "brand")


def parse(capture: Capture) -> Iterator[Record]:
    """The one product with its offers and properties."""
    for at, product in things(capture.body, "Product"):
        wanted = ("sku", "name", "offers", "additionalProperty")
        plan, name, offers, terms = fields(product, wanted, LABELS, at=at)
        yield PlanRecord(CORBEL, plan, {"name": name}, f"{at}.name")
        for row, offer in enumerate(offers):
            yield _price(plan, offer, f"{at}.offers[{row}]")
        for row, term in enumerate(terms):
            yield _term(plan, term, f"{at}.additionalProperty[{row}]")


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
