"""Sorrel & Daughters: one card for each product, with its size and its regular price."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from scrapers.errors import PageChanged
from scrapers.kit.numbers import number
from scrapers.kit.pack_size import line, sizes
from scrapers.kit.select import attribute, many, one, page, words
from scrapers.records import Capture, PackRecord, PlanRecord, ProviderRecord, Record

SORREL, LOCALE = "sorrel", "en_GB"
PACK = re.compile(r"(?P<size>.+) for XTS (?P<price>[\d.]+)")


def parse(capture: Capture) -> Iterator[Record]:
    """The shop, and name and pack of each product; a special price is no price of the pack."""
    shelf = page(capture.body)
    yield ProviderRecord(SORREL, {"name": words(one(shelf, "header h1"))}, "header h1")
    for card in many(shelf, "[data-sku]"):
        yield from _product(card)


def _product(card: Tag) -> Iterator[Record]:
    key, name, ticket = attribute(card, "data-sku"), words(one(card, "h3")), one(card, "p")
    at, said = f'[data-sku="{key}"]', words(ticket)
    found = PACK.fullmatch(said)
    written = sizes(found["size"]) if found else ()
    if found is None or len(written) != 1:
        raise PageChanged(
            expected="a size and a price like '400 g for XTS 2.40'",
            found=repr(said),
            todo="look at the page",
        )
    (size,) = written
    price = number(found["price"], LOCALE)
    yield PlanRecord(SORREL, key, {"name": name, "line": line(name)}, f"{at} h3")
    yield PackRecord(
        SORREL, key, price, "XTS", size.quantity, size.unit, said, f"{at} p", items=size.items
    )
