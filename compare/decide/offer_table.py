"""The offers of one market as columns: made once for a state of the data, read by many answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from compare.cover.market import MarketCover
from compare.values.offer import Availability, Offer
from compare.values.terms import Attribute

Micros = NDArray[np.int64]


@dataclass(frozen=True)
class OfferTable:
    """Offers with their yearly prices in integer micros and their covers, encoded.

    It depends on no customer. `yearly` is exact: a price finer than a millionth is refused.

    Raises:
        ValueError: offers of several currencies, or a price finer than a millionth.
    """

    offers: tuple[Offer, ...]
    yearly: Micros
    cover: MarketCover

    @classmethod
    def of(cls, attributes: Sequence[Attribute], offers: Sequence[Offer]) -> OfferTable:
        """Encode `offers`, in their order."""
        currencies = {offer.price.money.currency for offer in offers}
        if len(currencies) > 1:
            raise ValueError(
                f"expected offers in one currency, found {', '.join(sorted(currencies))}"
            )
        yearly = np.array([_micros(offer) for offer in offers], dtype=np.int64)
        return cls(tuple(offers), yearly, MarketCover.of(attributes, [o.terms for o in offers]))

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
    def closed(self) -> NDArray[np.bool_]:
        """Which offers this household cannot buy."""
        return np.array([o.availability is Availability.NO for o in self.offers], dtype=bool)


def _micros(offer: Offer) -> int:
    return offer.price.yearly.micros
