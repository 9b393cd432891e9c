"""What a page says: a capture of its bytes, and records in the publisher's own words and units.

A parser is a function `parse(capture) -> records`. It fetches nothing, stores nothing and keeps no
state. Each value travels with its literal text and a locator: `row 17`, `table#plans tr 3 td 2`,
`$.products[4].price`, `page 2 line 14`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from scrapers.errors import ScrapeError


@dataclass(frozen=True, slots=True)
class Capture:
    """A stored response: the evidence. It never changes.

    `page` is the key of the page in the source's manifest; `body` are the bytes as received after
    transport decoding (a `.gz` file stays as it is); `fetcher` names what fetched it, with version;
    `robots` is the decision that allowed the fetch.
    """

    address: str
    body: bytes
    fetched_at: datetime
    page: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fetcher: str = "file"
    robots: str = "not asked"
    sha256: str = ""

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.body).hexdigest())


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """What a page says of a provider. `provider` is its number in the source's register.

    A page that tells since when and until when (a name that changed) says so in `valid_from` and
    `valid_to` (half-open; None: open); without `valid_from` the page's own validity counts.
    """

    provider: str
    attributes: Mapping[str, str]
    locator: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """What a page says of a plan: its name, model and the like, as printed."""

    provider: str
    plan: str
    attributes: Mapping[str, str]
    locator: str


@dataclass(frozen=True, slots=True)
class PriceRecord:
    """A price for one combination of rating factors; `factors` holds the printed codes."""

    provider: str
    plan: str
    factors: Mapping[str, str]
    amount: Decimal
    currency: str
    per: str
    literal: str
    locator: str


@dataclass(frozen=True, slots=True)
class TariffRecord:
    """How a plan is priced where one amount does not say it; `factors` as for a flat price.

    `components` are plain content as of `compare/values/tariff_text.py`: `{"kind": "fixed", "amount":
    "80.48", "per": "day"}`, amounts as printed, in the unit and with the tax that the manifest
    declares (`amounts`, `tax`); those inside `{"kind": "gross", …}` are in whole units of the currency,
    taxes included. A part that the page does not state in numbers is `{"kind": "unpriced", "why": …}`.
    """

    provider: str
    plan: str
    factors: Mapping[str, str]
    components: Sequence[Mapping[str, object]]
    currency: str
    literal: str
    locator: str


@dataclass(frozen=True, slots=True)
class TermRecord:
    """One promise of a plan under the page's own heading.

    `value` is a number in `unit`, or the page's word; None together with `missing`, one of
    `not_stated`, `not_offered`, `unlimited`.
    """

    provider: str
    plan: str
    heading: str
    value: Decimal | str | None
    unit: str | None
    literal: str
    locator: str
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """A published quality figure; counts are None where the page gives none.

    `part` tells rows apart that a page prints for one provider, measure, group and period without
    saying why (`1 of 2`); None where there is one row, as there should be.
    """

    provider: str
    measure: str
    group: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    valid_from: date
    valid_to: date
    literal: str
    locator: str
    missing: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A postcode, the municipality it lies in, and the codes that follow from both."""

    postcode: str
    municipality: str
    name: str
    codes: Mapping[str, str]
    locator: str


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """One municipality where a plan is sold that is not sold everywhere.

    `within` holds the printed codes of the area that the list narrows (canton and region, say):
    there the plan is sold in the listed municipalities only; elsewhere the list says nothing.
    """

    provider: str
    plan: str
    municipality: str
    postcode: str
    locator: str
    within: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackRecord:
    """An amount of goods at a price: both as one shop shows them at one time.

    `amount` is the price of the whole pack, taxes included. `quantity` is what is in the whole pack
    in `unit` (g, kg, ml, l, piece, m, m2); `unit` None where the page does not tell it. `items` are
    the pieces of a multipack ("6 x 150 g": 6). Without a quantity, `missing` says why.
    """

    provider: str
    plan: str
    amount: Decimal
    currency: str
    quantity: Decimal | None
    unit: str | None
    literal: str
    locator: str
    items: int | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """The whole text of a document of a provider (its terms, its price list), as one version.

    `text` has its paragraphs apart by blank lines. `cause` is "provider" where nothing else is
    known to have changed the text, "reader" where it was taken out of the page by new rules.
    """

    provider: str
    document: str
    text: str
    cause: str
    literal: str
    locator: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be read, with the reason: it is counted and shown, never guessed."""

    locator: str
    expected: str
    found: str
    todo: str

    @classmethod
    def because(cls, locator: str, error: ScrapeError) -> Refused:
        """The row at `locator`, refused for what `error` says."""
        return cls(locator, error.expected, error.found, error.todo)


@dataclass(frozen=True, slots=True)
class Invalid(Refused):
    """A record against the contract (`scrapers.contract`), refused in its place: a slip of the parser."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Rows that say nothing, counted with the reason, so that every row of a page is accounted for.

    `locator` is where the first of these rows stands.
    """

    reason: str
    rows: int
    locator: str


Record = (
    ProviderRecord
    | PlanRecord
    | PriceRecord
    | TariffRecord
    | TermRecord
    | FigureRecord
    | PlaceRecord
    | AreaRecord
    | PackRecord
    | DocumentRecord
    | Refused
    | Passed
)


def kind(record: Record) -> str:
    """The word for a record in manifests (`[expect.price]`) and recorded pages.

    One of provider, plan, price, tariff, term, figure, place, area, pack, document, refused, invalid,
    passed.
    """
    return type(record).__name__.removesuffix("Record").lower()


def named(record: Record) -> str:
    """A record in a message: its kind, and whose it is."""
    names = ("provider", "plan", "heading", "document", "measure", "postcode", "reason")
    said = [text for name in names if (text := getattr(record, name, None))]
    return " ".join((kind(record), *said))
