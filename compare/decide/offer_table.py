"""The offers of one market as columns: made once for a state of the data, read by many answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from compare.cost.one_off import OneOff
from compare.cover.market import MarketCover
from compare.cover.pareto import ParetoSet, pareto_set
from compare.leaving.departure import FactorLimit
from compare.values.missing import is_unknown
from compare.values.money import Money
from compare.values.offer import Availability, Offer, Price
from compare.values.question import Code
from compare.values.terms import Attribute

Micros = NDArray[np.int64]


@dataclass(frozen=True)
class OfferTable:
    """Offers with their yearly prices in integer micros and their covers, encoded.

    It depends on no customer. `yearly` is exact: a price finer than a millionth is refused. `once`
    has what single offers ask or give once (fees, cashback), `renewal` their later price where one
    is stated, by index.

    Raises:
        ValueError: offers of several currencies, or a price finer than a millionth.
    """

    offers: tuple[Offer, ...]
    yearly: Micros
    cover: MarketCover
    once: Mapping[int, tuple[OneOff, ...]] = field(default_factory=dict)
    renewal: Mapping[int, Price] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        attributes: Sequence[Attribute],
        offers: Sequence[Offer],
        once: Mapping[int, tuple[OneOff, ...]] | None = None,
        renewal: Mapping[int, Price] | None = None,
    ) -> OfferTable:
        """Encode `offers`, in their order; `once` and `renewal` by their places in it.

        Raises:
            ValueError: two currencies.
        """
        currencies = {offer.price.money.currency for offer in offers}
        if len(currencies) > 1:
            raise ValueError(
                f"expected offers in one currency, found {', '.join(sorted(currencies))}"
            )
        yearly = np.array([_micros(offer) for offer in offers], dtype=np.int64)
        cover = MarketCover.of(attributes, [offer.terms for offer in offers])
        return cls(tuple(offers), yearly, cover, once or {}, renewal or {})

    def __len__(self) -> int:
        return len(self.offers)

    @cached_property
    def currency(self) -> str | None:
        """The one currency of its prices, None without offers."""
        return self.offers[0].price.money.currency if self.offers else None

    @cached_property
    def providers(self) -> NDArray[np.str_]:
        """Each offer's provider."""
        return np.array([offer.provider for offer in self.offers], dtype=np.str_)

    @cached_property
    def plans(self) -> NDArray[np.str_]:
        """Each offer's plan."""
        return np.array([offer.plan for offer in self.offers], dtype=np.str_)

    def same_contract(self, present: Offer) -> NDArray[np.bool_]:
        """Which offers are the contract that is held already: same plan, same factors."""
        found = np.asarray((self.providers == present.provider) & (self.plans == present.plan))
        for index in np.flatnonzero(found).tolist():
            found[index] = dict(self.offers[index].factors) == dict(present.factors)
        return np.asarray(found)

    def accepts(
        self, key: str, accepted: Sequence[Code]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which offers have one of the accepted values for a factor, attribute or term.

        The second array says of which offers the value is known at all.
        """
        values = self.values(key)
        fits = np.isin(values, [str(value) for value in accepted])
        return fits, np.asarray(values != "")

    def within(self, limit: FactorLimit) -> NDArray[np.bool_]:
        """Which offers a limit leaves open."""
        allowed = [limit.allows(offer.factors.get(limit.key)) for offer in self.offers]
        return np.array(allowed, dtype=bool)

    def values(self, key: str) -> NDArray[np.str_]:
        """One factor, attribute or term of every offer as text, empty where it is not known."""
        if key not in self._values:
            self._values[key] = np.array([_value(offer, key) for offer in self.offers], np.str_)
        return self._values[key]

    @cached_property
    def _values(self) -> dict[str, NDArray[np.str_]]:
        return {}

    def efficient(
        self, exposures: Mapping[str, Decimal], indifferent: tuple[str, ...]
    ) -> ParetoSet:
        """The offers that no other beats in cover and price, kept for the next question."""
        key = (tuple(sorted(exposures.items())), indifferent)
        if key not in self._efficient:
            self._efficient[key] = pareto_set(self.cover, self.yearly, exposures, indifferent)
        return self._efficient[key]

    @cached_property
    def _efficient(self) -> dict[tuple[object, ...], ParetoSet]:
        return {}

    @cached_property
    def closed(self) -> NDArray[np.bool_]:
        """Which offers this household cannot buy."""
        return np.array([o.availability is Availability.NO for o in self.offers], dtype=bool)


def _value(offer: Offer, key: str) -> str:
    value = offer.factors.get(key, offer.attributes.get(key, offer.terms.get(key)))
    return "" if is_unknown(value) else str(value)


def _micros(offer: Offer) -> int:
    return Money(offer.per_year, offer.price.money.currency).micros
