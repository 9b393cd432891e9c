"""What normalising makes of records: statements in a market's vocabulary, with their times."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from compare.values.cause import Cause
from compare.values.missing import Missing
from compare.values.money import Per
from compare.values.span import Span
from compare.values.tariff import Tariff
from compare.values.terms import TermValue


@dataclass(frozen=True, slots=True)
class Seen:
    """Where and when a fact was read.

    `capture` is the sha256 of the stored bytes, `locator` the place in it, `literal` the text as
    printed. `known_from` is when anybody could know it: the edition's publication where the
    manifest states one, else when it was fetched.
    """

    capture: str
    locator: str
    literal: str
    known_from: datetime


@dataclass(frozen=True, slots=True)
class ProviderFact:
    """A dated attribute of a provider (`name`, `brand`, `group`, `carrier`, `legal_form`, ...)."""

    provider: str
    key: str
    value: str
    valid: Span
    seen: Seen


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A dated attribute of a plan (`name`, `model`, `closed`, ...)."""

    provider: str
    plan: str
    key: str
    value: str
    valid: Span
    seen: Seen


@dataclass(frozen=True, slots=True)
class PriceFact:
    """A plan's flat price in one cell: `cell` has one code per rating factor, in market order."""

    provider: str
    plan: str
    cell: tuple[str, ...]
    micros: int
    currency: str
    per: Per
    valid: Span
    seen: Seen


@dataclass(frozen=True, slots=True)
class TariffFact:
    """How a plan is priced in one cell, where one amount does not say it."""

    provider: str
    plan: str
    cell: tuple[str, ...]
    tariff: Tariff
    valid: Span
    seen: Seen


@dataclass(frozen=True, slots=True)
class TermFact:
    """What a plan promises for one attribute."""

    provider: str
    plan: str
    key: str
    value: TermValue
    valid: Span
    seen: Seen


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A published quality measure of a provider with its counts.

    `numerator` and `denominator` are None where the publisher gives none (then `value` alone is
    published); `group` names the line of business; `part` is empty but where the publisher prints
    several rows for one provider, measure, group and period: they are kept apart.
    """

    provider: str
    measure: str
    group: str
    value: Decimal | Missing
    numerator: Decimal | None
    denominator: Decimal | None
    valid: Span
    seen: Seen
    part: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A place and the codes that it implies (postcode 3000: municipality 351, canton BE, region 1)."""

    postcode: str
    municipality: str
    name: str
    codes: Mapping[str, str]
    valid: Span
    seen: Seen


@dataclass(frozen=True, slots=True)
class AreaFact:
    """A plan that within some codes is sold in some municipalities only: this is one of them.

    `within` holds the codes (canton, region) for which the list is; elsewhere the plan is not
    limited by it. Empty: the list is for the whole market.
    """

    provider: str
    plan: str
    municipality: str
    postcode: str
    valid: Span
    seen: Seen
    within: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackFact:
    """An amount of a product at a price in one shop.

    `plan` is the shop's own key of the product. `quantity` is in `unit` (kg, l, piece, m, m2); None
    where the unit is not told: such packs compare with nothing. `items` are the pieces of a
    multipack, None where none are stated.
    """

    provider: str
    plan: str
    micros: int
    currency: str
    quantity: Decimal | Missing
    unit: str | None
    items: int | None
    valid: Span
    seen: Seen


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """One version of a provider's document; `cause` is what made it differ from the one before."""

    provider: str
    document: str
    text: str
    cause: Cause
    valid: Span
    seen: Seen

    @property
    def sha256(self) -> str:
        """The name under which the text is stored."""
        return hashlib.sha256(self.text.encode()).hexdigest()


Fact = (
    ProviderFact
    | PlanFact
    | PriceFact
    | TariffFact
    | TermFact
    | FigureFact
    | PlaceFact
    | AreaFact
    | PackFact
    | DocumentFact
)
