"""A market's facts as of one day and as known at one instant, kept between questions.

Nothing of a question is in it: a snapshot is named by market, state of the data, day and instant,
and holds what everybody who asks about that day needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from compare.markets import loader
from compare.markets.definition import Market
from compare.store.selectors import (
    areas,
    attributes,
    last_seen,
    prices,
    sellers,
    tariffs,
    terms,
    versions,
)
from compare.store.selectors.prices import OfferRow
from compare.store.selectors.tariffs import TariffRow
from compare.store.writers.kinds import KINDS, Kind
from compare.values.fact import PriceFact, TariffFact
from compare.values.tariff import Tariff
from compare.values.terms import Terms

Cell = tuple[str, ...]
Towns = Mapping[int, frozenset[str]]
KEPT = 32  # snapshots in one process
KEPT_CELLS = 512  # cells in one snapshot


@dataclass(frozen=True)
class Limits:
    """In which municipalities limited plans are sold, by plan, within some codes.

    `now` is the edition for the day; `before` the last earlier one, where the day has none.
    """

    now: Towns = field(default_factory=dict)
    before: Towns = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """What is known of a market's plans and providers on `day` at `known_at`."""

    market: Market
    day: date
    known_at: datetime
    _cells: dict[Cell, list[OfferRow]] = field(default_factory=dict)
    _formulas: dict[Cell, list[TariffRow]] = field(default_factory=dict)
    _read_tariffs: dict[tuple[str, str, str], Tariff] = field(default_factory=dict)
    _shown: dict[tuple[str, Cell, int], datetime] = field(default_factory=dict)
    _within: dict[tuple[tuple[str, str], ...], Limits] = field(default_factory=dict)
    _met: set[int] = field(default_factory=set)
    _plans: dict[int, Mapping[str, str]] = field(default_factory=dict)
    _terms: dict[int, Terms] = field(default_factory=dict)

    def prices(self, cells: Sequence[Cell]) -> list[OfferRow]:
        """The rows of some cells, in the order of the cells; each cell is read once."""
        held = {cell: rows for cell in cells if (rows := self._cells.get(cell)) is not None}
        unread = [cell for cell in cells if cell not in held]
        if unread:
            fresh = self._read(unread)
            if len(self._cells) + len(fresh) > KEPT_CELLS:
                self._cells.clear()
            self._cells.update(fresh)
            held |= fresh
        return [row for cell in cells for row in held[cell]]

    def _read(self, cells: Sequence[Cell]) -> dict[Cell, list[OfferRow]]:
        found: dict[Cell, list[OfferRow]] = {cell: [] for cell in cells}
        for row in prices.offers_in_cells(self.market.key, cells, self.day, self.known_at):
            found[row.cell].append(row)
        self._look_when_shown(row for rows in found.values() for row in rows)
        return found

    def tariffs(self, cells: Sequence[Cell]) -> list[TariffRow]:
        """The tariffs of some cells, in the order of the cells; each cell is read once."""
        unread = [cell for cell in cells if cell not in self._formulas]
        if unread:
            self._formulas.update({cell: [] for cell in unread})
            for row in tariffs.in_cells(self.market.key, unread, self.day, self.known_at):
                self._formulas[row.cell].append(row)
            fresh = (row for cell in unread for row in self._formulas[cell])
            self._look_when_shown(fresh, KINDS[TariffFact])
        return [row for cell in cells for row in self._formulas[cell]]

    def tariff(self, row: TariffRow) -> Tariff:
        """The tariff of a row; those of one name are read once."""
        key = (row.sha256, row.currency, row.tax)
        if key not in self._read_tariffs:
            self._read_tariffs[key] = row.tariff
        return self._read_tariffs[key]

    def _look_when_shown(
        self, rows: Iterable[OfferRow | TariffRow], kind: Kind = KINDS[PriceFact]
    ) -> None:
        rows = list(rows)
        self._met.update(row.plan_id for row in rows)
        observed = [row for row in rows if row.valid_to is None]
        if observed:
            shown = last_seen.of_offers(self.market.key, observed, self.known_at, kind)
            self._shown.update({(kind.name, *key): at for key, at in shown.items()})

    def shown_at(self, row: OfferRow | TariffRow) -> datetime | None:
        """When a price was last seen; for one of a published period, when it was published."""
        if row.valid_to is not None:
            return row.known_from
        kind = "price" if isinstance(row, OfferRow) else "tariff"
        return self._shown.get((kind, row.cell, row.plan_id))

    def is_stale(self, row: OfferRow | TariffRow) -> bool:
        """Whether a price that was only observed was not shown again for too long (domain 7)."""
        if row.valid_to is not None:
            return False
        shown = self.shown_at(row)
        return shown is None or (self.known_at - shown).days > self.market.market.max_gap_days

    @property
    def plans(self) -> Mapping[int, Mapping[str, str]]:
        """The attributes of each plan whose price was read: a market may have too many for all."""
        self._learn(self._plans, attributes.of_plans)
        return self._plans

    @cached_property
    def providers(self) -> Mapping[int, Mapping[str, str]]:
        """Each provider's attributes."""
        ids = sellers.provider_ids(self.market.key)
        return attributes.of_providers(ids, self.day, self.known_at)

    @property
    def terms(self) -> Mapping[int, Terms]:
        """The terms that a source stated of each plan whose price was read."""
        self._learn(self._terms, terms.of_plans)
        return self._terms

    def _learn(self, held: dict[int, Any], of_plans: Callable[..., Mapping[int, Any]]) -> None:
        unread = self._met - held.keys()
        if unread:
            found = of_plans(sorted(unread), self.day, self.known_at)
            held.update({plan: found.get(plan, {}) for plan in unread})

    @cached_property
    def register(self) -> Mapping[str, Mapping[str, str]]:
        """The providers that the market's register names; empty where none covers the day."""
        stated = self.market.market.register_
        return attributes.said_by(stated.source, self.day, self.known_at) if stated else {}

    def limits(self, codes: Mapping[str, str]) -> Limits:
        """Where limited plans are sold, for those who live within `codes`."""
        key = tuple(sorted(codes.items()))
        if key not in self._within:
            self._within[key] = self._read_limits(codes)
        return self._within[key]

    def _read_limits(self, codes: Mapping[str, str]) -> Limits:
        day = self._limits_day
        if day is None:
            return Limits()
        found: dict[int, set[str]] = {}
        for plan, town in areas.of_plans(self._plan_ids, codes, day, self.known_at):
            found.setdefault(plan, set()).add(town)
        towns = {plan: frozenset(names) for plan, names in found.items()}
        return Limits(now=towns) if day == self.day else Limits(before=towns)

    @cached_property
    def _limits_day(self) -> date | None:
        """The day whose list of limits counts: this one, else the last before that has one."""
        if self.market.market.places is None:
            return None
        if areas.any_edition(self.market.key, self.day, self.known_at):
            return self.day
        return areas.last_edition_before(self.market.key, self.day, self.known_at)

    @cached_property
    def _plan_ids(self) -> tuple[int, ...]:
        return attributes.plan_ids(self.market.key)


def snapshot(market: str, day: date, known_at: datetime) -> Snapshot:
    """The snapshot of a market, from the state of the data that is held now."""
    return _kept(market, versions.state(market), day, known_at)


@lru_cache(maxsize=KEPT)
def _kept(market: str, state: tuple[str, int], day: date, known_at: datetime) -> Snapshot:
    del state  # another state of the data is another snapshot
    return Snapshot(loader.load(market), day, known_at)
