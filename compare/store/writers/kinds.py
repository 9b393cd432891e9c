"""How each kind of fact lies in its table: which columns name the series, which hold the value.

A capture has few *frames*: a validity, when it was known, and what else all its rows of one kind
share (a price's currency and frequency). A row under way says the rest: series, own value,
locator, literal. A *stored* row is whole: series, own value, locator, literal, frame,
known_until, capture, id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from compare.store.models import (
    Area,
    Document,
    Fact,
    Figure,
    Pack,
    Place,
    PlanAttribute,
    Price,
    ProviderAttribute,
    Tariff,
    Term,
)
from compare.values import fact as facts
from compare.values.missing import Missing
from compare.values.tariff_text import sha256_of, text_of
from compare.values.terms import Restricted, Status, TermValue

Row = tuple[Any, ...]
FRAME = ("valid_from", "valid_to", "known_from")
VALID_FROM, VALID_TO, KNOWN_FROM = 0, 1, 2  # places in a frame


class Numbers(dict[Any, int]):
    """Numbers things as they come: 0, 1, 2 …"""

    def __missing__(self, thing: Any) -> int:
        self[thing] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Names:
    """The keys that a sheet's rows point to: `bag-8`, (`bag-8`, `BASE`), (`BE`, `1`, …)."""

    provider: Numbers = field(default_factory=Numbers)
    plan: Numbers = field(default_factory=Numbers)
    cell: Numbers = field(default_factory=Numbers)


@dataclass(frozen=True)
class Kind:
    """One kind of fact.

    `links` says of the leading series columns what they point to (`provider`, `plan`, `cell`);
    `said` takes a fact's series and own value, links as numbers; `shared` what its frame adds.
    `noted` are columns kept beside the value that do not make it another one.
    """

    name: str
    model: type[Fact]
    links: tuple[str, ...]
    series: tuple[str, ...]
    own: tuple[str, ...]
    shared: tuple[str, ...]
    said: Callable[[Any, Names], Row]
    common: Callable[[Any], Row] = lambda _: ()
    noted: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of a row under way."""
        return (*self.series, *self.own, *self.noted, "locator", "literal")

    @cached_property
    def frame(self) -> tuple[str, ...]:
        """The columns of a frame."""
        return (*FRAME, *self.shared)

    @cached_property
    def width(self) -> int:
        """How many columns name the series."""
        return len(self.series)

    @cached_property
    def value(self) -> slice:
        """Where a row's own value stands, with what is noted beside it."""
        return slice(self.width, self.width + len(self.own) + len(self.noted))

    @cached_property
    def told(self) -> slice:
        """Where the part of the value stands by which a sighting is another or the same."""
        return slice(self.width, self.width + len(self.own))

    @cached_property
    def amount(self) -> int | None:
        """Where a row's amount of money stands, in micros; None where it has none."""
        return self.columns.index("micros") if "micros" in self.columns else None

    @cached_property
    def framed(self) -> slice:
        """Where a stored row's frame stands."""
        return slice(len(self.columns), len(self.columns) + len(self.frame))

    @cached_property
    def subject(self) -> tuple[int, ...]:
        """Where a row says whose value it is: a plan's, a provider's, or one document's."""
        if "plan" in self.links:
            return (self.links.index("plan"),)
        return (0, 1) if self.name == "document" else (0,)

    @property
    def table(self) -> str:
        return self.model._meta.db_table


@lru_cache(maxsize=20_000, typed=True)  # a word is no number, though it may be written alike
def term_columns(value: TermValue) -> tuple[str, str | None]:
    """A term's value as the table holds it: kind and text."""
    match value:
        case Missing():
            return "missing", value.value
        case Status():
            return "status", value.value
        case Restricted(condition):
            return "restricted", condition
        case Decimal():
            return "number", number_text(value)
        case _:
            return "word", value


TERM_KINDS: Mapping[str, Callable[[str], TermValue]] = {
    "missing": Missing,
    "status": Status,
    "number": Decimal,
    "word": str,
}


@lru_cache(maxsize=20_000)
def term_value(kind: str, text: str | None) -> TermValue:
    """The value behind a term's two columns: the inverse of `term_columns`."""
    if kind == "restricted" or text is None:
        return Restricted(text)
    return TERM_KINDS[kind](text)


def number_text(value: Decimal | None) -> str | None:
    """One text for one number: 250, 250.0 and 2.5E2 are the same fact.

    >>> number_text(Decimal("2.50E2")), number_text(Decimal("0.10"))
    ('250', '0.1')
    """
    if value is None:
        return None
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def codes_text(codes: Mapping[str, str]) -> str:
    """Codes as one text: JSON with sorted keys, so that equal codes are equal texts."""
    return json.dumps(dict(codes), sort_keys=True, ensure_ascii=False)


def _figure(fact: facts.FigureFact, names: Names) -> Row:
    return (
        names.provider[fact.provider],
        fact.measure,
        fact.group,
        fact.part,
        None if isinstance(fact.value, Missing) else number_text(fact.value),
        fact.value.value if isinstance(fact.value, Missing) else "",
        number_text(fact.numerator),
        number_text(fact.denominator),
    )


def _pack(fact: facts.PackFact, names: Names) -> Row:
    stated = not isinstance(fact.quantity, Missing)
    return (
        names.plan[fact.provider, fact.plan],
        fact.micros,
        number_text(fact.quantity) if isinstance(fact.quantity, Decimal) else None,
        fact.unit or "",
        fact.items,
        "" if stated else str(fact.quantity),
    )


def _tariff(fact: facts.TariffFact, names: Names) -> Row:
    text = text_of(fact.tariff.components)
    plan = names.plan[fact.provider, fact.plan]
    return names.cell[fact.cell], plan, sha256_of(text), text


KINDS: Mapping[type[facts.Fact], Kind] = {
    facts.ProviderFact: Kind(
        name="provider",
        model=ProviderAttribute,
        links=("provider",),
        series=("provider_id", "key"),
        own=("value",),
        shared=(),
        said=lambda fact, names: (names.provider[fact.provider], fact.key, fact.value),
    ),
    facts.PlanFact: Kind(
        name="plan",
        model=PlanAttribute,
        links=("plan",),
        series=("plan_id", "key"),
        own=("value",),
        shared=(),
        said=lambda fact, names: (names.plan[fact.provider, fact.plan], fact.key, fact.value),
    ),
    facts.PriceFact: Kind(
        name="price",
        model=Price,
        links=("cell", "plan"),
        series=("cell_id", "plan_id"),
        own=("micros",),
        shared=("currency", "per"),
        said=lambda fact, names: (
            names.cell[fact.cell],
            names.plan[fact.provider, fact.plan],
            fact.micros,
        ),
        common=lambda fact: (fact.currency, fact.per),
    ),
    facts.TariffFact: Kind(
        name="tariff",
        model=Tariff,
        links=("cell", "plan"),
        series=("cell_id", "plan_id"),
        own=("sha256",),
        noted=("components",),
        shared=("currency", "tax"),
        said=_tariff,
        common=lambda fact: (fact.tariff.currency, fact.tariff.tax),
    ),
    facts.TermFact: Kind(
        name="term",
        model=Term,
        links=("plan",),
        series=("plan_id", "key"),
        own=("kind", "value"),
        shared=(),
        said=lambda fact, names: (
            names.plan[fact.provider, fact.plan],
            fact.key,
            *term_columns(fact.value),
        ),
    ),
    facts.FigureFact: Kind(
        name="figure",
        model=Figure,
        links=("provider",),
        series=("provider_id", "measure", "group", "part"),
        own=("value", "missing", "numerator", "denominator"),
        shared=(),
        said=_figure,
    ),
    facts.PlaceFact: Kind(
        name="place",
        model=Place,
        links=(),
        series=("postcode", "municipality"),
        own=("name", "codes"),
        shared=(),
        said=lambda fact, _: (
            fact.postcode,
            fact.municipality,
            fact.name,
            codes_text(fact.codes),
        ),
    ),
    facts.AreaFact: Kind(
        name="area",
        model=Area,
        links=("plan",),
        series=("plan_id", "municipality", "postcode", "within"),
        own=(),
        shared=(),
        said=lambda fact, names: (
            names.plan[fact.provider, fact.plan],
            fact.municipality,
            fact.postcode,
            codes_text(fact.within),
        ),
    ),
    facts.PackFact: Kind(
        name="pack",
        model=Pack,
        links=("plan",),
        series=("plan_id",),
        own=("micros", "quantity", "unit", "items", "missing"),
        shared=("currency",),
        said=_pack,
        common=lambda fact: (fact.currency,),
    ),
    facts.DocumentFact: Kind(
        name="document",
        model=Document,
        links=("provider",),
        series=("provider_id", "key"),
        own=("sha256",),
        shared=(),
        noted=("cause",),
        said=lambda fact, names: (
            names.provider[fact.provider],
            fact.document,
            fact.sha256,
            fact.cause.value,
        ),
    ),
}
