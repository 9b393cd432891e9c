"""Pairs of providers that nothing measured tells apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import numpy as np

from compare.cover.market import OVERALL
from compare.cover.relation import CoverRelation
from compare.decide.comparison import Comparison
from compare.decide.service import services
from compare.quality.figures import Figure
from compare.quality.state import ServiceState
from compare.values.money import MICROS

APART = (ServiceState.BETTER, ServiceState.WORSE)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Of all pairs of providers, those that neither price nor service tells apart.

    Counts of one profile, or sums of several profiles by their weights.
    """

    alike: Decimal
    pairs: Decimal

    @property
    def share(self) -> Decimal:
        """The share of pairs that cannot be told apart."""
        return self.alike / self.pairs


def together(counted: Iterable[tuple[Decimal, Pairs]]) -> Pairs | None:
    """Several profiles' pairs, each with its weight; None without any."""
    weighed = [(weight, each) for weight, each in counted if weight]
    if not weighed:
        return None
    zero = Decimal(0)
    return Pairs(
        sum((weight * each.share for weight, each in weighed), zero),
        sum((weight for weight, _ in weighed), zero),
    )


Same = frozenset[tuple[str, str]]


def same_cover(one: Comparison) -> Same:
    """The provider and plan of every offer with the same cover as the present contract."""
    offers = (one.table.offers[index] for index in _alike(one))
    return frozenset((offer.provider, offer.plan) for offer in offers)


def like_for_like_prices(one: Comparison) -> list[Decimal]:
    """A year's price of every offer with the same cover as the present contract."""
    return [Decimal(int(one.table.yearly[index])) / MICROS for index in _alike(one)]


def indistinguishable(one: Comparison, figures: tuple[Figure, ...], theta: Decimal) -> Pairs | None:
    """Pairs whose cheapest like-for-like prices differ by less than theta a year, with no evidence
    of different service; None where fewer than two providers sell that cover.
    """
    cheapest: dict[str, Decimal] = {}
    for index in _alike(one):
        price = Decimal(int(one.table.yearly[index])) / MICROS
        provider = one.table.offers[index].provider
        cheapest[provider] = min(price, cheapest.get(provider, price))
    pairs = list(combinations(sorted(cheapest), 2))
    if not pairs:
        return None
    differ = {provider: _differs_from(figures, provider) for provider in cheapest}
    alike = [
        (a, b)
        for a, b in pairs
        if abs(cheapest[a] - cheapest[b]) < theta and b not in differ[a] and a not in differ[b]
    ]
    return Pairs(Decimal(len(alike)), Decimal(len(pairs)))


def _alike(one: Comparison) -> list[int]:
    same = one.standing.cover == OVERALL.index(CoverRelation.EQUIVALENT)
    present = one.table.same_contract(one.present)
    return list(np.flatnonzero((one.pool.mask | present) & same).tolist())


def _differs_from(figures: tuple[Figure, ...], provider: str) -> set[str]:
    """The providers whose service is credibly better or worse than this one's."""
    found = services(figures, provider)
    return {other for other, service in found.items() if service.state in APART}
