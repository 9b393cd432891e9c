"""What every record must keep to, whoever reads it: a run and `check` refuse the same ones.

These are the rules that need no vocabulary of a market: exact amounts, known units and words, the
manifest's currency and provider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from scrapers.errors import ParserBroken
from scrapers.manifest import Manifest
from scrapers.reading import Missing
from scrapers.records import (
    AreaRecord,
    DocumentRecord,
    FigureRecord,
    Invalid,
    PackRecord,
    Passed,
    PlaceRecord,
    PlanRecord,
    PriceRecord,
    ProviderRecord,
    Record,
    Refused,
    TariffRecord,
    TermRecord,
    named,
)

MISSING = get_args(Missing)
UNITS = ("kg", "g", "mg", "l", "cl", "ml", "piece", "m", "cm", "m2")  # of packs
PERIODS = (
    "day",
    "week",
    "fortnight",
    "four_weeks",
    "month",
    "quarter",
    "half_year",
    "year",
    "once",
)
CAUSES = ("provider", "reader")
_READ = "read it with scrapers.kit.numbers: text and floats are not exact"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What of a record is against the contract: what was expected, found, and what to do."""

    expected: str
    found: str
    todo: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What the manifest says of every record; None where it leaves it to the page."""

    provider: str | None
    currency: str | None


def kept(records: Iterable[Record], manifest: Manifest) -> Iterator[Record]:
    """The records, with an `Invalid` in place of each that breaks the contract.

    Raises:
        ParserBroken: the parser gave something that is no record.
    """
    told = _Told(manifest.provider, manifest.currency)
    for record in records:
        rule = _RULES.get(type(record))
        if rule is None:
            raise ParserBroken(
                expected="records (scrapers/records.py)",
                found=f"{type(record).__name__} {str(record)[:60]!r}",
                todo="yield one record after the other",
            )
        flaw = rule(record, told)
        if flaw is None:
            yield record
        else:
            expected = f"{flaw.expected} ({named(record)})"
            yield Invalid(record.locator, expected, flaw.found, flaw.todo)


def _price(record: PriceRecord, told: _Told) -> Flaw | None:
    if type(record.amount) is not Decimal or not record.amount.is_finite():
        return _no_number("amount", record.amount)
    if record.per not in PERIODS:
        return _no_word("per", record.per, PERIODS)
    return _money(record, told)


def _tariff(record: TariffRecord, told: _Told) -> Flaw | None:
    if not record.components:
        return Flaw("at least one component", "none", "say what the page says of the price")
    return _money(record, told)


def _pack(record: PackRecord, told: _Told) -> Flaw | None:
    if type(record.amount) is not Decimal or not record.amount.is_finite():
        return _no_number("amount", record.amount)
    if record.amount <= 0:
        return Flaw("an amount above zero", str(record.amount), "without a price give no pack")
    quantity = record.quantity
    if quantity is not None and (type(quantity) is not Decimal or not quantity.is_finite()):
        return _no_number("quantity", quantity)
    if record.missing is not None and quantity is not None:
        return Flaw("a quantity or `missing`", "both", "leave one of them out")
    if record.missing is None and (quantity is None or quantity <= 0):
        todo = 'give missing="not_stated" where the page tells no quantity'
        return Flaw("a quantity above zero, or why it is missing", str(quantity), todo)
    if record.unit is not None and record.unit not in UNITS:
        return _no_word("unit", record.unit, UNITS)
    return _missing(record) or _money(record, told)


def _term(record: TermRecord, told: _Told) -> Flaw | None:
    value = record.value
    if record.missing is None and value is None:
        todo = "give not_stated, not_offered or unlimited as `missing`"
        return Flaw("a value, or why it is missing", "neither", todo)
    if value is not None and type(value) is not Decimal and type(value) is not str:
        return _no_number("value", value)
    return _missing(record) or _of(record, told)


def _figure(record: FigureRecord, told: _Told) -> Flaw | None:
    for name in ("value", "numerator", "denominator"):
        number = getattr(record, name)
        if number is not None and type(number) is not Decimal:
            return _no_number(name, number)
    return _missing(record) or _of(record, told)


def _described(record: ProviderRecord | PlanRecord, told: _Told) -> Flaw | None:
    for name, text in record.attributes.items():
        if type(text) is not str:
            return Flaw(f"{name} as printed, a text", _shown(text), "give the page's own words")
    return _of(record, told)


def _document(record: DocumentRecord, told: _Told) -> Flaw | None:
    if record.cause not in CAUSES:
        return _no_word("cause", record.cause, CAUSES)
    return _of(record, told)


def _money(record: PriceRecord | TariffRecord | PackRecord, told: _Told) -> Flaw | None:
    if told.currency is not None and record.currency != told.currency:
        todo = "mend the parser, or `currency` in manifest.toml"
        return Flaw(
            f"amounts in {told.currency}, as the manifest says", _shown(record.currency), todo
        )
    return _of(record, told)


def _of(record: Any, told: _Told) -> Flaw | None:
    if told.provider is not None and record.provider != told.provider:
        todo = "mend the parser, or leave `provider` out of manifest.toml where there are several"
        expected = f"provider {told.provider!r}, as the manifest says"
        return Flaw(expected, _shown(record.provider), todo)
    return None


def _missing(record: PackRecord | TermRecord | FigureRecord) -> Flaw | None:
    if record.missing is not None and record.missing not in MISSING:
        return _no_word("missing", record.missing, MISSING)
    return None


def _nothing(record: object, told: _Told) -> None:
    """Rows that hold no value of a provider."""


def _no_number(name: str, found: object) -> Flaw:
    todo = "write Decimal(…) around it" if type(found) is int else _READ
    return Flaw(
        f"{name} as an exact number (Decimal)", f"{type(found).__name__} {_shown(found)}", todo
    )


def _no_word(name: str, found: object, known: tuple[str, ...]) -> Flaw:
    todo = "translate the printed word in the parser"
    return Flaw(f"{name} to be one of {', '.join(known)}", _shown(found), todo)


def _shown(found: object) -> str:
    return repr(found)[:60]


_RULES: Mapping[type, Callable[[Any, _Told], Flaw | None]] = {
    ProviderRecord: _described,
    PlanRecord: _described,
    PriceRecord: _price,
    TariffRecord: _tariff,
    TermRecord: _term,
    FigureRecord: _figure,
    PlaceRecord: _nothing,
    AreaRecord: _of,
    PackRecord: _pack,
    DocumentRecord: _document,
    Refused: _nothing,
    Passed: _nothing,
}
