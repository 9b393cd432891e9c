"""Quill Insurance: a product sheet as PDF, read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.errors import PageChanged
from scrapers.kit import pdf
from scrapers.kit.numbers import number
from scrapers.kit.quantity import quantity
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

QUILL, PLAN, LOCALE = "112", "Q-HOUSE", "en_GB"
TITLE = "QUILL HOUSE - PRODUCT SHEET"
PRICES, COVER = "1. Premium per month (XTS)", "2. Cover"
HEAD = "Home / Region / Excess chosen / Premium"
PRICE = re.compile(r"([\w ]+) / (\w+) / (\d+) / ([\d.]+)")


def parse(capture: Capture) -> Iterator[Record]:
    """The sheet's two parts."""
    lines = pdf.pages(capture.body)[0].text.splitlines()
    title, prices, head, cover = (
        pdf.line_of(lines, heading) for heading in (TITLE, PRICES, HEAD, COVER)
    )
    if not title < prices < head < cover:
        raise PageChanged(
            expected="the prices before the cover",
            found=f"lines {prices + 1} and {cover + 1}",
            todo="look at the sheet",
        )
    yield PlanRecord(QUILL, PLAN, {"name": "Quill House"}, f"page 1 line {title + 1}")
    for at in range(head + 1, cover):
        yield _price(lines[at], f"page 1 line {at + 1}")
    for at in range(cover + 1, len(lines)):
        yield _term(lines[at], f"page 1 line {at + 1}")


def _price(line: str, locator: str) -> PriceRecord:
    found = PRICE.fullmatch(line)
    if found is None:
        raise PageChanged(expected=f"a line like {HEAD!r}", found=line, todo="look at the sheet")
    size, region, excess, amount = found.groups()
    factors = {"size": size, "region": region, "excess": excess}
    price = number(amount, LOCALE)
    return PriceRecord(QUILL, PLAN, factors, price, "XTS", "month", line, locator)


def _term(line: str, locator: str) -> TermRecord:
    heading, separator, printed = line.partition(": ")
    if not separator:
        raise PageChanged(expected="'heading: value'", found=line, todo="look at the sheet")
    value, unit = quantity(printed, LOCALE)
    return TermRecord(QUILL, PLAN, heading, value, unit, line, locator)
