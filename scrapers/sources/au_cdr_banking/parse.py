"""Bank products as published, one version of one product a line, with the instant of reading.

Some versions are an error instead of a product: an outage, which says nothing of the product. Lists
come in another order from day to day, so that everything is sorted here. A product's number is only its
own bank's, and a bank's id changed in September 2022 (`brands.py`). Lines of the price list are kept as
printed (`listed.py`); what a year costs or earns is made of them where numbers say it (`yearly.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scrapers.errors import PageChanged
from scrapers.kit.alone import alone
from scrapers.kit.bytes import text
from scrapers.kit.json_document import fields, load
from scrapers.manifest import load as manifest
from scrapers.records import Capture, Passed, PlanRecord, ProviderRecord, Record, TariffRecord
from scrapers.sources.au_cdr_banking.brands import name_of, provider_of
from scrapers.sources.au_cdr_banking.listed import lines
from scrapers.sources.au_cdr_banking.yearly import KINDS, components

MANIFEST = manifest(Path(__file__).with_name("manifest.toml"))
LINE = ("brand_id", "brand_name", "product_id", "observed_at", "product")
PRODUCT = ("brand", "name", "productId", "productCategory", "isTailored")
LISTS = ("depositRates", "lendingRates", "fees", "eligibility")
OUTAGE = "an error instead of a product: an outage, not a product that is gone"
# For whom, in the order in which they decide; who may sign at all (age, residence) limits nobody here.
LIMITS = (
    *(("STAFF", "staff"), ("PENSION_RECIPIENT", "pensioner"), ("STUDENT", "student")),
    *(("MAX_AGE", "young"), ("EMPLOYMENT_STATUS", "occupation")),
)
PERSON, FIRMS = "NATURAL_PERSON", {"BUSINESS", "MIN_TURNOVER"}


def parse(capture: Capture) -> Iterator[Record]:
    """Provider, plan and price list of each version that was read at one instant.

    A version with a key, a category or a shape that nobody has read yet is `Refused` by itself.
    """
    out: list[str] = []
    for number, line in enumerate(text(capture.body).splitlines(), 1):
        at = f"line {number}"
        said = dict(
            zip(LINE, fields(load(line.encode()), LINE, MANIFEST.ignore, at=at), strict=True)
        )
        if _is_outage(said["product"]):
            out.append(at)
        else:
            yield from alone(at, _version(said, f"{at} $.product"))
    if out:
        yield Passed(OUTAGE, len(out), out[0])


def _is_outage(product: Mapping[str, Any]) -> bool:
    return "productCategory" not in product and (
        "errors" in product or product.keys() == {"message"}
    )


def _version(line: Mapping[str, Any], at: str) -> Iterator[Record]:
    key, product = line["product_id"], line["product"]
    brand, name, said, category, _ = fields(product, PRODUCT, (*MANIFEST.ignore, *LISTS), at=at)
    if said != key or category not in KINDS:
        raise PageChanged(
            expected=f"product {key}, of one of {', '.join(KINDS)}",
            found=f"{said}, {category}",
            todo="read the new category",
        )
    provider = provider_of(line["brand_id"], brand)
    kind = KINDS[category]
    called = name_of(provider, line["brand_name"], brand, product.get("brandName"))
    yield ProviderRecord(provider, {"name": called}, at)
    attributes = {"name": " ".join(name.split()), "kind": kind, "category": category}
    yield PlanRecord(provider, key, {**attributes, "open_to": _for_whom(product)}, at)
    every = [*components(product, kind, at), *lines(product, at)]
    yield TariffRecord(provider, key, {}, every, "AUD", _literal(product, key), at)


def _for_whom(product: Mapping[str, Any]) -> str:
    types = {rule["eligibilityType"] for rule in product.get("eligibility") or ()}
    if types & FIRMS and PERSON not in types:
        return "business"
    return next((word for kind, word in LIMITS if kind in types), "everybody")


def _literal(product: Mapping[str, Any], key: str) -> str:
    """The first rate as printed; the product's own key where it has none."""
    rates = [*(product.get("depositRates") or ()), *(product.get("lendingRates") or ())]
    return str(rates[0]["rate"]) if rates else key
