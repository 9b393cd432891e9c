"""Shelf prices with pack sizes of four shops, as one project recorded them day by day.

The quantity is a bare number: kilograms, litres or pieces. The address and the name tell which; a
written size that says the same amount counts in place of it, for since October 2023 numbers were
computed back from rounded unit prices. Where nothing tells the unit it stays unknown. What is
weighed when it is sold ("approx. 400g") states no size: its pack holds another amount each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from scrapers.errors import Ambiguous, Implausible
from scrapers.kit.csv_table import Row, rows
from scrapers.kit.numbers import number
from scrapers.kit.pack_size import Size, is_approximate, line, pieces, sizes, told
from scrapers.kit.text import clean
from scrapers.manifest import load
from scrapers.records import Capture, PackRecord, PlanRecord, Record, Refused

MANIFEST = load(Path(__file__).with_name("manifest.toml"))
COLUMNS = (
    *("retailer", "product_id", "name", "price_aud"),
    *("quantity", "unit_price_aud", "product_url"),
)
_SPELT = re.compile(r"/(?:product|p)/([^/]+)")  # Woolworths' addresses hold a number only
_COUNTED = re.compile(r"-\d{1,2}$")  # Aldi counts addresses that are alike: "merlot-750ml-1"
DEAREST = Decimal(10_000)


def parse(capture: Capture) -> Iterator[Record]:
    """A product's name and its pack for each row; a row without a price is `Refused`."""
    for at, row in rows(capture.body, COLUMNS, MANIFEST.ignore):
        locator = f"row {at}"
        try:
            pack = _pack(row, locator)
        except (Ambiguous, Implausible) as error:
            yield Refused.because(locator, error)
            continue
        yield PlanRecord(row[0], row[1], _described(row), locator)
        yield pack


def _described(row: Row) -> dict[str, str]:
    """The product's name, and its line: out of the address where that spells it, brand and all."""
    words, name = _SPELT.search(row[6]), clean(row[2])
    spelt = _COUNTED.sub("", words[1].removesuffix(f"-{row[1]}")) if words else name
    described = {"name": name, "line": line(spelt)}
    return {key: value for key, value in described.items() if value}


def _pack(row: Row, locator: str) -> PackRecord:
    shop, product, name, price_text, quantity_text, unit_price_text, address = row
    price = number(price_text, MANIFEST.locale)
    if not 0 < price < DEAREST:
        raise Implausible(
            expected=f"a price above 0 and below {DEAREST} dollars",
            found=repr(price_text),
            todo="it was not read: nothing can be said of this pack",
        )
    printed = number(quantity_text or "0", MANIFEST.locale)  # nothing and 0 mean unknown
    if printed == 0 or is_approximate(address) or is_approximate(name):
        return PackRecord(
            *(shop, product, price, "AUD", None, None, price_text, locator), missing="not_stated"
        )
    unit_price = number(unit_price_text, MANIFEST.locale) if unit_price_text.strip() else None
    written = _written(name, address)
    size = told(printed, price, unit_price, written)
    if size is None:
        return PackRecord(shop, product, price, "AUD", printed, None, price_text, locator)
    said = (shop, product, price, "AUD", size.quantity, size.unit, price_text, locator)
    return PackRecord(*said, items=None if size.unit == "piece" else pieces(written))


@lru_cache(maxsize=65_536)
def _written(name: str, address: str) -> tuple[Size, ...]:
    """The sizes in the address, then those in the name; a whole pack before its pieces."""
    found = dict.fromkeys((*sizes(address), *sizes(name)))
    return tuple(sorted(found, key=lambda size: size.unit == "piece"))
