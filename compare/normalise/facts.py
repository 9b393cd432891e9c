"""One record after the other becomes facts. A capture of 190,000 prices takes about a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from compare.markets.definition import Market
from compare.normalise.cells import Cells
from compare.normalise.misread import Misread, shown
from compare.normalise.origin import Origin
from compare.normalise.packs import amount
from compare.normalise.tariffs import Components
from compare.normalise.terms import Vocabulary, folded, missing_of
from compare.values.cause import Cause
from compare.values.fact import (
    AreaFact,
    DocumentFact,
    Fact,
    FigureFact,
    PackFact,
    PlaceFact,
    PlanFact,
    PriceFact,
    ProviderFact,
    Seen,
    TariffFact,
    TermFact,
)
from compare.values.missing import Missing
from compare.values.money import MICROS, Per
from compare.values.span import Span
from compare.values.tariff import Tariff
from scrapers.records import (
    AreaRecord,
    DocumentRecord,
    FigureRecord,
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
)


def normalise(
    records: Iterable[Record], origin: Origin, market: Market
) -> Iterator[Fact | Refused]:
    """The facts of one capture, in the order of its records.

    A record with a word that the market does not know becomes a `Refused` as a whole; a record
    that the parser refused already passes through, and rows that say nothing give no fact.
    """
    reader = _Reader(origin, market)
    for record in records:
        try:
            if one := reader.one.get(type(record)):
                yield one(record)
            elif several := reader.several.get(type(record)):
                yield from several(record)
            elif isinstance(record, Refused):
                yield record
            elif not isinstance(record, Passed):
                raise TypeError(f"expected a record, found {type(record).__name__}")
        except Misread as misread:
            yield misread.at(record.locator)


class _Reader:
    """The market's vocabulary as one capture needs it.

    `one` and `several` read, by kind of record, what gives one fact and what a fact for each attribute.
    """

    def __init__(self, origin: Origin, market: Market) -> None:
        self._origin, self._market = origin, market
        self._cells = Cells(market, origin.valid.start)
        self._terms = Vocabulary(market, origin.source)
        self._components = Components(market, origin.minor)
        self._attributes = {item.key: item.printed for item in market.market.attribute}
        self._measures = {
            folded(word): measure.key
            for measure in market.quality.measure
            for word in (measure.key, *measure.synonyms)
        }
        self.one: Mapping[type, Callable[[Any], Fact]] = {
            PriceRecord: self._price,
            TariffRecord: self._tariff,
            TermRecord: self._term,
            FigureRecord: self._figure,
            PlaceRecord: self._place,
            AreaRecord: self._area,
            PackRecord: self._pack,
            DocumentRecord: self._document,
        }
        self.several: Mapping[type, Callable[[Any], list[Fact]]] = {
            ProviderRecord: self._provider,
            PlanRecord: self._plan,
        }

    def _price(self, record: PriceRecord) -> PriceFact:
        origin = self._origin
        return PriceFact(
            origin.provider(record.provider),
            record.plan,
            self._cells.of(record.factors),
            _micros(record.amount),
            self._currency(record.currency),
            _per(record.per),
            origin.valid,
            Seen(origin.capture, record.locator, record.literal, origin.known_from),
        )

    def _tariff(self, record: TariffRecord) -> TariffFact:
        origin = self._origin
        tariff = Tariff(
            self._currency(record.currency),
            origin.tax,
            self._components.read(record.components),
        )
        return TariffFact(
            origin.provider(record.provider),
            record.plan,
            self._cells.of(record.factors),
            tariff,
            origin.valid,
            origin.seen(record.locator, record.literal),
        )

    def _provider(self, record: ProviderRecord) -> list[Fact]:
        provider, seen = self._origin.provider(record.provider), self._origin.seen
        valid = self._origin.valid
        if record.valid_from is not None:
            valid = Span(record.valid_from, record.valid_to)
        return [
            ProviderFact(provider, key, value, valid, seen(record.locator, value))
            for key, value in record.attributes.items()
        ]

    def _plan(self, record: PlanRecord) -> list[Fact]:
        provider, seen = self._origin.provider(record.provider), self._origin.seen
        return [
            PlanFact(
                provider,
                record.plan,
                key,
                self._attribute(key, value),
                self._origin.valid,
                seen(record.locator, value),
            )
            for key, value in record.attributes.items()
        ]

    def _attribute(self, key: str, word: str) -> str:
        """A plan's attribute: of a code list where the market has one, else the text itself."""
        printed = self._attributes.get(key)
        if printed is None:
            return word
        if word not in printed:
            raise Misread(
                expected=f"{key}, one of {shown(printed)}",
                found=repr(word),
                todo=f"add the word to attribute {key} in {self._market.key}/market.toml",
                slot=f"attribute:{key}",
                word=word,
            )
        return printed[word]

    def _term(self, record: TermRecord) -> TermFact:
        key, value = self._terms.read(record)
        origin = self._origin
        seen = origin.seen(record.locator, record.literal)
        return TermFact(
            origin.provider(record.provider), record.plan, key, value, origin.valid, seen
        )

    def _figure(self, record: FigureRecord) -> FigureFact:
        measure = self._measures.get(folded(record.measure))
        if measure is None:
            raise Misread(
                expected=f"a measure of {shown(self._measures)}",
                found=repr(record.measure),
                todo=f"add it to {self._market.key}/quality.toml",
                slot="measure",
                word=record.measure,
            )
        return FigureFact(
            self._origin.provider(record.provider),
            measure,
            record.group,
            _figure_value(record),
            record.numerator,
            record.denominator,
            Span(record.valid_from, record.valid_to),
            self._origin.seen(record.locator, record.literal),
            record.part or "",
        )

    def _place(self, record: PlaceRecord) -> PlaceFact:
        codes = {key: self._place_code(key, word) for key, word in record.codes.items()}
        return PlaceFact(
            record.postcode,
            record.municipality,
            record.name,
            codes,
            self._origin.valid,
            self._origin.seen(record.locator, record.postcode),
        )

    def _place_code(self, key: str, word: str) -> str:
        try:
            return self._market.factor(key).printed[word]
        except KeyError:
            raise Misread(
                expected=f"a known code of {key}",
                found=repr(word),
                todo=f"add it to factor {key} in {self._market.key}/market.toml",
                slot=f"factor:{key}",
                word=word,
            ) from None

    def _area(self, record: AreaRecord) -> AreaFact:
        return AreaFact(
            self._origin.provider(record.provider),
            record.plan,
            record.municipality,
            record.postcode,
            self._origin.valid,
            self._origin.seen(record.locator),
            {key: self._place_code(key, word) for key, word in record.within.items()},
        )

    def _pack(self, record: PackRecord) -> PackFact:
        quantity, unit = amount(record)
        origin = self._origin
        return PackFact(
            origin.provider(record.provider),
            record.plan,
            _micros(record.amount),
            self._currency(record.currency),
            quantity,
            unit,
            record.items,
            origin.valid,
            origin.seen(record.locator, record.literal),
        )

    def _document(self, record: DocumentRecord) -> DocumentFact:
        origin = self._origin
        return DocumentFact(
            origin.provider(record.provider),
            record.document,
            record.text,
            _cause(record.cause),
            origin.valid,
            origin.seen(record.locator, record.literal),
        )

    def _currency(self, currency: str) -> str:
        if currency != self._market.market.currency:
            raise Misread(
                expected=f"prices in {self._market.market.currency}",
                found=repr(currency),
                todo="amounts in another currency belong to another market",
            )
        return currency


@lru_cache(maxsize=65_536)
def _micros(amount: Decimal) -> int:
    scaled = amount * MICROS
    micros = int(scaled)
    if micros != scaled:
        raise Misread(
            expected="an amount with at most six decimals", found=str(amount), todo="check the row"
        )
    return micros


@cache
def _per(word: str) -> Per:
    try:
        return Per(word)
    except ValueError:
        raise Misread(
            expected=f"a frequency, one of {shown(Per)}", found=repr(word), todo="mend the parser"
        ) from None


def _cause(word: str) -> Cause:
    try:
        return Cause(word)
    except ValueError:
        raise Misread(
            expected=f"a cause, one of {shown(Cause)}", found=repr(word), todo="mend the parser"
        ) from None


def _figure_value(record: FigureRecord) -> Decimal | Missing:
    if record.missing is not None:
        return missing_of(record.missing)
    if record.value is None:
        raise Misread(
            expected="a figure, or which kind of missing it is",
            found="neither",
            todo="say not_stated, not_offered or unlimited in the parser",
        )
    return record.value
