"""Every offer of one person put beside the present contract, before anything is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from compare.cost.cashflow import cash_flow
from compare.cost.charges import Charges
from compare.cover.market import MarketRelation
from compare.decide.actions import Route, Standing, members, offer_id, standing
from compare.decide.case import Case
from compare.decide.gains import Gains, gains
from compare.decide.limits import open_by_way, within_limits
from compare.decide.line import THREE_YEARS, Line, Sum, dripped, earned_back, exact
from compare.decide.monetised import NO_SAVING, Saving, monetised_keys, saving
from compare.decide.offer_table import OfferTable
from compare.decide.pool import Mask, Pool, pool
from compare.decide.service import SAME_PROVIDER, UNKNOWN_SERVICE, Service
from compare.decide.shown import Removals
from compare.decide.situation import Person
from compare.decide.staying_power import StayingPower, staying_power
from compare.decide.verdict import ActionKind
from compare.decide.ways_out import WayOut
from compare.values.money import MICROS
from compare.values.offer import Offer


@dataclass(frozen=True)
class Comparison:
    """What was computed about one person's offers, in columns.

    `routes` has one entry for each open kind of action, `sums` what goes into its sum besides the
    price. `indifferent` and `exposures` are what the covers were compared with.
    """

    person: Person
    present: Offer
    relation: MarketRelation
    services: Mapping[str, Service]
    pool: Pool
    standing: Standing
    routes: tuple[Route, ...]
    sums: Mapping[ActionKind, Sum]
    power: StayingPower | None
    exposures: Mapping[str, Decimal]
    indifferent: tuple[str, ...]

    @property
    def table(self) -> OfferTable:
        """The person's offers."""
        return self.person.offers

    def saving(self, offer: int) -> Saving:
        """What one offer saves out of pocket; nothing where that is not known."""
        return saving(self.person, self.present, self.table.offers[offer]) or NO_SAVING

    def route(self, offer: int) -> Route | None:
        """The way that leads to an offer: the later one where there are two, as less is lost.

        None where no open way leads there.
        """
        leading = [route for route in self.routes if route.members[offer]]
        return min(leading, key=lambda route: list(ActionKind).index(route.kind), default=None)

    def line(self, offer: int, route: Route | None = None) -> Line:
        """One offer's sum in full, by `route` or else by the way that leads to it.

        Raises:
            ValueError: no way leads to the offer.
        """
        route = route or self.route(offer)
        if route is None:
            raise ValueError(f"no action leads to {offer_id(self.table.offers[offer])}")
        candidate, saved = self.table.offers[offer], self.saving(offer)
        net_benefit, flow, one_off, three_years = exact(
            self.present,
            candidate,
            self.sums[route.kind],
            extra=self.table.once.get(offer, ()),
            renewal=self.table.renewal.get(offer),
            saved=saved,
        )
        own = bool(self.pool.own[offer])
        service = SAME_PROVIDER if own else self.services.get(candidate.provider, UNKNOWN_SERVICE)
        return Line(
            id=offer_id(candidate),
            offer=candidate,
            own=own,
            kind=route.kind,
            net_benefit=net_benefit,
            p_pos=float(route.gains.p_pos[offer]),
            cover=self.relation.comparison(offer),
            service=service,
            cash_flow=flow,
            one_off=one_off,
            saving=saved.range,
            three_years=three_years,
            break_even=earned_back(one_off, self.present, candidate),
            drip=dripped(candidate, (*self.sums[route.kind].fees, *self.table.once.get(offer, ()))),
        )

    def best(self) -> int | None:
        """The offer that gains most of those that give up nothing measured, None without one."""
        found: dict[int, int] = {}
        for route in self.routes:
            at = np.flatnonzero(route.members & self.standing.acceptable())
            if at.size:
                index = int(at[np.argmax(route.gains.central[at])])
                found[index] = int(route.gains.central[index])
        return max(found, key=lambda index: found[index], default=None)

    def loyalty_gap(self) -> Decimal | None:
        """What the own provider asks less of others for the same cover, a year; None if no less."""
        route = next((r for r in self.routes if r.kind is ActionKind.NEGOTIATE), None)
        if route is None:
            return None
        alike = route.members & self._same_chosen()
        if not alike.any():
            return None
        cheapest = Decimal(int(self.table.yearly[alike].min())) / MICROS
        gap = self.present.per_year - cheapest
        return gap if gap > 0 else None

    def _same_chosen(self) -> Mask:
        """The offers with the amounts that the present contract has where they are turned to money."""
        same = np.ones(len(self.table), dtype=bool)
        for key in monetised_keys(self.person):
            held = self.present.factors.get(key, self.present.terms.get(key))
            same &= self.table.values(key) == str(held)
        return same

    def removals(self, shown: Sequence[int]) -> Removals:
        """Every candidate that is not shown, and what beat it."""
        others = self.pool.mask.copy()
        others[list(shown)] = False
        efficient = self.table.efficient(self.exposures, self.indifferent)
        return Removals(self.table, efficient, tuple(np.flatnonzero(others).tolist()))


def compare(case: Case, present: Offer) -> Comparison:
    """Put every offer beside `present`, by every way that is open."""
    situation, person, ways = case.situation, case.person, case.ways.open
    rules, table, question = situation.rules, person.offers, situation.question
    keys = {attribute.key for attribute in rules.attributes}
    indifferent = tuple(key for key in monetised_keys(person) if key in keys)
    exposures = {key: e for key, e in rules.exposures.items() if key not in indifferent}
    relation = table.cover.against(present.terms, exposures, indifferent)
    protected = question.preferences.must_not_get_worse
    reach = open_by_way(table, ways)
    chosen = pool(table, present, relation, question.wanted, protected)
    chosen = within_limits(chosen, table, ways, reach)
    power = staying_power(situation.history, case.threshold)
    by_way = {way.kind: _gains(case, present, way) for way in ways}
    unknown = by_way[ActionKind.NEGOTIATE].unknown
    stands = standing(table, relation, case.services, chosen, unknown)
    return Comparison(
        person=person,
        present=present,
        relation=relation,
        services=case.services,
        pool=chosen,
        standing=stands,
        routes=tuple(
            Route(
                way.kind,
                members(way.kind, chosen, stands) & reach[way.kind],
                by_way[way.kind],
                way.exposed,
            )
            for way in ways
        ),
        sums=_sums(case, present, power),
        power=power,
        exposures=exposures,
        indifferent=indifferent,
    )


def _gains(case: Case, present: Offer, way: WayOut) -> Gains:
    rules = case.situation.rules
    return gains(
        case.person.offers,
        case.person,
        present,
        way,
        months=rules.horizon_months,
        effort=case.effort,
        fees=rules.once,
    )


def _sums(case: Case, present: Offer, power: StayingPower | None) -> Mapping[ActionKind, Sum]:
    """What goes into the sum of each open way besides the new price."""
    rules, walks = case.situation.rules, case.situation.walks
    held = Charges(present.price, instalments=present.instalments)
    stay = cash_flow(held, rules.horizon_months)
    longer = cash_flow(held, THREE_YEARS)
    return {
        way.kind: Sum(
            stay, longer, way, case.effort, rules.once, rules.horizon_months, power, walks
        )
        for way in case.ways.open
    }
