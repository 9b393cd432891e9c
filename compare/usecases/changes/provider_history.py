"""A provider beside its market over the same dates: how often it got worse, and what it cost.

Before anybody is said to be getting worse it is asked whether the others do the same (domain 6.2).
The changes are given: stored ones, or those found anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from compare.markets.loader import load
from compare.quality import event_rates
from compare.quality.event_rates import EventRate
from compare.quality.intervals import Interval
from compare.store.models import Provider
from compare.store.selectors import exposure, price_levels, versions
from compare.store.selectors.attributes import of_providers
from compare.store.selectors.sellers import provider_ids
from compare.track.change import Toward
from compare.track.market_events import Dated, MarketEvent, follow_the_leader
from compare.track.price_level import PriceLevel, Standing, standing

MOST_STEPS = 12  # of prices in one history: where prices move daily, the days between are left out
OWNER = ("group", "carrier")  # attributes that name who stands behind a brand, the nearer first


C = TypeVar("C", bound=Dated)


@dataclass(frozen=True, slots=True)
class PriceMove:
    """From one day to the next: what the same offers of a provider rose by, and of all others.

    `others` None where nobody else sold the same on both days.
    """

    before: date
    after: date
    own: PriceLevel
    others: PriceLevel | None

    @property
    def standing(self) -> Standing | None:
        """Whether it moved as general prices; None where there are no others."""
        return standing(self.own.change, self.others.change) if self.others else None


@dataclass(frozen=True, slots=True)
class ProviderHistory(Generic[C]):
    """A provider from `since` to before `until` beside all others of the market.

    `own` and `others` are rates of worsenings per product-year, None where no product was watched;
    `ratio` is one over the other, None where neither had any. `events` are what several providers
    did together and this one with them; `same_owner` the providers behind which its owner stands.
    """

    provider: str
    since: date
    until: date
    own: EventRate | None
    others: EventRate | None
    ratio: Interval | None
    prices: tuple[PriceMove, ...]
    events: tuple[MarketEvent[C], ...]
    owner: str | None
    same_owner: tuple[str, ...]

    @property
    def is_worse_than_others(self) -> bool:
        """Whether it got worse more often than the others, beyond what chance explains."""
        return self.ratio is not None and self.ratio.low > 1


def provider_history(
    market: str,
    provider: str,
    changes: Sequence[C],
    *,
    since: date,
    until: date,
    known_at: datetime | None = None,
) -> ProviderHistory[C]:
    """The history of one provider against its market; `changes` are all those of the market.

    Give what the providers did themselves, of one state for everybody: who is watched more closely
    is not worse.

    Raises:
        ValueError: `until` is not after `since`.
    """
    if until <= since:
        raise ValueError(f"expected an end after {since}, found {until}")
    state = versions.state(market)
    within = [change for change in changes if since <= change.no_later_than < until]
    owners = owners_of(market, until, known_at)
    days = _exposure(market, state, since, until, known_at)
    own, others = _rates(within, provider, days)
    owner = owners.get(provider)
    return ProviderHistory(
        provider=provider,
        since=since,
        until=until,
        own=own,
        others=others,
        ratio=event_rates.ratio(own, others) if own and others else None,
        prices=_prices(market, state, provider, (since, until), known_at),
        events=tuple(
            event
            for event in follow_the_leader(within, owners)
            if any(provider in mover.brands for mover in event.movers)
        ),
        owner=owner,
        same_owner=tuple(key for key, name in owners.items() if name == owner and key != provider),
    )


def owners_of(market: str, day: date, known_at: datetime | None) -> dict[str, str]:
    """Who stands behind each provider on a day, as far as a source names a group or a carrier."""
    numbers = provider_ids(market)
    names = dict(Provider.objects.filter(id__in=numbers).values_list("id", "key"))
    said = of_providers(numbers, day, known_at)
    owners = {
        names[number]: next((told[key] for key in OWNER if told.get(key)), None)
        for number, told in said.items()
    }
    return {provider: owner for provider, owner in sorted(owners.items()) if owner}


def _rates(
    changes: Sequence[Dated], provider: str, days: Mapping[str, int]
) -> tuple[EventRate | None, EventRate | None]:
    """Decisions by the products that each changed, of the provider and of all others."""
    sizes = {True: Counter[tuple[str, ...]](), False: Counter[tuple[str, ...]]()}
    for change in changes:
        if change.direction == Toward.WORSE and change.provider in days:
            decision = change.provider, change.kind, change.field.partition(" (")[0]
            sizes[change.provider == provider][(*decision, str(change.no_later_than))] += 1
    rest = sum(days.values()) - days.get(provider, 0)
    return (
        event_rates.rate(tuple(sizes[True].values()), days.get(provider, 0)),
        event_rates.rate(tuple(sizes[False].values()), rest),
    )


@lru_cache(maxsize=16)
def _exposure(
    market: str, state: tuple[str, int], since: date, until: date, known_at: datetime | None
) -> dict[str, int]:
    del state  # another state of the data is another answer
    plans = exposure.plan_days(market, since, until, known_at)
    return {provider: sum(days.values()) for provider, days in plans.items()}


def _prices(
    market: str,
    state: tuple[str, int],
    provider: str,
    span: tuple[date, date],
    known_at: datetime | None,
) -> tuple[PriceMove, ...]:
    """The provider's moves from each day on which prices of the market began to the next."""
    days = price_days(market, state, known_at)
    found = []
    for before, after in pairwise(_thinned([day for day in days if span[0] <= day < span[1]])):
        held = levels(market, state, before, after, known_at)
        if (own := held.get(provider)) is not None:
            found.append(PriceMove(before, after, own, _together(held, provider)))
    return tuple(found)


def _thinned(days: Sequence[date]) -> list[date]:
    """At most MOST_STEPS steps from the first day to the last, as even as the days allow."""
    steps = min(MOST_STEPS, len(days) - 1)
    return [days[(len(days) - 1) * at // steps] for at in range(steps + 1)] if steps > 0 else []


def _together(levels: Mapping[str, PriceLevel], but: str) -> PriceLevel | None:
    others = [level for key, level in levels.items() if key != but]
    if not others:
        return None
    return PriceLevel(
        sum(level.offers for level in others),
        sum(level.before for level in others),
        sum(level.after for level in others),
    )


@lru_cache(maxsize=16)
def price_days(market: str, state: tuple[str, int], known_at: datetime | None) -> tuple[date, ...]:
    """The days on which prices of a market began to hold, oldest first."""
    del state  # another state of the data is another answer
    return price_levels.days(market, known_at)


@lru_cache(maxsize=64)
def levels(
    market: str, state: tuple[str, int], before: date, after: date, known_at: datetime | None
) -> dict[str, PriceLevel]:
    """Each provider's level in its most frequent currency and frequency."""
    del state
    found = {}
    gap = load(market).market.max_gap_days
    for provider, sums in price_levels.of_providers(market, before, after, gap, known_at).items():
        offers, old, new = max(sums.values())
        found[provider] = PriceLevel(offers, old, new)
    return found
