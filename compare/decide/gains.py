"""The net benefit of every offer by one way out, at once and exact (domain 1.1).

Sums are int64 millionths of the currency. Floats serve the probability of a gain alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

from compare.cost.one_off import OneOff
from compare.cost.time_cost import hassle
from compare.decide.monetised import NO_SAVING, Saving, monetised_keys, saving
from compare.decide.offer_table import Micros, OfferTable
from compare.decide.sampling import DRAWS, SEED, Floats, draw, draw_scenarios, share_positive
from compare.decide.situation import Person
from compare.decide.ways_out import WayOut
from compare.values.estimate import Estimate
from compare.values.money import MICROS
from compare.values.offer import Offer

FIRST_YEAR = 12
ZERO = Estimate.exactly(Decimal(0))


@dataclass(frozen=True, slots=True)
class Effort:
    """The time that a move takes this person, and what an hour is worth (domain 1.8).

    `hours` is this person's equal part of the household's hours.
    """

    hours: Estimate
    income: Decimal
    share: Estimate

    @property
    def cost(self) -> Estimate:
        """The hassle in money."""
        return hassle(self.hours, self.income, self.share)


@dataclass(frozen=True)
class Gains:
    """The net benefit of each offer over the horizon in micros, and P(NB > 0).

    `unknown` marks the offers whose out-of-pocket amounts cannot be told: their net benefit leaves
    them out, and their cover counts as undetermined.
    """

    low: Micros
    central: Micros
    high: Micros
    p_pos: Floats
    unknown: NDArray[np.bool_]

    def estimate(self, offer: int) -> Estimate:
        """One offer's net benefit in major units."""
        return Estimate(
            *(Decimal(int(part[offer])) / MICROS for part in (self.low, self.central, self.high))
        )


def gains(
    table: OfferTable,
    person: Person,
    present: Offer,
    way: WayOut,
    *,
    months: int,
    effort: Effort,
    fees: Sequence[OneOff] = (),
    seed: int = SEED,
) -> Gains:
    """PV(stay) - PV(offer) for every offer of the table, by one way out.

    Price difference over the months that are replaced, less what the move costs once, plus what is
    saved out of pocket. Up to a year nothing is discounted. Only a move costs hassle; negotiating does not (domain 1.1).
    """
    moving = way.departure is not None
    once = [item.cost for item in (*way.costs, *fees)] if moving else []
    price = price_gain(table.yearly, micros(present.per_year), months, way)
    for index, later in table.renewal.items():
        offer = table.offers[index]
        rise = offer.per_year * (later.yearly.amount / offer.price.yearly.amount - 1)
        price[index] -= micros(rise * max(Decimal(0), way.months(months) - FIRST_YEAR) / 12)
    costs = sum([*once, *([effort.cost] if moving else [])], ZERO)
    drawn = _drawn_costs(once, effort if moving else None, seed)
    groups, savings = _savings(table, person, present)
    years = way.months(months) / 12
    found = _Columns.like(price)
    for group, each in enumerate(savings):
        at = np.flatnonzero(groups == group)
        found.fill(at, price[at], costs, drawn, each or NO_SAVING, years, seed)
        found.unknown[at] = each is None
    for index, items in table.once.items():
        extra = sum((item.cost for item in items), ZERO)
        also = drawn + draw([item.cost for item in items], seed + 2).sum(axis=0)
        at = np.array([index])
        each = savings[groups[index]] or NO_SAVING
        found.fill(at, price[at], costs + extra, also, each, years, seed)
    return Gains(found.low, found.central, found.high, found.p_pos, found.unknown)


def price_gain(yearly: Micros, present: int, months: int, way: WayOut) -> Micros:
    """What is paid less over the months that are replaced, in micros rounded half up."""
    difference = present - yearly
    whole = _divided(difference * (months + way.early.whole - way.late.whole), 12)
    early = _divided(difference * way.early.days, 12 * way.early.of)
    return whole + early - _divided(difference * way.late.days, 12 * way.late.of)


def micros(amount: Decimal) -> int:
    """An amount in major units as whole micros, rounded half up."""
    return int((amount * MICROS).to_integral_value(ROUND_HALF_UP))


def _divided(amounts: Micros, by: int) -> Micros:
    return np.asarray((2 * amounts + by) // (2 * by))


@dataclass(frozen=True)
class _Columns:
    low: Micros
    central: Micros
    high: Micros
    p_pos: Floats
    unknown: NDArray[np.bool_]

    @classmethod
    def like(cls, price: Micros) -> _Columns:
        size = len(price)
        low, central, high = np.empty((3, size), dtype=np.int64)
        return cls(low, central, high, np.empty(size), np.zeros(size, dtype=bool))

    def fill(
        self,
        at: NDArray[np.intp],
        price: Micros,
        costs: Estimate,
        drawn: Floats,
        each: Saving,
        years: Decimal,
        seed: int,
    ) -> None:
        """Offers that share their one-off costs and their savings out of pocket."""
        spread = each.range
        self.low[at] = price + micros(spread.low * years - costs.high)
        self.central[at] = price + micros(spread.central * years - costs.central)
        self.high[at] = price + micros(spread.high * years - costs.low)
        met = drawn - _drawn_savings(each, seed) * float(years)
        self.p_pos[at] = share_positive(price / MICROS, met)


def _drawn_costs(once: Sequence[Estimate], effort: Effort | None, seed: int) -> Floats:
    """The cost of moving in each draw, in major units."""
    drawn: Floats = draw([e for e in once if not e.is_exact], seed + 3).sum(axis=0)
    drawn = drawn + sum(float(e.central) for e in once if e.is_exact)
    if effort is None:
        return drawn
    hours, share = draw([effort.hours, effort.share], seed)
    return np.asarray(drawn + hours * share * float(effort.income))


def _drawn_savings(each: Saving, seed: int) -> Floats:
    if len(each.scenarios) == 1:
        return np.full(DRAWS, float(each.expected))
    met = draw_scenarios([float(p) for p, _ in each.scenarios], seed)
    return np.asarray(np.array([float(saved) for _, saved in each.scenarios])[met])


def _savings(
    table: OfferTable, person: Person, present: Offer
) -> tuple[NDArray[np.intp], list[Saving | None]]:
    """The distinct savings out of pocket, and which of them each offer has."""
    keys = monetised_keys(person)
    if not keys or not len(table):
        return np.zeros(len(table), dtype=np.intp), [NO_SAVING]
    rows = np.array([table.values(key) for key in keys])
    _, first, groups = np.unique(rows, axis=1, return_index=True, return_inverse=True)
    return groups.ravel(), [saving(person, present, table.offers[i]) for i in first.tolist()]
