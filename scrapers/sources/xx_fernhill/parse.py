"""Fernhill: cards whose prices are split in two elements, tiles, promises, and a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bs4 import Tag

from scrapers.errors import PageChanged
from scrapers.kit.numbers import number
from scrapers.kit.patterns import matched
from scrapers.kit.quantity import quantity
from scrapers.kit.select import attribute, many, one, page, words
from scrapers.records import Capture, PlanRecord, PriceRecord, ProviderRecord, Record, TermRecord

FERNHILL, LOCALE = "105", "en_GB"
FOOTNOTE = re.compile(r"\* plus an account fee of XTS (\d+) a year\. Excess chosen: XTS (\d+)\.")
PROMISES = {
    "phone": (r"On the phone (\d+) hours every week", "hours every week"),
    "wait": (r"Waiting time: (\d+) days", "days"),
    "leave": (r"Leave at the end of each year, (\d+) month ahead", "month"),
}
THOUSAND = Decimal(1000)


def parse(capture: Capture) -> Iterator[Record]:
    """The one plan; the owner of the brand where the page names one."""
    root = page(capture.body)
    title = one(root, "h1[id]")
    plan = attribute(title, "id")
    footnote = words(one(root, "p.footnote"))
    fee, excess = matched(FOOTNOTE, footnote)
    yield PlanRecord(FERNHILL, plan, {"name": words(title)}, "h1")
    for owner in root.select(".owner"):
        yield ProviderRecord(FERNHILL, {"group": words(owner)}, ".imprint .owner")
    for card in many(root, "article[data-rooms]"):
        yield from _prices(plan, card, excess)
    for tile in many(root, "figure[data-of]"):
        yield _limit(plan, tile)
    for promise in many(root, "li[data-topic]"):
        yield _promise(plan, promise)
    yield TermRecord(FERNHILL, plan, "account fee", Decimal(fee), "XTS", footnote, "p.footnote")


def _prices(plan: str, card: Tag, excess: str) -> Iterator[PriceRecord]:
    rooms = attribute(card, "data-rooms")
    for part in many(card, "p[data-region]"):
        if words(one(part, "small")) != "every 4 weeks*":
            raise PageChanged(
                expected="prices every 4 weeks", found=words(part), todo="look at the page"
            )
        region = attribute(part, "data-region")
        amount = f"{words(one(part, '.whole'))}.{words(one(part, '.cents'))}"
        yield PriceRecord(
            FERNHILL,
            plan,
            {"size": f"rooms {rooms}", "region": region, "excess": excess},
            number(amount, LOCALE),
            "XTS",
            "four_weeks",
            words(part),
            f"article[data-rooms={rooms}] p[data-region={region}]",
        )


def _limit(plan: str, tile: Tag) -> TermRecord:
    """A tile's amount in XTS; `40k` are forty thousand."""
    topic, printed = attribute(tile, "data-of"), words(tile)
    value, unit = quantity(printed, LOCALE)
    if unit not in (None, "k") or isinstance(value, str):
        raise PageChanged(
            expected="an amount, or thousands with a k",
            found=repr(printed),
            todo="look at the page",
        )
    amount = value * THOUSAND if unit == "k" else value
    return TermRecord(FERNHILL, plan, topic, amount, "XTS", printed, f"figure[data-of={topic}]")


def _promise(plan: str, item: Tag) -> TermRecord:
    topic, printed = attribute(item, "data-topic"), words(item)
    locator = f"li[data-topic={topic}]"
    if topic not in PROMISES:
        word = "on" if "on" in (item.get("class") or ()) else "off"
        return TermRecord(FERNHILL, plan, topic, word, None, printed, locator)
    pattern, unit = PROMISES[topic]
    (count,) = matched(re.compile(pattern), printed)
    return TermRecord(FERNHILL, plan, topic, Decimal(count), unit, printed, locator)
