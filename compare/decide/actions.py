"""From the columns of a whole market to the few actions that the verdict rule needs to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from compare.cover.market import OVERALL, MarketRelation
from compare.cover.relation import CoverRelation
from compare.decide.gains import Gains, micros
from compare.decide.offer_table import OfferTable
from compare.decide.pool import Mask, Pool
from compare.decide.service import SAME_PROVIDER, UNKNOWN_SERVICE, Service
from compare.decide.verdict import CERTAIN_ENOUGH, Action, ActionKind
from compare.quality.state import ServiceState
from compare.values.offer import Offer

STATES = tuple(ServiceState)
Codes = NDArray[np.int8]


@dataclass(frozen=True)
class Standing:
    """How every offer stands to the present contract in cover and service, as codes."""

    cover: Codes
    service: Codes

    def acceptable(self) -> Mask:
        """Where nothing that was measured gets worse."""
        kept = np.isin(self.cover, [_cover("EQUIVALENT"), _cover("DOMINATES")])
        return np.asarray(kept & (self.service != STATES.index(ServiceState.WORSE)))

    def improves(self) -> Mask:
        """Where something besides money is better."""
        better = self.service == STATES.index(ServiceState.BETTER)
        return np.asarray(better | (self.cover == _cover("DOMINATES")))


def standing(
    table: OfferTable,
    relation: MarketRelation,
    services: Mapping[str, Service],
    pool: Pool,
    unknown: Mask,
) -> Standing:
    """Codes of cover and service; what is undecided in any way has undetermined cover.

    The present provider's own plans have the service that the household has already.
    """
    decided = np.isin(relation.overall_codes, [_cover("TRADE_OFF"), _cover("DOMINATED")])
    open_ = (pool.undecided | unknown) & ~decided
    cover = np.where(open_, _cover("UNDETERMINED"), relation.overall_codes).astype(np.int8)
    names, place = np.unique(table.providers, return_inverse=True)
    states = [services.get(str(name), UNKNOWN_SERVICE).state for name in names]
    codes = np.array([STATES.index(state) for state in states], dtype=np.int8)
    service = codes[place] if len(names) else np.empty(0, dtype=np.int8)
    own = STATES.index(SAME_PROVIDER.state)
    return Standing(cover, np.where(pool.own, own, service).astype(np.int8))


@dataclass(frozen=True)
class Route:
    """The offers that one kind of action leads to, with what each is worth.

    `exposed` says that the way there has a cost that nobody states.
    """

    kind: ActionKind
    members: Mask
    gains: Gains
    exposed: bool = False


def members(kind: ActionKind, pool: Pool, standing: Standing) -> Mask:
    """Which offers an action can lead to.

    Negotiating is for the own provider's plans of the same or better cover: it gives nothing up.
    Its other plans are a change of contract, open like any other candidate.
    """
    keeps = np.isin(standing.cover, [_cover("EQUIVALENT"), _cover("DOMINATES")])
    negotiable = pool.own & keeps
    return negotiable if kind is ActionKind.NEGOTIATE else pool.mask & ~negotiable


def actions(
    table: OfferTable, routes: Sequence[Route], standing: Standing, threshold: Decimal
) -> dict[Action, int]:
    """The actions on which the verdict can hang, with the index of the offer each leads to.

    These are the admissible ones within theta of the best, and of every kind, cover and service
    the one that gains most: the rule gives the same verdict on them as on all (a test proves it).
    """
    theta = micros(threshold)
    admissible = [_admissible(route, standing, theta) for route in routes]
    best = max(
        (int(r.gains.central[a].max()) for r, a in zip(routes, admissible, strict=True) if a.any()),
        default=0,
    )
    found: dict[Action, int] = {}
    for route, allowed in zip(routes, admissible, strict=True):
        near = allowed & (route.gains.central > best - max(theta, 1))
        wanted = {*np.flatnonzero(near).tolist(), *_most_of_each(route, standing)}
        for index in sorted(wanted):
            found[_action(table.offers[index], index, route, standing)] = index
    return found


def _admissible(route: Route, standing: Standing, theta: int) -> Mask:
    """Step 2 of the rule, on columns."""
    if route.exposed:
        return np.zeros_like(route.members)
    central = route.gains.central
    gains = (central >= theta) & (route.gains.p_pos >= CERTAIN_ENOUGH)
    improves = standing.improves() & (central > -theta)
    return np.asarray(route.members & standing.acceptable() & (gains | improves))


def _most_of_each(route: Route, standing: Standing) -> list[int]:
    """Of every cover and service, the offer that gains most (the first of several)."""
    at = np.flatnonzero(route.members)
    kinds = standing.cover[at].astype(np.int64) * len(STATES) + standing.service[at]
    order = np.lexsort((at, -route.gains.central[at], kinds))
    _, first = np.unique(kinds[order], return_index=True)
    return list(at[order[first]].tolist())


def _action(offer: Offer, index: int, route: Route, standing: Standing) -> Action:
    negotiated = route.kind is ActionKind.NEGOTIATE
    cover = CoverRelation.EQUIVALENT if negotiated else OVERALL[standing.cover[index]]
    return Action(
        kind=route.kind,
        id=offer_id(offer),
        nb=route.gains.estimate(index),
        p_pos=float(route.gains.p_pos[index]),
        cover=cover,
        service=STATES[standing.service[index]],
        exposed=route.exposed,
    )


def offer_id(offer: Offer) -> str:
    """A stable name of an offer: provider, plan, and the factors that were chosen."""
    factors = [f"{key}={value}" for key, value in sorted(offer.factors.items())]
    return "/".join([offer.provider, offer.plan, *factors])


def _cover(name: str) -> int:
    return OVERALL.index(CoverRelation(name))
