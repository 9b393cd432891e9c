"""The market's yardstick: what can happen in a year, the same for every cover (domain 2.4, 6.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from compare.cover.expected_benefit import Exponential, LimitApplies, Peril
from compare.markets.definition import Market
from compare.values.terms import Attribute


def scenario(market: Market, day: date, compared: Iterable[Attribute]) -> tuple[Peril, ...]:
    """What can happen, and which terms decide what is paid; empty where the market states none.

    What is decided by a term that is not compared is no part of it.
    """
    keys = {None, *(attribute.key for attribute in compared)}
    return tuple(
        Peril(
            key=row.key,
            frequency=row.frequency,
            severity=Exponential(row.mean),
            status=row.status,
            excess=row.excess,
            limit=row.limit,
            coinsurance=row.coinsurance,
            limit_applies=LimitApplies(row.limit_applies),
        )
        for row in market.costs.peril
        if day in row.span and keys.issuperset((row.status, row.excess, row.limit, row.coinsurance))
    )
