"""Several periods as one: in a single year most providers have too few cases to be told apart.

Rates are standardised: each provider's events are held against what its exposure of each period
would have given at that period's own market rate. Otherwise a provider that was large in a bad
year of the whole market would look worse than one that was large in a good year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.quality.figures import Figure, Kind, Measure
from compare.quality.groups import market_rate

Period = tuple[Figure, ...]


def pooled(periods: Sequence[Period]) -> Period:
    """One figure for each provider over all periods in which it has one, in order of appearance.

    Of a rate the denominator is then the events expected at the market's rate of each period, so
    that the figure is an index with 1 for the market. A single period stays as it is; a rate of a
    period without any event says nothing and is passed over.

    Raises:
        ValueError: the figures of a period are of different measures, groups or periods.
    """
    kept = [period for period in periods if period and _says_something(period)]
    if len(kept) < 2:
        return kept[0] if kept else (tuple(periods[-1]) if periods else ())
    of_rates = kept[0][0].measure.kind is Kind.RATE
    sums: dict[str, tuple[int, float]] = {}
    for period in kept:
        rate = market_rate(period) if of_rates else 1.0
        for figure in period:
            events, exposure = sums.get(figure.provider, (0, 0.0))
            sums[figure.provider] = (
                events + figure.numerator,
                exposure + figure.denominator * rate,
            )
    first, label = kept[0][0], f"{kept[0][0].period} … {kept[-1][0].period}"
    measure = standardised(first.measure) if of_rates else first.measure
    return tuple(
        Figure(provider, measure, events, exposure, first.group, label)
        for provider, (events, exposure) in sums.items()
    )


def standardised(measure: Measure) -> Measure:
    """The same measure as an index: events observed over events expected."""
    return replace(measure, denominator=f"{measure.numerator} expected at the market's rate")


def repeats(periods: Sequence[Period]) -> dict[str, str]:
    """Periods that repeat an earlier one, count by count: each with the one that it repeats.

    A publisher that prints last year's counts again has counted nothing: they are one period.
    """
    seen: dict[frozenset[tuple[str, int, float]], str] = {}
    found: dict[str, str] = {}
    for period in periods:
        if not period:
            continue
        counts = frozenset((each.provider, each.numerator, each.denominator) for each in period)
        first = seen.setdefault(counts, period[0].period)
        if first != period[0].period:
            found[period[0].period] = first
    return found


def _says_something(period: Period) -> bool:
    return period[0].measure.kind is not Kind.RATE or any(each.numerator for each in period)
