"""Private health insurance products as lodged with Australia's Ombudsman, at four dates.

Two lists (2013, February 2014), the statements of April 2014 as one wide table, one statement as it
was published, and the products of 2026 as somebody republished them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from scrapers.errors import Ambiguous, Implausible, PageChanged
from scrapers.kit.csv_table import Row, rows
from scrapers.kit.numbers import number
from scrapers.kit.text import clean
from scrapers.manifest import load
from scrapers.records import Capture, Record, Refused
from scrapers.sources.au_phis import republished, statements
from scrapers.sources.au_phis.product import FAMILIES, Fund, Product, plausible, records, states_of

MANIFEST = load(Path(__file__).with_name("manifest.toml"))
LISTED = (
    *("code", "fund", "policy_name", "type", "state", "category", "status", "monthly_premium"),
    *("level_of_cover_hospital", "level_of_cover_general"),
    *("adults", "dependents"),
)
SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})*\.[0-9]{2}", re.ASCII)
PEOPLE = {
    "One adult": ("1", "None"),
    "Two adults": ("2", "None"),
    "One adult & dependant(s)": ("1", "ChildrenOrStudent"),
    "Two adults & dependant(s)": ("2", "ChildrenOrStudent"),
    "One adult & any dependants": ("1", "YoungAdult"),
    "Two adults & any dependants": ("2", "YoungAdult"),
}
NO_LEVEL = ("", "None")


def parse(capture: Capture) -> Iterator[Record]:
    """The records of one file; a row that cannot be read is `Refused`."""
    return LAYOUTS[MANIFEST.page(capture.page).reads](capture)


def _edition(capture: Capture) -> str:
    """The month that the file is for, as `2014-02`."""
    edition = MANIFEST.page(capture.page).edition
    if edition is None:
        raise PageChanged(
            expected=f"an edition for page {capture.page}", found="none", todo="add [pages.edition]"
        )
    return edition.valid_from.isoformat()[:7]


def _listing(sign: str) -> Callable[[Capture], Iterator[Record]]:
    """A list of products without their promises; `sign` stands before every premium."""

    def read(capture: Capture) -> Iterator[Record]:
        return records(_listed(capture.body, sign), _edition(capture))

    return read


def _listed(body: bytes, sign: str) -> Iterator[Product | Refused]:
    for at, row in rows(body, LISTED, MANIFEST.ignore):
        try:
            yield _product(row, f"row {at}", sign)
        except (Ambiguous, Implausible) as error:
            yield Refused.because(f"row {at}", error)


def _product(row: Row, locator: str, sign: str) -> Product:
    code, fund, name, kind, state, family, status, premium, hospital, general, *people = row
    if family in PEOPLE and PEOPLE[family] != tuple(people):
        raise Implausible(
            expected=f"{family!r} to have {PEOPLE[family]}",
            found=repr(people),
            todo="decide which of them is meant",
        )
    _known(kind, family)
    levels = {"level_hospital": hospital, "level_extras": general}
    return Product(
        Fund(code, clean(fund.replace(f"({code})", ""))),
        clean(name),
        kind,
        state,
        family,
        plausible(_premium(premium, sign), premium),
        premium,
        locator,
        states_of(state, {}),
        {"status": status, **{k: v for k, v in levels.items() if v not in NO_LEVEL}},
        row=row,
    )


def _premium(literal: str, sign: str) -> Decimal:
    """These files write a thousand dollars as `1 147.85`."""
    written = literal.removeprefix(sign)
    if not literal.startswith(sign) or not SPACED.fullmatch(written):
        raise Ambiguous(
            expected=f"a premium as {sign}1 147.85", found=repr(literal), todo="look at the row"
        )
    return number(written.replace(" ", ""), MANIFEST.locale)


def _known(kind: str, family: str) -> None:
    if family not in FAMILIES or kind not in ("Hospital", "General", "Combined"):
        raise Implausible(
            expected="a known type and category",
            found=f"{kind!r}, {family!r}",
            todo="add the word to the parser and to the market's factors",
        )


def _statements(capture: Capture) -> Iterator[Record]:
    found = statements.table(capture.body, MANIFEST)
    yield from records(found, _edition(capture))
    yield from statements.withheld()


def _statement(capture: Capture) -> Iterator[Record]:
    found = statements.document(capture.body, MANIFEST)
    return records(found, _edition(capture), whole=False)


def _republished(capture: Capture) -> Iterator[Record]:
    found = republished.products(capture.body, MANIFEST)
    return records(found, _edition(capture), whole=False)


LAYOUTS: Mapping[str, Callable[[Capture], Iterator[Record]]] = {
    "listing": _listing(""),
    "listing_dollars": _listing("$"),
    "statements": _statements,
    "statement": _statement,
    "republished": _republished,
}
