"""Which offers one person may choose from, and why the others are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.cover.market import UNKNOWN, WORSE, MarketRelation
from compare.decide.offer_table import OfferTable
from compare.decide.situation import LeftOut
from compare.values.offer import Offer
from compare.values.question import Code

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Pool:
    """The offers that stay candidates (`mask`), those of the present provider (`own`) among them.

    `undecided` are candidates of which a wanted or protected value is not known: they stay, and
    the answer says what to find out.
    """

    mask: Mask
    own: Mask
    undecided: Mask
    left_out: tuple[LeftOut, ...]


def pool(
    table: OfferTable,
    present: Offer,
    relation: MarketRelation,
    wanted: Mapping[str, Sequence[Code]],
    protected: Sequence[str],
) -> Pool:
    """Filter by availability, by what is wanted and by what must not get worse.

    Only a known mismatch leaves an offer out (domain 2.2). The present contract itself is no
    candidate.

    Raises:
        ValueError: a protected attribute is none of the market's.
    """
    undecided = np.zeros(len(table), dtype=bool)
    mask = ~table.closed
    left_out = _left_out(table, table.closed, "not_available")
    for key, accepted in wanted.items():
        fits, known = table.accepts(key, accepted)
        left_out += _left_out(table, mask & known & ~fits, "not_wanted", key)
        mask &= fits | ~known
        undecided |= ~known
    for key in protected:
        codes = relation.codes[_row(relation, key)]
        left_out += _left_out(table, mask & (codes == WORSE), "gets_worse", key)
        mask &= codes != WORSE
        undecided |= codes == UNKNOWN
    own = table.providers == present.provider
    mask &= ~table.same_contract(present)
    return Pool(mask, own & mask, undecided & mask, tuple(left_out))


def _row(relation: MarketRelation, key: str) -> int:
    if key not in relation.keys:
        raise ValueError(
            f"expected an attribute of this market ({', '.join(relation.keys)}), found {key!r}"
        )
    return relation.keys.index(key)


def _left_out(table: OfferTable, which: Mask, reason: str, key: str | None = None) -> list[LeftOut]:
    parameters = {"attribute": key} if key else {}
    offers = (table.offers[index] for index in np.flatnonzero(which).tolist())
    return [LeftOut(offer.provider, offer.plan, reason, parameters) for offer in offers]
