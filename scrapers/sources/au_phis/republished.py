"""The products of 2026 as somebody republished them, with fields that were lost on the way.

For every product the kind of family (`scope`), the publisher's code, the excess and more are empty,
and every extra says `covered: false` while it prints a wait and a limit. An empty field is one that
was not collected: it gives no term. Nothing is read from `covered`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from scrapers.errors import Ambiguous, Implausible, PageChanged
from scrapers.kit.json_document import fields, load
from scrapers.kit.numbers import number
from scrapers.kit.text import clean
from scrapers.manifest import Manifest
from scrapers.records import Refused, TermRecord
from scrapers.sources.au_phis.product import LETTERS, Fund, Product, plausible, states_of

WANTED = (
    *("id", "fundCode", "fund", "name", "state", "type", "premium", "tier", "accommodation"),
    *("hospComponent", "categories", "extras", "waiting"),
)
LOST = {  # what every product has here, so far: anything else is worth reading
    "code": "",
    "scope": "",
    "premiumRebated": None,
    "gapCover": False,
    "ambulance": "",
    "excessAdmission": None,
    "excessPolicy": None,
    "copay": "",
}
RESTRICTED = "Restricted"


def products(body: bytes, manifest: Manifest) -> Iterator[Product | Refused]:
    """Every product of one file."""
    document = load(body)
    state, kind, listed = fields(
        document, ("state", "type", "products"), ("sourceMonth", "generated")
    )
    for at, found in enumerate(listed):
        place = f"$.products[{at}]"
        cells = fields(found, (*WANTED, *LOST), manifest.ignore, at=place)
        product = dict(zip((*WANTED, *LOST), cells, strict=True))
        _check_lost(product, place)
        if (product["state"], product["type"]) != (state, kind) or kind not in LETTERS:
            raise PageChanged(
                expected=f"products of {kind} for {state}",
                found=f"{product['type']} for {product['state']} at {place}",
                todo="is the file put together from several?",
            )
        try:
            yield _product(product, place, manifest.locale)
        except (Ambiguous, Implausible) as error:
            yield Refused.because(place, error)


def _check_lost(product: Mapping[str, Any], place: str) -> None:
    filled = [key for key, empty in LOST.items() if product[key] != empty]
    if filled:
        raise PageChanged(
            expected=f"nothing under {', '.join(LOST)}, as in all files so far",
            found=f"{filled[0]} {product[filled[0]]!r} at {place}",
            todo="it is collected now: read it in the parser",
        )


def _product(product: Mapping[str, Any], place: str, locale: str) -> Product:
    literal = str(product["premium"])
    about = {
        "product_id": product["id"],
        "level_hospital": product["tier"],
        "premium": f"{literal} a month, for which kind of family is not in the file",
        "hospital_part": str(product["hospComponent"]) if product["categories"] else "",
    }
    return Product(
        Fund(product["fundCode"], clean(product["fund"])),
        clean(product["name"]),
        product["type"],
        product["state"],
        None,
        plausible(Decimal(literal), literal),
        literal,
        place,
        states_of(product["state"], {}),
        {key: value for key, value in about.items() if value},
        tuple(_terms(product, place, locale)),
        key=f"{LETTERS[product['type']]}/{product['id']}",
    )


def _terms(product: Mapping[str, Any], place: str, locale: str) -> Iterator[TermRecord]:
    room = product["accommodation"]
    if room:
        value = "Covered" if room == "PrivateOrPublic" else f"only {room}"
        yield _term("accommodation", value, None, room, f"{place}.accommodation")
    for category, cover in product["categories"].items():
        value = f"only {cover}" if cover == RESTRICTED else cover
        yield _term(f"categories.{category}", value, None, cover, f"{place}.categories.{category}")
    for wait, printed in product["waiting"].items():
        count, _, unit = printed.partition(" ")
        if unit != "Month":
            raise Ambiguous(expected="a wait in months", found=repr(printed), todo="read the unit")
        months = number(count, locale)
        yield _term(f"waiting.{wait}", months, "month", printed, f"{place}.waiting.{wait}")
    for extra, said in product["extras"].items():
        yield from _extra(extra, said, f"{place}.extras.{extra}", locale)


def _extra(extra: str, said: object, place: str, locale: str) -> Iterator[TermRecord]:
    (wait,) = fields(said, ("waiting",), ("covered", "limit"), at=place)
    if wait:
        months = number(wait, locale)
        yield _term(f"extras.{extra}.waiting", months, "month", wait, f"{place}.waiting")
    limit = said.get("limit") if isinstance(said, Mapping) else None
    if limit is not None:
        most = Decimal(str(limit))
        yield _term(f"extras.{extra}.limit", most, "AUD", str(limit), f"{place}.limit")


def _term(
    heading: str, value: Decimal | str, unit: str | None, literal: str, locator: str
) -> TermRecord:
    return TermRecord("", "", heading, value, unit, literal, locator)
