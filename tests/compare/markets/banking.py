"""Questions to au-banking, and the raw file read without any of our code but the parser under test."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from compare.usecases.asking import question
from compare.usecases.changes.told import Wanted, changes
from compare.usecases.offers.eligible import OffersResult, offers
from scrapers.records import Capture, Record
from scrapers.sources.au_cdr_banking.parse import parse

Row = dict[str, Any]
LISTS = ("depositRates", "lendingRates", "fees", "eligibility")


def rows(folder: Path) -> list[Row]:
    """The versions of the raw file."""
    with gzip.open(folder / "product_versions.jsonl.gz", "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def asked(day: str, **household: Any) -> OffersResult:
    """The offers on a day for one use."""
    data = {"market": "au-banking", "today": day, "household": household}
    return offers(question.read(data, date.fromisoformat(day)))


def price(plan: str, day: str, **household: Any) -> tuple[str, str | None, str | None]:
    """A product's year: as asked, without and with what is conditional."""
    (offer,) = (o for o in asked(day, **household).to_dict()["offers"] if o["plan"] == plan)
    return offer["per_year"], offer["tariff"]["unconditional"], offer["tariff"]["conditional"]


@cache
def told() -> tuple[Row, ...]:
    """Every change of the market, as `manage.py changes` prints it."""
    return tuple(changes(Wanted(market="au-banking")))


def records(row: Row) -> list[Record]:
    """What the parser reads of one version; the literal tells an order and is left out."""
    line = json.dumps(row).encode()
    found = parse(Capture("", line, datetime(2024, 1, 1, tzinfo=UTC), "versions"))
    return [replace(r, literal="") if hasattr(r, "literal") else r for r in found]


def turned(value: Any) -> Any:
    """The same content with every list the other way round."""
    if isinstance(value, Mapping):
        return {key: turned(item) for key, item in value.items()}
    return [turned(item) for item in reversed(value)] if isinstance(value, list) else value


def _content(value: Any) -> Any:
    """Content without the order of its lists."""
    if isinstance(value, Mapping):
        return {key: _content(value[key]) for key in sorted(value) if key != "lastUpdated"}
    if isinstance(value, list):
        return sorted((_content(item) for item in value), key=lambda each: json.dumps(each))
    return value


def reordered(raw: list[Row]) -> set[tuple[str, str]]:
    """Product and day of each version that differs from the one before in its order alone."""
    last: dict[tuple[str, str], Row] = {}
    found = set()
    for row in sorted(raw, key=lambda row: str(row["observed_at"])):
        if "productCategory" not in row["product"]:
            continue
        before = last.get((row["brand_id"], row["product_id"]))
        now = row["product"]
        if before and before != now and _content(before) == _content(now):
            found.add((row["product_id"], row["observed_at"][:10]))
        last[row["brand_id"], row["product_id"]] = now
    return found


def simple(raw: list[Row], day: str, balance: int) -> dict[str, str]:
    """The year of accounts of one rate without tiers, without bonus and without a fee of every month.

    Of the new brand ids only, whose products were seen within a year before the day.
    """
    newest: dict[tuple[str, str], Row] = {}
    for row in sorted(raw, key=lambda row: str(row["observed_at"])):
        if row["observed_at"][:10] <= day and "productCategory" in row["product"]:
            newest[row["brand_id"], row["product_id"]] = row
    found = {}
    for (brand, key), row in newest.items():
        product = row["product"]
        rates = product.get("depositRates") or []
        fees = [f for f in product.get("fees") or [] if f["feeType"] == "PERIODIC"]
        plain = len(rates) == 1 and rates[0]["depositRateType"] == "VARIABLE"
        if (
            product["productCategory"] == "TRANS_AND_SAVINGS_ACCOUNTS"
            and plain
            and not rates[0].get("tiers")
            and not any(Decimal(f.get("amount") or 1) for f in fees)
            and not product["isTailored"]
            and not brand.isdigit()
            and (date.fromisoformat(day) - date.fromisoformat(row["observed_at"][:10])).days < 366
        ):
            rate = Decimal(rates[0]["rate"])
            year = -(rate / 100 if rate > 1 else rate) * balance
            found[key] = str(year.quantize(Decimal("0.01"), ROUND_HALF_UP) + 0)
    return found


def steps_of_one_rate(raw: list[Row]) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """Day, old and new rate of each step of a product with one rate in all its versions.

    Of the new brand ids only, and of products that were never there under an old one.
    """
    old = {row["product_id"] for row in raw if row["brand_id"].isdigit()}
    rates: dict[tuple[str, str], list[tuple[str, list[Decimal]]]] = {}
    for row in sorted(raw, key=lambda row: str(row["observed_at"])):
        product = row["product"]
        if "productCategory" in product and row["product_id"] not in old:
            lines = [*(product.get("depositRates") or []), *(product.get("lendingRates") or [])]
            read = [Decimal(line["rate"]) for line in lines]
            read = [(rate / 100 if rate > 1 else rate).normalize() for rate in read]
            rates.setdefault((row["brand_id"], row["product_id"]), []).append(
                (row["observed_at"][:10], read)
            )
    found = {}
    for key, versions in rates.items():
        if all(len(read) == 1 for _, read in versions):
            pairs = pairwise(versions)
            found[key] = sorted(
                (day, format(a[0], "f"), format(b[0], "f")) for (_, a), (day, b) in pairs if a != b
            )
    return found
