"""What a chosen factor may be on the day that a way out leads to (domain 1.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from compare.decide.offer_table import OfferTable
from compare.decide.pool import Mask, Pool
from compare.decide.situation import LeftOut
from compare.decide.verdict import ActionKind
from compare.decide.ways_out import WayOut


def open_by_way(table: OfferTable, ways: Sequence[WayOut]) -> Mapping[ActionKind, Mask]:
    """For each way out, the offers whose chosen factors can begin on its first day."""
    return {way.kind: _open(table, way) for way in ways}


def within_limits(
    pool: Pool, table: OfferTable, ways: Sequence[WayOut], open_: Mapping[ActionKind, Mask]
) -> Pool:
    """The pool without the offers that no way leads to, which it then names with the reason."""
    bound = [way for way in ways if way.limits]
    closed = np.zeros(len(table), dtype=bool)
    for own in (True, False):
        leading = [way for way in ways if own or way.departure]
        if bound and leading:
            reached = np.any([open_[way.kind] for way in leading], axis=0)
            closed |= pool.mask & (pool.own == own) & ~reached
    if not closed.any():
        return pool
    left_out = [_left_out(table, index, bound) for index in np.flatnonzero(closed).tolist()]
    return replace(
        pool,
        mask=pool.mask & ~closed,
        own=pool.own & ~closed,
        undecided=pool.undecided & ~closed,
        left_out=(*pool.left_out, *left_out),
    )


def _open(table: OfferTable, way: WayOut) -> Mask:
    found = np.ones(len(table), dtype=bool)
    for limit in way.limits:
        found &= table.within(limit)
    return found


def _left_out(table: OfferTable, index: int, ways: Sequence[WayOut]) -> LeftOut:
    offer = table.offers[index]
    limit = next(
        limit
        for way in ways
        for limit in way.limits
        if not limit.allows(offer.factors.get(limit.key))
    )
    days = {"date": limit.first_day.isoformat(), "by": limit.receive_by.isoformat()}
    return LeftOut(offer.provider, offer.plan, limit.reason.value, days)
