"""Each provider of a market over a span of time: its premium against the market, and its cover.

The premium is what the same offers cost on both days. Cover is every recorded change of a term in
between, with its evidence; where the market has a yardstick (what a year can bring) also what the
same cover costs now (domain 6.2). Nothing is added up to a mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from compare.cover.expected_benefit import expected_benefit
from compare.markets.definition import Market
from compare.markets.loader import load
from compare.store.models import Plan
from compare.store.selectors import attributes, figures, said, terms, versions
from compare.store.selectors import changes as selected
from compare.store.selectors.changes import Filter
from compare.track.cover_shrink import CoverUnitChange, cover_unit_change
from compare.track.events import EventType
from compare.track.news import EXCUSES
from compare.track.price_level import ALIKE, PriceLevel, Standing, mean_change, standing
from compare.track.successors import PLAN_REPLACED
from compare.usecases.changes.printed import share
from compare.usecases.changes.provider_history import levels, price_days
from compare.usecases.changes.told import Wanted, changes, in_order
from compare.usecases.offers.loyalty import Gap, gaps, spread
from compare.usecases.offers.terms import terms_of
from compare.usecases.tracking.yardstick import scenario

NO_COVER = frozenset({EventType.WORK_SHIFT.value, PLAN_REPLACED})


class NotThere(ValueError):
    """A market without prices on two days: nothing can be said of a span."""


@dataclass(frozen=True, slots=True)
class Line:
    """One provider: `premium` is None where it sold nothing on both days.

    `customers` None: nobody published how many it has. `worse` and `better` are its recorded changes
    of cover as every face prints them, each with the provider's `replies`. `same_cover` is what the
    same cover costs now, None where the market has no yardstick or a term is not known on both days.
    `gap` is what the last day's headline price leaves out, None where the provider states nothing.
    """

    provider: str
    name: str
    premium: PriceLevel | None
    standing: Standing | None
    weighted_standing: Standing | None
    customers: Decimal | None
    worse: tuple[dict[str, Any], ...]
    better: tuple[dict[str, Any], ...]
    same_cover: CoverUnitChange | None
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """All providers between two days; both means are None where nobody is in them.

    `counted_from` begins the period of the customers by which the weighted mean counts.
    """

    market: str
    since: date
    until: date
    days: tuple[date, ...]
    threshold: Decimal
    mean: Decimal | None
    weighted_mean: Decimal | None
    counted_from: date | None
    lines: tuple[Line, ...]

    @property
    def compared(self) -> tuple[Line, ...]:
        """Those with a premium on both days, the dearest rise first."""
        return tuple(line for line in self.lines if line.premium)

    @property
    def not_compared(self) -> tuple[Line, ...]:
        """Those that sold nothing on one of the two days."""
        return tuple(line for line in self.lines if not line.premium)

    @property
    def more_for_less(self) -> tuple[Line, ...]:
        """Whose premium rose more than the market's while their cover got worse."""
        return tuple(
            line for line in self.compared if line.standing is Standing.MORE and line.worse
        )


def story(
    market: str,
    since: date | None = None,
    until: date | None = None,
    threshold: Decimal = ALIKE,
    known_at: datetime | None = None,
) -> Story:
    """The story of a market; without days from the first on which prices began to the last.

    `threshold` is how far from the market's rise a provider's may lie and still be "as general
    prices". A day stands for the last one before it on which prices of the market began to hold.

    Raises:
        NotThere: prices of fewer than two days lie in the span.
    """
    state = versions.state(market)
    days = price_days(market, state, known_at)
    before, after = _ends(market, days, since, until)
    found = levels(market, state, before, after, known_at)
    customers, counted_from = _customers(load(market), after, known_at)
    mean, weighted = mean_change(found), mean_change(found, customers)
    covers = same_cover(market, state, before, after, known_at)
    worse, better = _of_cover(market, before, after, known_at)
    names = attributes.providers_of(market)
    loyalty = gaps(market, state, after, known_at)
    lines = [
        Line(
            provider=key,
            name=names.get(key, key),
            premium=level,
            standing=_standing(level, mean, threshold),
            weighted_standing=_standing(level, weighted, threshold),
            customers=customers.get(key),
            worse=tuple(worse[key]),
            better=tuple(better[key]),
            same_cover=_unit(level, covers.get(key)),
            gap=loyalty.get(key),
        )
        for key in {*names, *found}
        for level in [found.get(key)]
    ]
    lines.sort(key=lambda line: (-line.premium.change if line.premium else 9, line.name))
    return Story(market, before, after, days, threshold, mean, weighted, counted_from, tuple(lines))


def printed(found: Story) -> dict[str, Any]:
    """The story in the shape that every face prints; shares are shares, never per cent."""
    return {
        "market": found.market,
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "threshold": str(found.threshold),
        "market_change": {"unweighted": share(found.mean), "weighted": share(found.weighted_mean)},
        "customers_counted_from": found.counted_from and found.counted_from.isoformat(),
        "providers": [row(line) for line in found.lines],
    }


def row(line: Line) -> dict[str, Any]:
    """One provider as plain content."""
    return {
        "provider": line.provider,
        "name": line.name,
        "premium_change": share(line.premium.change) if line.premium else None,
        "offers_compared": line.premium.offers if line.premium else 0,
        "against_the_market": line.standing and line.standing.value,
        "against_the_weighted_market": line.weighted_standing and line.weighted_standing.value,
        "customers": None if line.customers is None else str(line.customers),
        "cover_change": line.same_cover and share(line.same_cover.benefit_change),
        "same_cover_price_change": line.same_cover and share(line.same_cover.unit_price_change),
        "rise_at_renewal": spread(line.gap.walk if line.gap else None),
        "fees_beyond_headline": spread(line.gap.drip if line.gap else None),
        "cover_worse": list(line.worse),
        "cover_better": list(line.better),
    }


def _ends(
    market: str, days: tuple[date, ...], since: date | None, until: date | None
) -> tuple[date, date]:
    begun = [day for day in days if until is None or day <= until]
    before = [day for day in begun if since is not None and day <= since]
    if not begun or (first := before[-1] if before else begun[0]) == begun[-1]:
        raise NotThere(
            f"{market}: expected prices of two days in the span, found {len(begun[-1:])}"
        )
    return first, begun[-1]


def _standing(
    level: PriceLevel | None, market: Decimal | None, threshold: Decimal
) -> Standing | None:
    return standing(level.change, market, threshold) if level and market is not None else None


def _customers(
    market: Market, day: date, known_at: datetime | None
) -> tuple[dict[str, Decimal], date | None]:
    """How many customers each provider had in the last published period that had begun by a day.

    None is taken from an older period: who is not in the last one may have none any more.
    """
    wanted = market.quality.customers
    rows = figures.published(market.key, day, known_at) if wanted else []
    counted = [row for row in rows if row.measure == wanted and not row.part]
    begun = max((row.valid_from for row in counted if row.value is not None), default=None)
    latest = [row for row in counted if row.valid_from == begun]
    return {row.provider: row.value for row in latest if row.value is not None}, begun


def _of_cover(
    market: str, before: date, after: date, known_at: datetime | None
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[dict[str, Any]]]]:
    """The recorded changes of terms between two days, for the worse and for the better.

    What a law or the contract itself changed is nobody's doing, and in neither; nor is work that was
    moved to the customer, or a plan that took another's place: neither is cover.
    """
    told: dict[str, dict[str, list[dict[str, Any]]]] = {
        "worse": defaultdict(list),
        "better": defaultdict(list),
    }
    found = [
        change
        for change in _recorded(market, before, after, known_at)
        if change["direction"] in told
        and change["subject"]
        and change["doubt"] not in EXCUSES
        and not change["kind"].startswith("price_")
        and change["kind"] not in NO_COVER
    ]
    replies: dict[str, list[dict[str, str]]] = defaultdict(list)
    for reply in said.replies([change["id"] for change in found]):
        in_words = {"author": reply.author, "text": reply.text, "language": reply.language}
        replies[reply.change].append(in_words)
    for change in found:
        held = {**change, "replies": replies[change["id"]]}
        told[change["direction"]][change["provider"]].append(held)
    return told["worse"], told["better"]


def _recorded(
    market: str, before: date, after: date, known_at: datetime | None
) -> list[dict[str, Any]]:
    """All changes between two days as stored; found from the facts for an instant in the past."""
    if known_at is None:
        wanted = Filter(market=market, since=before, until=after)
        return in_order([row.shown for row in selected.but_of_prices(wanted)])
    found = changes(Wanted(market=market, since=before, known_at=known_at))
    return [each for each in found if each["no_later_than"] <= after.isoformat()]


@lru_cache(maxsize=16)
def same_cover(
    market: str, state: tuple[str, int], before: date, after: date, known_at: datetime | None
) -> Mapping[str, tuple[Decimal, Decimal]]:
    """What each provider's plans are expected to pay a year on both days, added up.

    Only plans all of whose deciding terms are known on both days are in it; one scenario and one
    method for both. Empty where the market has no yardstick.
    """
    del state
    definition = load(market)
    perils = scenario(definition, after, (term.attribute for term in definition.terms.term))
    if not perils:
        return {}
    plans = dict(Plan.objects.filter(market=market).values_list("id", "provider__key"))
    held = [_promised(definition, plans, day, known_at) for day in (before, after)]
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for plan in held[0].keys() & held[1].keys():
        was, will = (expected_benefit(each[plan], perils).amount for each in held)
        if was is not None and will is not None:
            old, new = sums.get(plans[plan], (Decimal(0), Decimal(0)))
            sums[plans[plan]] = old + was, new + will
    return sums


def _promised(
    market: Market, plans: Mapping[int, str], day: date, known_at: datetime | None
) -> dict[int, Any]:
    told = attributes.of_plans(plans, day, known_at)
    read = terms.of_plans(plans, day, known_at)
    return {plan: terms_of(market, told.get(plan, {}), own) for plan, own in read.items()}


def _unit(
    level: PriceLevel | None, benefits: tuple[Decimal, Decimal] | None
) -> CoverUnitChange | None:
    if level is None or benefits is None or min(benefits) <= 0:
        return None
    return cover_unit_change(Decimal(level.before), Decimal(level.after), *benefits)
