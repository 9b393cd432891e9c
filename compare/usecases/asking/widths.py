"""How much wider an answer becomes when a question is skipped: the range of the cheapest price."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from compare.markets import loader
from compare.markets.definition import Market
from compare.markets.factors import Factor, PlanAttribute
from compare.store.selectors import places
from compare.store.selectors.prices import OfferRow
from compare.store.selectors.versions import state
from compare.usecases.answering.snapshot import Snapshot, snapshot
from compare.usecases.asking.codes import code_of
from compare.usecases.asking.fields import end_of
from compare.usecases.asking.newest import newest_instead
from compare.values.money import Money, Per

MOST_CELLS = 400
MOST_TRIED = 20
Codes = Mapping[str, str]
Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Width:
    """Between which prices the cheapest offer lies when one question is left open."""

    low: Money
    high: Money
    per: Per


@dataclass(frozen=True, slots=True)
class Widths:
    """The width of each question, by its key; `codes` are those of whom it was computed for.

    `typical` are the codes that nobody had typed: those of the market's commonest published
    household. `whole` is the range with everything that is needed and was not said left open.
    """

    by_question: Mapping[str, Width]
    codes: Codes
    typical: frozenset[str]
    whole: Width | None


def widths(
    market: Market, said: Codes, wanted: Mapping[str, tuple[str, ...]], today: date
) -> Widths:
    """The widths for a household of which `said` is known, rating codes by factor.

    `wanted` holds the accepted codes of plans' attributes, by the question's field. Empty where a
    market has no published prices.
    """
    fixed = tuple(sorted(said.items()))
    bounds = tuple(sorted(wanted.items()))
    return _widths(market.key, state(market.key), fixed, bounds, today)


@lru_cache(maxsize=256)
def _widths(
    key: str,
    held: tuple[str, int],
    fixed: tuple[tuple[str, str], ...],
    bounds: tuple[tuple[str, tuple[str, ...]], ...],
    today: date,
) -> Widths:
    del held  # another state of the data has other prices
    market = loader.load(key)
    day, known_at = _moment(market, today)
    said = {name: code for name, code in fixed if _is_possible_at_all(market, name, code)}
    prices = snapshot(key, day, known_at)
    usual = _usual(market, prices, said)
    typical = frozenset(usual.keys() - said.keys()) & {f.key for f in market.market.cell_factors}
    found = _Prices(market, prices, {**usual, **said}, dict(bounds))
    by_question = {
        asked.factor: width
        for asked in market.market.question
        if (width := found.without(asked.factor)) is not None
    }
    return Widths(by_question, found.codes, typical, found.range(typical - _defaulted(market)))


def _moment(market: Market, today: date) -> tuple[date, datetime]:
    """The day whose prices are meant, and since when they are known."""
    if instead := newest_instead(market.key, today):
        return instead.start, end_of(instead.today, market.zone)
    if market.market.starts == "next_year":
        return date(today.year + 1, 1, 1), end_of(today, market.zone)
    return today, end_of(today, market.zone)


def _is_possible_at_all(market: Market, key: str, code: str) -> bool:
    return any(f.key == key and f.code_of(code) is not None for f in market.market.factor)


def _usual(market: Market, prices: Snapshot, said: Codes) -> dict[str, str]:
    """The codes of the published household that stands for most customers, of those with a price."""
    rows = sorted(market.households.household, key=lambda row: -row.weight)
    for row in rows[:MOST_TRIED]:
        codes = {key: code_of(value) for key, value in {**row.household, **row.persons[0]}.items()}
        cells = _Prices(market, prices, {**codes, **said}, {})._cells(frozenset())
        if prices.prices(list(cells)):
            return codes
    return {}


def _defaulted(market: Market) -> frozenset[str]:
    """The factors for which the market states a default: leaving them out is answered."""
    return frozenset(factor.key for factor in market.market.factor if factor.default)


@dataclass(frozen=True)
class _Prices:
    """The cheapest prices around one household."""

    market: Market
    snapshot: Snapshot
    codes: Codes
    bounds: Mapping[str, tuple[str, ...]]

    def without(self, question: str) -> Width | None:
        """The range of the cheapest price over everything that a question could be answered."""
        market = self.market.market
        attribute = next((a for a in market.attribute if a.key == question), None)
        if attribute is not None:
            return self._over_kinds(attribute)
        if question == "postcode":
            return self.range(frozenset(market.places.factors if market.places else ()))
        free = {f.key for f in market.cell_factors if question in (f.key, f.derived_from)}
        return self.range(frozenset(free)) if free else None

    def range(self, free: frozenset[str]) -> Width | None:
        """The range over all codes of some factors; None where there is no price, or one only."""
        cells = list(self._cells(free))
        if not 1 < len(cells) <= MOST_CELLS:
            return None
        cheapest: dict[Cell, OfferRow] = {}
        for row in self._rows(cells):
            if row.cell not in cheapest or row.micros < cheapest[row.cell].micros:
                cheapest[row.cell] = row
        return _width(cheapest.values())

    def _over_kinds(self, attribute: PlanAttribute) -> Width | None:
        cheapest: dict[str, OfferRow] = {}
        for row in self._rows(list(self._cells(frozenset())), attribute):
            kind = self.snapshot.plans.get(row.plan_id, {}).get(attribute.key, "")
            if kind not in cheapest or row.micros < cheapest[kind].micros:
                cheapest[kind] = row
        return _width(cheapest.values())

    def _rows(self, cells: list[Cell], free: PlanAttribute | None = None) -> Iterator[OfferRow]:
        """The fresh prices of plans that the household would accept."""
        bounds = [
            (item, self.bounds.get(item.wanted, ()))
            for item in self.market.market.attribute
            if item is not free
        ]
        for row in self.snapshot.prices(cells):
            about = self.snapshot.plans.get(row.plan_id, {})
            fits = all(item.suits(about.get(item.key), codes) for item, codes in bounds)
            if fits and not self.snapshot.is_stale(row):
                yield row

    def _cells(self, free: frozenset[str]) -> Iterator[Cell]:
        """Every combination of the free factors, the others as they are or as the market assumes."""
        factors = self.market.market.cell_factors
        partial: list[dict[str, str]] = [{}]
        for factor in factors:
            partial = [
                {**codes, factor.key: code}
                for codes in partial
                for code in self._possible(factor, codes, factor.key in free)
            ]
            if len(partial) > MOST_CELLS:
                return
        yield from (tuple(codes[factor.key] for factor in factors) for codes in partial)

    def _possible(self, factor: Factor, beside: Codes, free: bool) -> tuple[str, ...]:
        possible = factor.possible(beside, self.snapshot.day)
        possible = tuple(code for code in possible if code not in factor.closed)
        if free:
            return possible
        held = self.codes.get(factor.key)
        if held is not None and factor.admits(held, beside, self.snapshot.day):
            return (held,)
        default = factor.default_code(beside)
        return (default,) if default in possible else possible


def _width(rows: Iterable[OfferRow]) -> Width | None:
    prices = sorted(rows, key=lambda row: row.micros)
    if not prices or prices[0].micros == prices[-1].micros:
        return None
    low, high = prices[0], prices[-1]
    return Width(
        Money.from_micros(low.micros, low.currency),
        Money.from_micros(high.micros, high.currency),
        Per(low.per),
    )


def place_codes(market: Market, postcode: str, today: date) -> dict[str, str]:
    """The codes that a postcode leaves no doubt about; empty where it is unknown or in several."""
    rules = market.market.places
    if rules is None or not re.match(rules.postcode, postcode):
        return {}
    day, _known = _moment(market, today)
    directory = places.directory_day(market.key, day)
    found = places.by_postcode(market.key, postcode, directory) if directory else []
    every = {tuple(row.codes[key] for key in rules.factors) for row in found}
    return dict(zip(rules.factors, every.pop(), strict=True)) if len(every) == 1 else {}
