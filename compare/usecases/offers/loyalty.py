"""What a newcomer's headline price leaves out: fees on top, and the rise at the first renewal (6.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from statistics import median_low

from compare.cost.frequency import annualise
from compare.markets.definition import Market
from compare.markets.loader import load
from compare.store.models import Plan, Price
from compare.store.selectors import sources, terms, versions
from compare.store.selectors.listed import as_of
from compare.track.drip import drip, price_walk
from compare.usecases.answering.situation import RENEWAL_RISE
from compare.usecases.changes.printed import share
from compare.usecases.changes.provider_history import price_days
from compare.values.money import MICROS, Money, Per
from compare.values.terms import TermValue

Shares = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Gap:
    """One provider's plans on a day, the least and the most of them.

    `walk` is the renewal price over the new customer's, less one, as the provider states it; `drip`
    the share by which fees that nobody escapes exceed the headline. None where it states none.
    """

    walk: Shares | None
    drip: Shares | None


def newest(market: str) -> Mapping[str, Gap]:
    """The gaps of each provider on the last day on which prices of the market began to hold."""
    state = versions.state(market)
    days = price_days(market, state, None)
    return gaps(market, state, days[-1], None) if days else {}


def spread(shares: Shares | None) -> dict[str, str | None] | None:
    """The least and the most in the shape that faces print."""
    return {"least": share(shares[0]), "most": share(shares[1])} if shares else None


@lru_cache(maxsize=16)
def gaps(
    market: str, state: tuple[str, int], day: date, known_at: datetime | None
) -> Mapping[str, Gap]:
    """The loyalty gap and the drip of each provider that states a rise at renewal or a yearly fee.

    A plan's price is that of its middle cell. Read once for each `state` of the data.
    """
    del state  # another state of the data is another answer
    definition = load(market)
    plans = dict(Plan.objects.filter(market=market).values_list("id", "provider__key"))
    said = terms.of_plans(plans, day, known_at)
    fees = {plan: found for plan, own in said.items() if (found := _fees(definition, own))}
    rises = {
        plan: rise
        for plan, own in said.items()
        if isinstance(rise := own.get(RENEWAL_RISE), Decimal)
    }
    prices = _prices({*fees, *rises}, day, known_at)
    walks: dict[str, list[Decimal]] = defaultdict(list)
    drips: dict[str, list[Decimal]] = defaultdict(list)
    for plan, price in prices.items():
        if plan in rises:
            renewal = Money(price.amount * (1 + rises[plan] / 100), price.currency)
            walks[plans[plan]].append(price_walk(renewal, price))
        if plan in fees:
            over = [Money(fee, price.currency) for fee in fees[plan]]
            drips[plans[plan]].append(drip(price, over).ratio)
    return {
        provider: Gap(_span(walks.get(provider)), _span(drips.get(provider)))
        for provider in sorted({*walks, *drips})
    }


def _fees(market: Market, own: Mapping[str, TermValue]) -> list[Decimal]:
    """The stated yearly fees in the market's currency; a provider that states none has no entry."""
    values = [own.get(term.key) for term in market.terms.term if term.yearly]
    return [value for value in values if isinstance(value, Decimal)]


def _prices(plans: Collection[int], day: date, known_at: datetime | None) -> dict[int, Money]:
    """A year's price of each plan in its middle cell."""
    found: dict[int, list[tuple[Decimal, str]]] = defaultdict(list)
    rows = Price.objects.filter(as_of(day, known_at), plan__in=list(plans))
    rows = rows.exclude(source__in=sources.hidden()).exclude(per=Per.ONCE.value)
    for plan, micros, currency, per in rows.values_list("plan_id", "micros", "currency", "per"):
        found[plan].append((annualise(Decimal(micros) / MICROS, Per(per)), currency))
    middle = {plan: median_low(yearly) for plan, yearly in found.items()}
    return {plan: Money(*price) for plan, price in middle.items() if price[0] > 0}


def _span(shares: Collection[Decimal] | None) -> Shares | None:
    return (min(shares), max(shares)) if shares else None
