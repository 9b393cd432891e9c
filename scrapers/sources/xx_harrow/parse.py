"""Harrow Assurance: a leaflet in a typewriter's columns, and a cookie wall that hides it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.numbers import number
from scrapers.kit.quantity import quantity
from scrapers.kit.select import one, page, words
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

HARROW, PLAN, LOCALE = "107", "standard", "en_GB"
HEAD = "DWELLING COAST PLAIN HILLS"
CHOSEN = re.compile(r"Premium per month in XTS, excess of your choice: (\d+)")
LEADER = re.compile(r"\.{2,}")


def parse(capture: Capture) -> Iterator[Record]:
    """The leaflet's table and its dotted lines.

    Raises:
        Unreadable: a wall of cookies stands before the leaflet; it is not climbed.
    """
    root = page(capture.body)
    if root.select_one("dialog") and not root.select_one("pre"):
        raise Unreadable(
            expected="the leaflet",
            found="a cookie wall",
            todo="ask the publisher for the leaflet; consent is not ours to give",
        )
    yield PlanRecord(HARROW, PLAN, {"name": "Standard"}, "pre line 1")
    excess, head = "", False
    for at, line in enumerate(one(root, "pre").get_text().splitlines(), 1):
        if found := CHOSEN.fullmatch(line):
            excess = found[1]
        elif LEADER.search(line):
            yield _term(line, at)
        elif head and line:
            yield from _prices(line, excess, at)
        head = bool(line) and (head or line.split() == HEAD.split())
    if not excess:
        raise PageChanged(expected=CHOSEN.pattern, found=words(root)[:60], todo="look at the page")


def _prices(line: str, excess: str, at: int) -> Iterator[PriceRecord]:
    size, *amounts = line.split()
    for region, amount in zip(HEAD.split()[1:], amounts, strict=True):
        factors = {"size": size, "region": region, "excess": excess}
        locator = f"pre line {at} column {region}"
        yield PriceRecord(
            HARROW, PLAN, factors, number(amount, LOCALE), "XTS", "month", amount, locator
        )


def _term(line: str, at: int) -> TermRecord:
    heading, printed = LEADER.split(line, maxsplit=1)
    value, unit = quantity(printed, LOCALE)
    return TermRecord(HARROW, PLAN, heading, value, unit, printed, f"pre line {at}")
