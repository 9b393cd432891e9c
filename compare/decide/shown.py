"""The few offers that are put side by side, and what became of all the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from compare.cover.market import RELATIONS, MarketRelation
from compare.cover.pareto import NOBODY, ParetoSet
from compare.cover.relation import Relation
from compare.decide.actions import Route, Standing, offer_id
from compare.decide.offer_table import OfferTable
from compare.decide.pool import Mask
from compare.values.offer import Offer
from compare.values.terms import Attribute, TermValue

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One attribute side by side: the present contract's value, then one per shown offer."""

    attribute: Attribute
    present: TermValue | None
    values: tuple[TermValue | None, ...]
    relations: tuple[Relation, ...]

    @property
    def differs(self) -> bool:
        """Whether anything in it is not the same for all."""
        return any(relation is not Relation.EQUAL for relation in self.relations)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The rows that differ, in the vocabulary's order, and those that are the same for all."""

    differing: tuple[Row, ...]
    identical: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """An offer that is not shown: `by` beats it in cover or price by `cheaper_by` micros a year.

    `by` None: nothing beats it outright, and its gain is smaller than those shown.
    """

    offer: str
    by: str | None
    cheaper_by: int
    name: str
    by_name: str | None


@dataclass(frozen=True, eq=False)
class Removals:
    """All offers that are not shown, made one by one as they are asked for."""

    table: OfferTable
    efficient: ParetoSet
    which: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.which)

    def __iter__(self) -> Iterator[Removed]:
        offers = self.table.offers
        for index in self.which:
            by = int(self.efficient.beaten_by[index])
            if by == NOBODY:
                yield Removed(offer_id(offers[index]), None, 0, _named(offers[index]), None)
            else:
                cheaper = int(self.table.yearly[index] - self.table.yearly[by])
                yield Removed(
                    offer_id(offers[index]),
                    offer_id(offers[by]),
                    cheaper,
                    _named(offers[index]),
                    _named(offers[by]),
                )


def _named(offer: Offer) -> str:
    return f"{offer.provider_name}, {offer.plan_name}"


def choose(
    first: Sequence[int], routes: Sequence[Route], standing: Standing, own: Mask
) -> tuple[int, ...]:
    """At most five offers: `first`, then those that give nothing up, then the rest, by gain.

    Where the present provider sells something else, its best offer is among them: it has the last
    place, unless `first` fills them all.
    """
    shown = list(dict.fromkeys(first))[:MOST_SHOWN]
    members = np.any([route.members for route in routes], axis=0)
    central = np.full(len(members), np.iinfo(np.int64).min)
    for route in routes:
        np.maximum(central, route.gains.central, out=central, where=route.members)
    at = np.flatnonzero(members)
    acceptable = standing.acceptable()[at]
    order = at[np.lexsort((at, -central[at], ~acceptable))]
    others = [index for index in order[: 2 * MOST_SHOWN].tolist() if index not in shown]
    filled = [*shown, *others][:MOST_SHOWN]
    alternatives = order[own[order]][:1].tolist()
    if alternatives and not own[filled].any() and len(shown) < MOST_SHOWN:
        filled = [*filled[: MOST_SHOWN - 1], *alternatives]
    return tuple(filled)


def side_by_side(
    attributes: Sequence[Attribute],
    present: Offer,
    table: OfferTable,
    shown: Sequence[int],
    relation: MarketRelation,
) -> SideBySide:
    """The vocabulary's rows for the present contract and the shown offers."""
    rows = [
        Row(
            attribute=attribute,
            present=present.terms.get(attribute.key),
            values=tuple(table.offers[index].terms.get(attribute.key) for index in shown),
            relations=tuple(RELATIONS[int(relation.codes[row, index])] for index in shown),
        )
        for row, attribute in enumerate(attributes)
    ]
    return SideBySide(
        tuple(row for row in rows if row.differs), tuple(row for row in rows if not row.differs)
    )
