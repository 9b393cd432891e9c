"""Alder Mutual: two tables for each plan, known by their summaries."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from scrapers.errors import PageChanged
from scrapers.kit.numbers import number
from scrapers.kit.quantity import quantity
from scrapers.kit.select import attribute, many, page, words
from scrapers.records import Capture, PlanRecord, PriceRecord, Record, TermRecord

ALDER, LOCALE = "101", "en_GB"
CHOICE = "own choice of excess XTS "


def parse(capture: Capture) -> Iterator[Record]:
    """Each plan with its rates and its cover."""
    root = page(capture.body)
    anchors, rates, cover = (
        many(root, selector) for selector in ("h2 a[name]", "table.rates", "table.cover")
    )
    if not len(anchors) == len(rates) == len(cover):
        raise PageChanged(
            expected="two tables for each plan",
            found=f"{len(anchors)} plans, {len(rates)} tables of rates, {len(cover)} of cover",
            todo="look at the page",
        )
    for anchor, rate, terms in zip(anchors, rates, cover, strict=True):
        plan = attribute(anchor, "name")
        yield PlanRecord(ALDER, plan, {"name": words(anchor)}, f"a[name={plan}]")
        yield from _prices(plan, rate)
        yield from _terms(plan, terms)


def _prices(plan: str, table: Tag) -> Iterator[PriceRecord]:
    head, *rows = many(table, "tr")
    choices = [words(cell) for cell in many(head, "th")[2:]]
    for choice in choices:
        if not choice.startswith(CHOICE):
            raise PageChanged(expected=f"{CHOICE!r} …", found=repr(choice), todo="look at the page")
    for at, row in enumerate(rows, 2):
        size, region, *amounts = (words(cell) for cell in many(row, "td"))
        for column, (choice, amount) in enumerate(zip(choices, amounts, strict=True), 3):
            factors = {"size": size, "region": region, "excess": choice.removeprefix(CHOICE)}
            locator = f"{plan} table.rates tr {at} td {column}"
            price = number(amount, LOCALE)
            yield PriceRecord(ALDER, plan, factors, price, "XTS", "month", amount, locator)


def _terms(plan: str, table: Tag) -> Iterator[TermRecord]:
    for at, row in enumerate(many(table, "tr"), 1):
        heading, printed = (words(cell) for cell in many(row, "td"))
        value, unit = quantity(printed, LOCALE)
        yield TermRecord(
            ALDER, plan, heading, value, unit, printed, f"{plan} table.cover tr {at} td 2"
        )
