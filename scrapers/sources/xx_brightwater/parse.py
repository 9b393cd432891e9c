"""Brightwater Home: definition lists, one page for prices and one for cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bs4 import Tag

from scrapers.kit.definitions import definitions
from scrapers.kit.numbers import number
from scrapers.kit.patterns import matched
from scrapers.kit.quantity import quantity
from scrapers.kit.select import attribute, many, one, page, words
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

BRIGHTWATER, LOCALE = "102", "en_GB"
EXCESS = re.compile(r"You choose to pay the first XTS (\d+)")
PRICE = re.compile(r"(Zone \w) XTS ([\d.]+) a month")
NOTHING = "nothing"


def parse(capture: Capture) -> Iterator[Record]:
    """The plans of one page: names and prices, or what is covered."""
    for section in many(page(capture.body), "section[data-plan]"):
        plan = attribute(section, "data-plan")
        if capture.page == "prices":
            name = words(one(section, "h2"))
            yield PlanRecord(BRIGHTWATER, plan, {"name": name}, f"[data-plan={plan}] h2")
            yield from _prices(plan, section)
        else:
            yield from _terms(plan, one(section, "dl"))


def _prices(plan: str, section: Tag) -> Iterator[PriceRecord]:
    headings, lists = many(section, "h3"), many(section, "dl")
    for heading, prices in zip(headings, lists, strict=True):
        (excess,) = matched(EXCESS, words(heading))
        home = ""
        for part in many(prices, "dt, dd"):
            if part.name == "dt":
                home = words(part)
                continue
            zone, amount = matched(PRICE, words(part))
            yield PriceRecord(
                BRIGHTWATER,
                plan,
                {"size": home, "region": zone, "excess": excess},
                number(amount, LOCALE),
                "XTS",
                "month",
                words(part),
                f"[data-plan={plan}] {words(heading)!r}, {home}, {zone}",
            )


def _terms(plan: str, terms: Tag) -> Iterator[TermRecord]:
    for heading, printed in definitions(terms).items():
        value, unit = (Decimal(0), "XTS") if printed == NOTHING else quantity(printed, LOCALE)
        locator = f"[data-plan={plan}] {heading!r}"
        yield TermRecord(BRIGHTWATER, plan, heading, value, unit, printed, locator)
