"""How each kind of fact lies in its table: which columns name the series, which hold the value.

A row under way is one flat tuple: series, valid_from, valid_to, value, known_from, locator,
literal. A stored row has three more: known_until, capture, id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from compare.store.models import (
    Area,
    Fact,
    Figure,
    Place,
    PlanAttribute,
    Price,
    ProviderAttribute,
    Term,
)
from compare.values import fact as facts
from compare.values.missing import Missing
from compare.values.money import Per
from compare.values.terms import Restricted, Status, TermValue

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Kind:
    """One kind of fact.

    `links` says of the leading series columns what they point to (`provider`, `plan`, `cell`);
    `series` and `value` take those parts out of a fact, links still as keys.
    """

    name: str
    model: type[Fact]
    links: tuple[str, ...]
    series_columns: tuple[str, ...]
    value_columns: tuple[str, ...]
    series: Callable[[Any], Row]
    value: Callable[[Any], Row]

    @cached_property
    def valid_at(self) -> int:
        """Where valid_from stands in a row; valid_to follows. Everything before is the series."""
        return len(self.series_columns)

    @cached_property
    def value_slice(self) -> slice:
        """Where the value stands in a row."""
        return slice(self.valid_at + 2, self.known_at)

    @cached_property
    def known_at(self) -> int:
        """Where known_from stands in a row; locator and literal follow."""
        return self.valid_at + 2 + len(self.value_columns)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of a row under way."""
        validity, origin = ("valid_from", "valid_to"), ("known_from", "locator", "literal")
        return (*self.series_columns, *validity, *self.value_columns, *origin)

    @property
    def table(self) -> str:
        return self.model._meta.db_table


PER = {per: per.value for per in Per}


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


def term_value(kind: str, text: str | None) -> TermValue:
    """The value behind a term's two columns: the inverse of `term_columns`."""
    if kind == "restricted":
        return Restricted(text)
    assert text is not None
    makers: Mapping[str, Callable[[str], TermValue]] = {
        "missing": Missing,
        "status": Status,
        "number": Decimal,
        "word": str,
    }
    return makers[kind](text)


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


def _figure_value(fact: facts.FigureFact) -> Row:
    counts = number_text(fact.numerator), number_text(fact.denominator)
    if isinstance(fact.value, Missing):
        return None, fact.value.value, *counts
    return number_text(fact.value), "", *counts


def _codes(codes: Mapping[str, str]) -> str:
    return json.dumps(dict(codes), sort_keys=True, ensure_ascii=False)


KINDS: Mapping[type[facts.Fact], Kind] = {
    facts.ProviderFact: Kind(
        name="provider",
        model=ProviderAttribute,
        links=("provider",),
        series_columns=("provider_id", "key"),
        value_columns=("value",),
        series=lambda fact: (fact.provider, fact.key),
        value=lambda fact: (fact.value,),
    ),
    facts.PlanFact: Kind(
        name="plan",
        model=PlanAttribute,
        links=("plan",),
        series_columns=("plan_id", "key"),
        value_columns=("value",),
        series=lambda fact: ((fact.provider, fact.plan), fact.key),
        value=lambda fact: (fact.value,),
    ),
    facts.PriceFact: Kind(
        name="price",
        model=Price,
        links=("cell", "plan"),
        series_columns=("cell_id", "plan_id"),
        value_columns=("micros", "currency", "per"),
        series=lambda fact: (fact.cell, (fact.provider, fact.plan)),
        value=lambda fact: (fact.micros, fact.currency, PER[fact.per]),
    ),
    facts.TermFact: Kind(
        name="term",
        model=Term,
        links=("plan",),
        series_columns=("plan_id", "key"),
        value_columns=("kind", "value"),
        series=lambda fact: ((fact.provider, fact.plan), fact.key),
        value=lambda fact: term_columns(fact.value),
    ),
    facts.FigureFact: Kind(
        name="figure",
        model=Figure,
        links=("provider",),
        series_columns=("provider_id", "measure", "group"),
        value_columns=("value", "missing", "numerator", "denominator"),
        series=lambda fact: (fact.provider, fact.measure, fact.group),
        value=_figure_value,
    ),
    facts.PlaceFact: Kind(
        name="place",
        model=Place,
        links=(),
        series_columns=("postcode", "municipality"),
        value_columns=("name", "codes"),
        series=lambda fact: (fact.postcode, fact.municipality),
        value=lambda fact: (fact.name, _codes(fact.codes)),
    ),
    facts.AreaFact: Kind(
        name="area",
        model=Area,
        links=("plan",),
        series_columns=("plan_id", "municipality", "postcode"),
        value_columns=(),
        series=lambda fact: ((fact.provider, fact.plan), fact.municipality, fact.postcode),
        value=lambda _: (),
    ),
}
