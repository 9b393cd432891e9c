"""Which offers are worth a look: cover and price together (domain 2.2).

An offer is beaten where another one has a better cover (DOMINATES) and is not dearer, or has the
same cover (EQUIVALENT) and is cheaper. A cover with an unknown attribute beats nothing by it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.cover.market import BETTER, Columns, MarketCover, relations
from compare.cover.relation import Exposures, check_keys

NOBODY = -1
PAIRS_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True)
class Beaten:
    """One removed offer: what beats it, on which attributes, and by how much cheaper.

    `cheaper_by` is in the unit of the prices (micros); 0 means the same price.
    """

    offer: int
    by: int
    better_on: tuple[str, ...]
    cheaper_by: int


@dataclass(frozen=True)
class ParetoSet:
    """The offers that nothing beats, and for each of the others the cheapest that beats it.

    `beaten_by` holds one index per offer, NOBODY for an efficient one. Of several at one price the
    first in the market's order is named.
    """

    market: MarketCover
    prices: NDArray[np.int64]
    beaten_by: NDArray[np.intp]
    columns: Columns
    neutral: NDArray[np.bool_]

    @property
    def efficient(self) -> tuple[int, ...]:
        """The offers that no other beats, in the market's order."""
        return tuple(np.flatnonzero(self.beaten_by == NOBODY).tolist())

    def why(self, offer: int) -> Beaten | None:
        """What beats an offer and on what; None for an efficient one."""
        by = int(self.beaten_by[offer])
        if by == NOBODY:
            return None
        pair = relations(
            self.columns.take(np.array([by])), self.columns.take(np.array([offer]))
        ).ravel()
        better = np.flatnonzero((pair == BETTER) & ~self.neutral)
        return Beaten(
            offer,
            by,
            tuple(self.market.keys[row] for row in better.tolist()),
            int(self.prices[offer] - self.prices[by]),
        )


def pareto_set(
    market: MarketCover,
    prices: NDArray[np.int64],
    exposures: Exposures | None = None,
    indifferent: Collection[str] = (),
) -> ParetoSet:
    """The efficient offers among `market`, whose prices (integer micros) stand in its order.

    Raises:
        ValueError: the number of prices is not that of the covers; else as `compare_cover`.
    """
    if prices.shape != (len(market),):
        raise ValueError(f"expected {len(market)} prices, found {prices.size}")
    exposures = exposures or {}
    check_keys(market.attributes, exposures, indifferent)
    columns = market.for_customer(market.columns, exposures)
    neutral = market.neutral(indifferent)
    beaten_by = _cheapest_beating(columns, ~neutral, prices)
    return ParetoSet(market, prices, beaten_by, columns, neutral)


def _cheapest_beating(
    columns: Columns, counts: NDArray[np.bool_], prices: NDArray[np.int64]
) -> NDArray[np.intp]:
    """Offers with the same cover are compared once: their cheapest stands for all of them."""
    if not prices.size:
        return np.empty(0, dtype=np.intp)
    order = np.argsort(prices, kind="stable")
    kinds = _kinds(columns, counts)[order]
    _, first, kind_of = np.unique(kinds, return_index=True, return_inverse=True)
    by_price = np.argsort(first)  # the kinds, cheapest first
    place = np.empty_like(by_price)
    place[by_price] = np.arange(by_price.size)
    cheapest = order[first[by_price]]  # the offer that stands for each kind
    kind = place[kind_of]  # of each offer in the order of prices
    covers = Columns(columns.ranks[counts][:, cheapest], columns.words[counts][:, cheapest])
    rival = _cheapest_better_kind(covers)[kind]
    by = np.where(rival == NOBODY, NOBODY, cheapest[rival])
    by[(by != NOBODY) & (prices[by] > prices[order])] = NOBODY
    same = _equals_itself(covers)[kind] & (prices[cheapest[kind]] < prices[order])
    use_same = same & ((by == NOBODY) | (prices[cheapest[kind]] < prices[by]))
    by[use_same] = cheapest[kind][use_same]
    beaten_by = np.empty_like(by)
    beaten_by[order] = by
    return beaten_by


def _kinds(columns: Columns, counts: NDArray[np.bool_]) -> NDArray[np.intp]:
    """A number for each distinct cover (over the attributes that count)."""
    ranks = columns.ranks[counts] + 0.0  # so that -0.0 and 0.0 are the same bytes
    rows = np.ascontiguousarray(np.vstack([ranks, columns.words[counts].astype(np.float64)]).T)
    if not rows.shape[1]:
        return np.zeros(rows.shape[0], dtype=np.intp)
    whole = rows.view(np.dtype((np.void, rows.shape[1] * rows.itemsize))).ravel()
    return np.unique(whole, return_inverse=True)[1]


def _equals_itself(covers: Columns) -> NDArray[np.bool_]:
    return np.asarray((covers.words >= 0).all(axis=0))


def _cheapest_better_kind(covers: Columns) -> NDArray[np.intp]:
    """For each kind the first other kind that is better or equal in everything, NOBODY if none.

    Kinds differ, so that one which is nowhere worse or unknown is somewhere better.
    """
    size = covers.ranks.shape[1]
    found = np.full(size, NOBODY, dtype=np.intp)
    block = max(1, PAIRS_AT_ONCE // size)
    for start in range(0, size, block):
        mine = np.arange(start, min(start + block, size))
        offer, rival = _surviving_pairs(covers, mine)
        other = offer != rival
        offer, rival = offer[other], rival[other]
        beaten, first = np.unique(offer, return_index=True)
        found[beaten] = rival[first]
    return found


def _surviving_pairs(
    covers: Columns, mine: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs (offer of `mine`, rival) in which the rival is nowhere worse or unknown.

    Attribute after attribute, on all pairs while most survive and on the survivors afterwards.
    """
    size, rows = covers.ranks.shape[1], covers.ranks.shape[0]
    alive = np.ones((mine.size, size), dtype=bool)
    row = 0
    while row < rows and (row < 4 or np.count_nonzero(alive) > alive.size // 16):
        alive &= _at_least(covers, row, np.arange(size)[None, :], mine[:, None])
        row += 1
    offer, rival = np.nonzero(alive)
    offer = mine[offer]
    for later in range(row, rows):
        keep = _at_least(covers, later, rival, offer)
        offer, rival = offer[keep], rival[keep]
    return offer, rival


def _at_least(
    covers: Columns, row: int, a: NDArray[np.intp], b: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Whether value `a` of one attribute is better than value `b` or equal to it."""
    ranks, words = covers.ranks[row], covers.words[row]
    equal = (words[a] == words[b]) & (words[a] >= 0)
    together = (ranks[a] == ranks[b]) | (np.isnan(ranks[a]) & np.isnan(ranks[b]))
    return np.asarray((ranks[a] > ranks[b]) | (equal & together))
