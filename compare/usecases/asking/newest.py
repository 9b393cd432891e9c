"""Which day a market can be asked about, where the coming period has not been collected yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from compare.leaving.calendars import departures
from compare.leaving.contract import Contract
from compare.leaving.departure import Counts, Departure, Move
from compare.markets import loader
from compare.markets.definition import Market
from compare.store.selectors import prices
from compare.store.selectors.versions import data_version
from compare.usecases.answering.rules import leaving_rules
from compare.usecases.asking.codes import printed
from compare.usecases.asking.fields import end_of


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest period that can be answered: its first day, and since when its prices are known.

    `coming` is the first day of the period that cannot, `act_by` the last day on which somebody can
    still leave for it; None where it is past or nobody can say. `received`: notice must be there on
    that day, not only sent.
    """

    start: date
    today: date
    coming: date
    act_by: date | None
    received: bool


def newest_instead(key: str, today: date) -> Newest | None:
    """The newest collected period, where a market's next one has no price; None where it has.

    None as well where a market does not ask for a coming period, or has no price at all.
    """
    if loader.load(key).market.starts != "next_year":
        return None
    return _newest_instead(key, data_version(key), today)


@lru_cache(maxsize=64)
def _newest_instead(key: str, version: str, today: date) -> Newest | None:
    del version  # another state of the data may have another newest period
    market = loader.load(key)
    found = prices.newest_period(key, end_of(today, market.zone))
    if found is None or found[0].year > today.year:
        return None
    start, known_from = found
    coming = date(today.year + 1, 1, 1)
    leaving = _leaving(market, today, coming)
    return Newest(
        start,
        min(start, known_from.astimezone(market.zone).date()),
        coming,
        leaving and (leaving.receive_by or leaving.deadline),
        leaving is not None and leaving.counts is Counts.RECEIVED,
    )


def _leaving(market: Market, today: date, coming: date) -> Departure | None:
    """How a published household can leave for the coming period; None where nobody can."""
    if market.leaving is None or not market.households.household:
        return None
    usual = market.households.household[0]
    rules = leaving_rules(market, printed({**usual.household, **usual.persons[0]}))
    try:
        ways = departures(market.leaving.calendar, Contract(), rules, today, coming)
    except ValueError:  # the market states no rule for that period
        return None
    return next(
        (
            way
            for way in ways
            if way.move is Move.SWITCH_AT_RENEWAL and way.first_day == coming and not way.blocked
        ),
        None,
    )
