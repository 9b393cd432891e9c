"""Glim: the state of an application, kept as JSON in the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from scrapers.kit.json_document import fields, load
from scrapers.kit.select import one, page
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

GLIM = "106"
CENTS = Decimal(100)
LIMITS = ("stuff", "water", "bike", "others")
NUMBERS = {
    "adminFeeYear": "XTS",
    "fixedShare": "XTS",
    "waitDays": "days",
    "phoneHours": "hours a week",
    "noticeMonths": "month",
}


def parse(capture: Capture) -> Iterator[Record]:
    """Each plan with its first-year prices and its terms."""
    script = one(page(capture.body), "script#__GLIM__").get_text()
    (catalog,) = fields(load(script.encode()), ["catalog"], ("v", "fictional"))
    (plans,) = fields(catalog, ["plans"], at="$.catalog")
    for at, plan in enumerate(plans):
        yield from _plan(plan, f"$.catalog.plans[{at}]")


def _plan(found: Any, at: str) -> Iterator[Record]:
    wanted = ("id", "title", "firstYear", "limits", "flood", "glass", "renewal")
    plan, title, prices, limits, flood, glass, renewal = fields(
        found, wanted, tuple(NUMBERS), at=at
    )
    yield PlanRecord(GLIM, plan, {"name": title}, f"{at}.title")
    for row, price in enumerate(prices):
        yield _price(plan, price, f"{at}.firstYear[{row}]")
    for key, amount in zip(LIMITS, fields(limits, LIMITS, at=f"{at}.limits"), strict=True):
        yield _number(plan, f"limits.{key}", amount, "XTS", at)
    numbers = fields(found, tuple(NUMBERS), wanted, at=at)
    for (key, unit), amount in zip(NUMBERS.items(), numbers, strict=True):
        yield _number(plan, key, amount, unit, at)
    (rise,) = fields(renewal, ["percentOnTop"], at=f"{at}.renewal")
    yield _number(plan, "renewal.percentOnTop", rise, "%", at)
    for key, status in (("flood", flood), ("glass", glass)):
        yield _status(plan, key, status, at)


def _price(plan: str, price: Any, at: str) -> PriceRecord:
    size, area, share, cents = fields(price, ("m2", "area", "ownShare", "cents"), at=at)
    factors = {"size": str(size), "region": str(area), "excess": str(share)}
    amount = Decimal(cents) / CENTS
    return PriceRecord(GLIM, plan, factors, amount, "XTS", "month", str(cents), f"{at}.cents")


def _number(plan: str, key: str, value: int, unit: str, at: str) -> TermRecord:
    return TermRecord(GLIM, plan, key, Decimal(value), unit, str(value), f"{at}.{key}")


def _status(plan: str, key: str, status: Mapping[str, Any], at: str) -> TermRecord:
    """`in` says whether, `but` under which condition; the literal is what stands there."""
    (covered,) = fields(status, ["in"], ["but"], at=f"{at}.{key}")
    if "but" in status:
        word, literal, told = f"in, but {status['but']}", status["but"], "but"
    else:
        word, literal, told = ("in", "true", "in") if covered else ("out", "false", "in")
    return TermRecord(GLIM, plan, key, word, None, literal, f"{at}.{key}.{told}")
