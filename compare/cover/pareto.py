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
Bits = NDArray[np.uint64]


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

    Kinds differ, so that one which is nowhere worse or unknown is somewhere better. Who is at least
    as good is a row of bits, one for each kind: 64 pairs are settled by one operation.
    """
    own = _one_bit_each(covers.ranks.shape[1])
    rivals = np.bitwise_or.reduce(own, axis=0) & ~own
    for ranks, words in zip(covers.ranks, covers.words, strict=True):
        rivals &= _better(ranks, own) | _equal(ranks, words, own)
    return _first_bit(rivals)


def _better(ranks: NDArray[np.float64], own: Bits) -> Bits:
    """For each kind the kinds with a higher rank; none for a rank that is NaN."""
    order = np.argsort(-ranks)  # highest first, NaN last
    upto = np.bitwise_or.accumulate(own[order], axis=0)
    higher = np.searchsorted(-ranks[order], -ranks)
    nobody = (higher == 0) | np.isnan(ranks)
    return np.where(nobody[:, None], np.uint64(0), upto[higher - 1])


def _equal(ranks: NDArray[np.float64], words: NDArray[np.int32], own: Bits) -> Bits:
    """For each kind the kinds with the same rank and word; none for one without a word."""
    order = np.lexsort((words, ranks))
    ranks, words = ranks[order], words[order]
    together = (ranks[1:] == ranks[:-1]) | (np.isnan(ranks[1:]) & np.isnan(ranks[:-1]))
    starts = np.append(True, ~(together & (words[1:] == words[:-1])))
    groups = np.bitwise_or.reduceat(own[order], np.flatnonzero(starts), axis=0)
    found = np.empty_like(own)
    found[order] = np.where((words >= 0)[:, None], groups[np.cumsum(starts) - 1], np.uint64(0))
    return found


def _one_bit_each(size: int) -> Bits:
    bits = np.zeros((size, -(-size // 64)), dtype=np.uint64)
    place = np.arange(size)
    bits[place, place // 64] = np.uint64(1) << (place % 64).astype(np.uint64)
    return bits


def _first_bit(bits: Bits) -> NDArray[np.intp]:
    """The lowest bit of each row, NOBODY where there is none."""
    column = (bits != 0).argmax(axis=1)
    word = bits[np.arange(len(bits)), column]
    bit = np.bitwise_count((word & -word) - np.uint64(1))
    return np.where(word == 0, NOBODY, column * 64 + bit)
