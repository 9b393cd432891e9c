"""Assurances Pontneuf: yearly premiums in folding lists, cover in short paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from scrapers.errors import PageChanged
from scrapers.kit.numbers import amount
from scrapers.kit.quantity import quantity
from scrapers.kit.select import many, one, page, words
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

PONTNEUF, PLAN, LOCALE = "111", "confort", "fr_FR"
CHOSEN = re.compile(r"franchise choisie de (\d+) XTS")


def parse(capture: Capture) -> Iterator[Record]:
    """The one product."""
    root = page(capture.body)
    yield PlanRecord(PONTNEUF, PLAN, {"name": words(one(root, "h1"))}, "h1")
    if words(many(root, "h2")[0]) != "Votre prime annuelle":
        raise PageChanged(
            expected="'Votre prime annuelle'", found=words(root)[:80], todo="look at the page"
        )
    for fold in many(root, "details"):
        yield from _prices(fold)
    for line in many(one(root, "div.garanties"), "p"):
        yield _term(line)


def _prices(fold: Tag) -> Iterator[PriceRecord]:
    size = words(one(fold, "summary"))
    for at, item in enumerate(many(fold, "li"), 1):
        region, printed = words(one(item, ".zone")), words(one(item, ".prime"))
        chosen = CHOSEN.search(words(item))
        if chosen is None:
            raise PageChanged(
                expected=CHOSEN.pattern, found=repr(words(item)), todo="look at the page"
            )
        factors = {"size": size, "region": region, "excess": chosen[1]}
        price = amount(printed, LOCALE, "XTS")
        locator = f"{size}, li {at}"
        yield PriceRecord(PONTNEUF, PLAN, factors, price, "XTS", "year", printed, locator)


def _term(line: Tag) -> TermRecord:
    label = words(one(line, "strong"))
    heading, printed = label.rstrip(" :"), words(line).removeprefix(label).strip()
    value, unit = quantity(printed, LOCALE)
    return TermRecord(PONTNEUF, PLAN, heading, value, unit, printed, f"div.garanties {heading!r}")
