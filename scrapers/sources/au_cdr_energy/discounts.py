"""Discounts, credits and yearly fees of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from scrapers.errors import PageChanged
from scrapers.kit.json_document import fields
from scrapers.sources.au_cdr_energy.usage import unpriced

Component = Mapping[str, Any]
CONDITIONS = {"DIRECT_DEBIT": "direct_debit", "PAY_ON_TIME": "pay_on_time", "OTHER": "own_terms"}
METHODS = ("percentOfBill", "percentOfUse", "fixedAmount")
DISCOUNT = (
    ("type", "methodUType"),
    ("category", "description", "displayName", "startDate", "endDate", *METHODS),
)
FEE = ("term", "type"), ("description", "amount", "rate")
# When something happens, when a bill is paid by card, or when a plan is left within so many years.
ONCE = (
    *("FIXED", "PERCENT_OF_BILL", "VARIABLE"),
    *("1_YEAR", "2_YEAR", "3_YEAR", "4_YEAR", "5_YEAR"),
)
YEARLY = {"ANNUAL": "year", "MONTHLY": "month", "DAILY": "day"}
GUARANTEED = ("GUARANTEED", "GUARANTEED_DISCOUNT")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")


def discounts(items: Sequence[Mapping[str, Any]], at: str) -> Iterator[Component]:
    """Each discount under its condition; of several credits only one may be had: which, is prose."""
    credits = [
        item
        for item in items
        if item.get("methodUType") == "fixedAmount" and item["type"] not in GUARANTEED
    ]
    for item in items:
        kind, method = fields(item, *DISCOUNT, at=f"{at}.discounts")
        category = item.get("category", "OTHER")
        if kind in GUARANTEED and method in METHODS:
            yield _taken_off(item, method)
            continue
        if kind != "CONDITIONAL" or category not in CONDITIONS or method not in METHODS:
            raise PageChanged(
                expected="a known conditional discount",
                found=f"{kind} {category} {method}",
                todo="read the new kind of discount",
            )
        if method == "fixedAmount" and len(credits) > 1:
            continue
        yield _conditional(category, _taken_off(item, method))
    if len(credits) > 1:
        yield _conditional("OTHER", unpriced(f"which of {len(credits)} credits is given"))


def fees_of(items: Iterable[Mapping[str, Any]], at: str) -> Iterator[Component]:
    """The fees of every year; one for a late or dishonoured payment is no part of a year."""
    for item in items:
        term, _ = fields(item, *FEE, at=f"{at}.fees")
        if term in ONCE:
            continue
        if term not in YEARLY:
            raise PageChanged(
                expected=f"one of {(*ONCE, *YEARLY)}", found=term, todo="read the fee"
            )
        if "amount" in item:
            fixed = {"kind": "fixed", "amount": item["amount"], "per": YEARLY[term]}
            yield {"kind": "gross", "component": fixed}
        else:
            yield unpriced("a yearly fee, whose amount stands in prose only")


def _conditional(category: str, component: Component) -> Component:
    return {"kind": "conditional", "condition": CONDITIONS[category], "component": component}


def _taken_off(item: Mapping[str, Any], method: str) -> Component:
    if method == "fixedAmount":
        amount = str(-Decimal(item[method]["amount"]))
        return {"kind": "gross", "component": {"kind": "fixed", "amount": amount, "per": "year"}}
    rate = _share(Decimal(item[method]["rate"]), item.get("description", ""))
    if rate is None:
        return unpriced(f"whether a discount of {item[method]['rate']} is a share or percent")
    return {
        "kind": "share",
        "of": "all" if method == "percentOfBill" else "usage",
        "rate": str(-rate),
    }


def _share(rate: Decimal, description: str) -> Decimal | None:
    """`2` and `0.02` both stand for two percent: above 1 it can only be percent, else its words tell."""
    said = {Decimal(found) for found in _PERCENT.findall(description)}
    if rate > 1 or rate in said:
        return rate / 100
    return rate if rate * 100 in said else None
