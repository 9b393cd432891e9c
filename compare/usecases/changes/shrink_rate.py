"""How often products shrink: events per product-year with the limits that chance leaves (domain 6.1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from compare.quality import event_rates
from compare.quality.event_rates import EventRate
from compare.store.models import Source
from compare.store.selectors import figures
from compare.track.change import Change, State
from compare.track.packs import PackEvent
from compare.usecases.tracking import packs as changes_packs

COUNTS = ("items_downsized", "items_upsized")  # published without a denominator


@dataclass(frozen=True, slots=True)
class ShrinkRate:
    """The smaller packs of one source; `rate` None where no product was seen on two days.

    `proposed` are apparent replacements that no person has confirmed: they are in no rate.
    """

    source: str
    products: int
    shrunk: int
    grown: int
    proposed: int
    rate: EventRate | None


def shrink_rate(source: Source, known_at: datetime | None = None) -> ShrinkRate:
    """The rate of confirmed smaller packs per year in which a product was watched.

    A product is watched from its first sighting with a size to its last.
    """
    products = changes_packs.products(source, known_at)
    found = [each.change for each in changes_packs.of_source(source, known_at).found]
    days = [(each.told[-1].day - each.told[0].day).days for each in products if each.told]
    shrunk = _counted(found, {PackEvent.SHRINKFLATION})
    return ShrinkRate(
        source=source.key,
        products=sum(1 for count in days if count),
        shrunk=shrunk,
        grown=_counted(found, {PackEvent.UPSIZE, PackEvent.UPSIZE_UNIT_RISE}),
        proposed=sum(
            change.state is State.PROPOSED and change.kind == PackEvent.SHRINKFLATION
            for change in found
        ),
        rate=event_rates.rate((1,) * shrunk, sum(days)),
    )


def _counted(found: Collection[Change], kinds: Collection[str]) -> int:
    return sum(change.state is State.CONFIRMED and change.kind in kinds for change in found)


@dataclass(frozen=True, slots=True)
class Beside:
    """Counts of changed sizes that somebody publishes without saying of how many items."""

    months: int
    first: date
    last: date
    downsized: Decimal
    upsized: Decimal


def published_counts(market: str, day: date, known_at: datetime | None = None) -> Beside | None:
    """The published monthly counts of a market, added up; None where there are none."""
    rows = [row for row in figures.published(market, day, known_at) if row.measure in COUNTS]
    if not rows:
        return None
    sums = {
        measure: sum(
            (row.value or Decimal(0) for row in rows if row.measure == measure), Decimal(0)
        )
        for measure in COUNTS
    }
    months = sorted({row.valid_from for row in rows})
    return Beside(len(months), months[0], months[-1], *(sums[measure] for measure in COUNTS))


def printed(found: ShrinkRate, beside: Beside | None) -> dict[str, Any]:
    """The rate in the shape that faces print, with the sentence that goes with the counts."""
    interval = found.rate.interval if found.rate else None
    return {
        "source": found.source,
        "products": found.products,
        "product_years": found.rate and round(found.rate.years, 1),
        "shrunk": found.shrunk,
        "grown": found.grown,
        "proposed": found.proposed,
        "per_product_year": interval and [interval.low, interval.estimate, interval.high],
        "sentence": sentence(found, beside),
    }


def sentence(found: ShrinkRate, beside: Beside | None) -> str:
    """What may be said of the rate, and what the published counts beside it can not say."""
    if found.rate is None:
        return "No product was seen on two days, so that no rate can be told."
    interval = found.rate.interval
    said = (
        f"{found.shrunk} of {found.products} products shrank in {found.rate.years:.0f} "
        f"product-years: {interval.estimate * 1000:.2f} per 1,000 product-years "
        f"({interval.low * 1000:.2f} to {interval.high * 1000:.2f})."
    )
    if beside is None:
        return said
    return (
        f"{said} The published counts, {beside.downsized:.0f} items smaller and "
        f"{beside.upsized:.0f} larger in {beside.months} months, are of an unknown number of items: "
        "they are an orientation, and no rate."
    )
