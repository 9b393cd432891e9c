"""Every provider's service in one measure: groups and rank intervals, never a rank (domain 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare.quality.figures import Figure, Kind
from compare.quality.groups import Group, RankInterval, group_providers, rank_intervals
from compare.quality.heterogeneity import Heterogeneity, of_proportions, of_rates
from compare.quality.index import ComplaintIndex, complaint_index
from compare.quality.intervals import Interval
from compare.quality.multiple import benjamini_hochberg, survivors
from compare.quality.probability import highest_proportion, lowest_rate
from compare.quality.shrinkage import Beta, empirical_bayes

LISTED_AT = 0.05


@dataclass(frozen=True, slots=True)
class ProviderService:
    """One provider's figure as it may be shown.

    `interval` is the raw figure with its 95 % limits, `shrunken` the same drawn towards the
    market's mean. `p_best` is the probability of being the best of all; `worth_a_look` an
    exploratory mark (Benjamini-Hochberg) that is no statement about the provider. `index` is the
    share of the market's events over the share of its exposure, None for a proportion.
    """

    provider: str
    interval: Interval
    shrunken: float
    group: Group
    ranks: RankInterval
    p_best: float
    worth_a_look: bool
    index: ComplaintIndex | None


@dataclass(frozen=True, slots=True)
class MarketService:
    """A measure over the whole market."""

    measure: str
    heterogeneity: Heterogeneity
    providers: tuple[ProviderService, ...]


def market_service(figures: Sequence[Figure]) -> tuple[MarketService, ...]:
    """Each measure that two or more providers publish, and in which anything was counted."""
    keys = dict.fromkeys(figure.measure.key for figure in figures)
    groups = ([figure for figure in figures if figure.measure.key == key] for key in keys)
    return tuple(
        _measure(group)
        for group in groups
        if len(group) > 1 and any(figure.numerator for figure in group)
    )


def _measure(group: list[Figure]) -> MarketService:
    grouped, ranks = group_providers(group), rank_intervals(group)
    shrunken, p_best = _shrunken(group), _p_best(group)
    marked = survivors(benjamini_hochberg([each.finding.p for each in grouped]), LISTED_AT)
    return MarketService(
        measure=group[0].measure.key,
        heterogeneity=_heterogeneity(group),
        providers=tuple(
            ProviderService(
                figure.provider,
                figure.interval,
                shrunken[at],
                grouped[at].group,
                ranks[at],
                p_best[at],
                marked[at],
                _index(figure, group),
            )
            for at, figure in enumerate(group)
        ),
    )


def _heterogeneity(group: Sequence[Figure]) -> Heterogeneity:
    events = [figure.numerator for figure in group]
    if group[0].measure.kind is Kind.RATE:
        return of_rates(events, [figure.denominator for figure in group])
    return of_proportions(events, [figure.trials for figure in group])


def _index(figure: Figure, group: Sequence[Figure]) -> ComplaintIndex | None:
    if figure.measure.kind is not Kind.RATE:
        return None
    return complaint_index(
        figure.numerator,
        sum(each.numerator for each in group),
        Decimal(repr(figure.denominator)),
        sum((Decimal(repr(each.denominator)) for each in group), Decimal(0)),
    )


def _shrunken(group: Sequence[Figure]) -> Sequence[float]:
    """Rates by empirical Bayes; proportions by a flat prior, which hardly moves large counts."""
    if group[0].measure.kind is Kind.RATE:
        counts = [figure.numerator for figure in group]
        found = empirical_bayes(counts, [figure.denominator for figure in group])
        if found.prior is None:
            return found.shrunk  # nothing tells them apart: all have the mean
        prior = found.prior
        return [prior.after(figure.numerator, figure.denominator).mean for figure in group]
    return [Beta().after(figure.numerator, figure.trials).mean for figure in group]


def _p_best(group: Sequence[Figure]) -> Sequence[float]:
    """The probability of each to be the best, in the direction that is good for customers."""
    measure = group[0].measure
    if measure.kind is Kind.PROPORTION:
        if measure.higher_is_better:
            return highest_proportion(
                [Beta().after(figure.numerator, figure.trials) for figure in group]
            )
        return highest_proportion(
            [Beta().after(figure.trials - figure.numerator, figure.trials) for figure in group]
        )
    return _p_best_rate(group)


def _p_best_rate(group: Sequence[Figure]) -> Sequence[float]:
    counts = [figure.numerator for figure in group]
    prior = empirical_bayes(counts, [figure.denominator for figure in group]).prior
    if prior is None:
        return [1 / len(group)] * len(group)  # nothing tells them apart
    after = [prior.after(figure.numerator, figure.denominator) for figure in group]
    return lowest_rate(after)
