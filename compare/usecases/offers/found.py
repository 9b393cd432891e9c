"""What the data hold for a question: each person's offers, the present contracts, who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from compare.decide.situation import LeftOut
from compare.markets import loader
from compare.markets.currencies import in_currency
from compare.markets.definition import Market
from compare.store.selectors import attributes, captures, places
from compare.store.selectors.prices import OfferRow
from compare.store.selectors.tariffs import TariffRow
from compare.usecases.answering.snapshot import Limits, Snapshot, snapshot
from compare.usecases.answering.supposed import NOTHING, Supposed
from compare.usecases.asking.question import known_at
from compare.usecases.offers.areas import Home, availability
from compare.usecases.offers.cells import Cell, cells, chosen_factors, present_cell
from compare.usecases.offers.tariffs import Bills
from compare.usecases.offers.terms import terms_of
from compare.values.money import Money, Per
from compare.values.offer import Availability, Computed, Evidence, Offer, Price
from compare.values.question import Code, Present, Question

NOWHERE: Set[str] = frozenset()
ELSEWHERE = "limited_area"
NOT_WANTED = "not_wanted"
STALE = "stale"
NOT_COMPUTABLE = "not_computable"
NO_LONGER_SOLD = "no_longer_sold"
OTHER_USE = "other_use"


@dataclass(frozen=True, slots=True)
class Found:
    """One person's eligible offers and what was left out of them, with the reason.

    `present` is the contract held now as the data price it for the compared period, None where
    they do not; `priced` are all providers with a fresh price in this person's cells, `known` also
    those whose price there is too old or cannot be computed.
    """

    offers: tuple[Offer, ...]
    left_out: tuple[LeftOut, ...]
    present: Offer | None
    priced: frozenset[str]
    known: frozenset[str]


@dataclass
class Search:
    """Looks up everything that one question needs, each kind of fact once.

    `assumed` has the question's defaults and those that only the data could fill in.
    """

    question: Question
    supposed: Supposed = NOTHING
    market: Market = field(init=False)
    day: date = field(init=False)
    known_at: datetime = field(init=False)
    assumed: dict[str, Code | date] = field(init=False)

    def __post_init__(self) -> None:
        self.market = in_currency(loader.load(self.question.market), self.question.currency)
        self.day = self.question.start
        self.known_at = known_at(self.question, self.market)
        self.assumed = dict(self.question.assumed)

    @cached_property
    def people(self) -> tuple[Found, ...]:
        """What was found for each person, in the order of the question."""
        return tuple(self._person(index) for index in range(len(self.question.persons)))

    @cached_property
    def oldest(self) -> date | None:
        """The day on which the oldest price used was published or last seen, None without prices."""
        used = (row for rows in self._rows for row in rows if not self._is_stale(row))
        shown = [seen for row in used if (seen := self.snapshot.shown_at(row))]
        return min(shown).astimezone(self.market.zone).date() if shown else None

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What the market's sources call its providers on the day of the question."""
        return attributes.names(self.market.key, self.question.today, self.known_at)

    def named(self, name: str) -> str | None:
        """The provider of this very name, None where it is nobody's or several have it."""
        wanted = name.casefold()
        found = [key for key, each in self.names.items() if each.casefold() == wanted]
        return found[0] if len(found) == 1 else None

    @cached_property
    def snapshot(self) -> Snapshot:
        """The market on the first day of the compared cover."""
        return snapshot(self.market.key, self.day, self.known_at)

    @cached_property
    def _rows(self) -> list[list[OfferRow | TariffRow]]:
        persons = range(len(self.question.persons))
        return [[] if self.question.only_quotes else self._priced(index) for index in persons]

    def _priced(self, person: int) -> list[OfferRow | TariffRow]:
        wanted = dict.fromkeys(cells(self.market, self.question, person))
        held = present_cell(self.market, self.question, person)
        if held is not None:
            wanted[held] = None
        return self.rows_of(self.snapshot, list(wanted))

    def rows_of(self, snapshot: Snapshot, cells: list[Cell]) -> list[OfferRow | TariffRow]:
        """The prices and tariffs of some cells."""
        formulas = snapshot.tariffs(cells) if self.market.market.has_tariffs else []
        return [*snapshot.prices(cells), *formulas]

    @cached_property
    def _hashes(self) -> Mapping[int, str]:
        return captures.hashes(row.capture_id for rows in self._rows for row in rows)

    @cached_property
    def _limits(self) -> Limits:
        places = self.market.market.places
        if places is None:
            return Limits()
        return self.snapshot.limits(
            {key: str(self.question.household[key]) for key in places.factors}
        )

    @cached_property
    def _home(self) -> Home:
        household = self.question.household
        postcode, town = household.get("postcode"), household.get("municipality")
        near = places.by_postcode(self.market.key, str(postcode), self.day) if postcode else []
        return Home(
            municipality=None if town is None else str(town),
            neighbours=frozenset(place.municipality for place in near),
        )

    def _person(self, index: int) -> Found:
        wanted = set(cells(self.market, self.question, index))
        held = self._held(index)
        offers: list[Offer] = []
        left_out: list[LeftOut] = []
        priced: set[str] = set()
        present = None
        for row in self._rows[index]:
            if self._is_stale(row):
                if row.cell in wanted:
                    left_out.append(LeftOut(row.provider, row.plan, STALE))
                continue
            offer = self._offer(row, index)
            if offer is None:
                if row.cell in wanted:
                    left_out.append(self._not_computable(row, index))
                continue
            if (row.cell, row.provider, row.plan) == held:
                present = offer
            if row.cell not in wanted:
                continue
            priced.add(row.provider)
            reason = self._reason(offer)
            if reason is None:
                offers.append(offer)
            else:
                left_out.append(reason)
        mine = {row.provider for row in self._rows[index] if row.cell in wanted}
        return Found(tuple(offers), tuple(left_out), present, frozenset(priced), frozenset(mine))

    def _is_stale(self, row: OfferRow | TariffRow) -> bool:
        return self.snapshot.is_stale(row) and row.source not in self.supposed.repaired

    def _held(self, index: int) -> tuple[Cell | None, str | None, str | None]:
        """Cell, provider and plan of the contract held now; a plan that was not said is the usual."""
        present = self.question.presents[index]
        if present is None:
            return None, None, None
        cell = present_cell(self.market, self.question, index)
        return cell, present.provider, present.plan or self._usual_plan(index, cell, present)

    def _usual_plan(self, index: int, cell: Cell | None, present: Present) -> str | None:
        """The provider's only plan of the kind that was said, or that is usual in this market."""
        kinds = {
            item.key: str(present.factors.get(item.key, item.usual))
            for item in self.market.market.attribute
        }
        plans = [
            row.plan
            for row in self._rows[index]
            if (row.cell, row.provider) == (cell, present.provider)
            and kinds.items() <= self.snapshot.plans.get(row.plan_id, {}).items()
        ]
        if len(plans) != 1:
            return None
        self.assumed[f"persons.{index}.present.plan"] = plans[0]
        return plans[0]

    def accepts(self, person: int, kinds: Mapping[str, str]) -> str | None:
        """Which attribute of a plan this person does not accept, None where it accepts all."""
        for attribute in self.market.market.attribute:
            accepted = self.question.wanted_by(person).get(attribute.wanted, ())
            if not attribute.suits(kinds.get(attribute.key), accepted):
                return attribute.key
        return None

    def sold(self, kinds: Mapping[str, str]) -> bool:
        """Whether a plan of these attributes can still be bought, not only be held."""
        every = self.market.market.attribute
        return not any(kinds.get(item.key) in item.closed for item in every)

    def _reason(self, offer: Offer) -> LeftOut | None:
        """Why an offer is none for this household, None where it is one."""
        if not self.sold(offer.attributes):
            return LeftOut(offer.provider, offer.plan, NO_LONGER_SOLD)
        key = self.accepts(offer.person, offer.attributes)
        if key is not None:
            about = {"attribute": key, "value": offer.attributes[key]}
            return LeftOut(offer.provider, offer.plan, NOT_WANTED, about)
        kind = self._bills[offer.person].other_use(self.market, offer.attributes)
        if kind is not None:
            about = {"attribute": kind, "value": offer.attributes[kind]}
            return LeftOut(offer.provider, offer.plan, OTHER_USE, about)
        if offer.availability is Availability.NO:
            return LeftOut(offer.provider, offer.plan, ELSEWHERE)
        return None

    def price(
        self, row: OfferRow | TariffRow, person: int, then: Snapshot
    ) -> tuple[Price | None, Computed | None]:
        """What a row of a snapshot costs this person; no price where it cannot be computed."""
        if isinstance(row, OfferRow):
            return Price(Money.from_micros(row.micros, row.currency), Per(row.per)), None
        computed = self._bills[person].year(then.tariff(row), row.sha256)
        if computed.yearly is None:
            return None, computed
        return Price(Money(computed.yearly, row.currency), Per.YEAR), computed

    @cached_property
    def _bills(self) -> list[Bills]:
        return [
            Bills.of(self.market, self.question, index, self.day)
            for index in range(len(self.question.persons))
        ]

    def _not_computable(self, row: OfferRow | TariffRow, person: int) -> LeftOut:
        kinds = self.snapshot.plans.get(row.plan_id, {})
        other = self._bills[person].other_use(self.market, kinds)
        if other is not None:
            about = {"attribute": other, "value": kinds[other]}
            return LeftOut(row.provider, row.plan, OTHER_USE, about)
        _, computed = self.price(row, person, self.snapshot)
        missing = "; ".join(computed.missing) if computed else ""
        return LeftOut(row.provider, row.plan, NOT_COMPUTABLE, {"missing": missing})

    def _offer(self, row: OfferRow | TariffRow, person: int) -> Offer | None:
        """The row as an offer, None where it has no price for this person."""
        price, computed = self.price(row, person, self.snapshot)
        if price is None:
            return None
        plan, provider = (
            self.snapshot.plans.get(row.plan_id, {}),
            self.snapshot.providers.get(row.provider_id, {}),
        )
        return Offer(
            provider=row.provider,
            provider_name=provider.get("name", row.provider),
            plan=row.plan,
            plan_name=plan.get("name", row.plan),
            price=price,
            person=person,
            factors=chosen_factors(self.market, row.cell),
            attributes={key: value for key, value in plan.items() if key != "name"},
            terms=self.supposed.terms(
                row.provider,
                terms_of(self.market, plan, self.snapshot.terms.get(row.plan_id, {})),
            ),
            availability=self._available(row.plan_id, plan, person),
            evidence=Evidence(self._hashes[row.capture_id], row.locator, row.literal, row.source),
            computed=computed,
        )

    def _available(self, number: int, plan: Mapping[str, str], person: int) -> Availability:
        """Whether the plan is for this household; one for some people only is, where it says so."""
        if not self.sold(plan):
            return Availability.NO
        wanted = self.question.wanted_by(person)
        for kind in self.market.market.attribute:
            code = plan.get(kind.key)
            if code in kind.limited and code not in wanted.get(kind.wanted, ()):
                return Availability.UNKNOWN
        return self._availability(number)

    def _availability(self, plan: int) -> Availability:
        limits = self._limits
        return availability(
            limits.now.get(plan, NOWHERE), limits.before.get(plan, NOWHERE), self._home
        )
