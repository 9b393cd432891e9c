"""Groups instead of ranks, and intervals where somebody insists on ranks (domain 3.3, 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from compare.quality.evidence import newcombe_p, rate_ratio_p
from compare.quality.figures import Figure, Kind, check_same
from compare.quality.intervals import LEVEL, tail_of
from compare.quality.multiple import holm
from compare.quality.state import ServiceFinding, ServiceState, finding, p_values, too_few


class Group(StrEnum):
    """Where a provider stands against all others together."""

    CLEARLY_BETTER = "clearly_better"
    TYPICAL = "typical"
    CLEARLY_WORSE = "clearly_worse"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class Grouped:
    """A provider's group, and its comparison with all others together."""

    figure: Figure
    group: Group
    finding: ServiceFinding


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The ranks that the evidence leaves open; 1 is best."""

    provider: str
    best: int
    worst: int


def group_providers(figures: Sequence[Figure], level: float = LEVEL) -> tuple[Grouped, ...]:
    """Each provider against all others together, in the order given.

    All comparisons hold at `level` together (Bonferroni over those that are large enough), and a
    difference smaller than the measure's delta is typical, however certain.

    Raises:
        ValueError: fewer than two providers, or figures of different measures or periods.
    """
    _check(figures)
    rate = market_rate(figures)
    others = _others(figures)
    tested = sum(not too_few(each, rest, rate) for each, rest in zip(figures, others, strict=True))
    adjusted = 1 - (1 - level) / max(1, tested)
    found = [
        finding(each, rest, rate, adjusted, p)
        for each, rest, p in zip(figures, others, p_values(figures, others), strict=True)
    ]
    return tuple(
        Grouped(figure, _group(each), each) for figure, each in zip(figures, found, strict=True)
    )


def rank_intervals(figures: Sequence[Figure], level: float = LEVEL) -> tuple[RankInterval, ...]:
    """The ranks each provider may have: below those shown to be better, above those worse.

    Every pair is tested, with Holm over all pairs, so that all intervals hold at `level` together.

    Raises:
        ValueError: as `group_providers`.
    """
    _check(figures)
    k = np.array([figure.numerator for figure in figures], dtype=np.float64)
    n = np.array([figure.denominator for figure in figures], dtype=np.float64)
    first, second = np.triu_indices(len(figures), 1)
    test = newcombe_p if figures[0].measure.kind is Kind.PROPORTION else rate_ratio_p
    p = holm(test(k[first], n[first], k[second], n[second]).tolist())
    shown = np.asarray(p) <= 2 * tail_of(level)
    first, second = first[shown], second[shown]
    first_wins = (k / n)[first] > (k / n)[second]
    if not figures[0].measure.higher_is_better:
        first_wins = ~first_wins
    size = len(figures)
    losses = np.bincount(np.where(first_wins, second, first), minlength=size)
    wins = np.bincount(np.where(first_wins, first, second), minlength=size)
    return tuple(
        RankInterval(figure.provider, 1 + int(lost), size - int(won))
        for figure, lost, won in zip(figures, losses, wins, strict=True)
    )


def market_rate(figures: Sequence[Figure]) -> float:
    """Events over exposure (or successes over trials) of all providers together."""
    return sum(each.numerator for each in figures) / sum(each.denominator for each in figures)


def _others(figures: Sequence[Figure]) -> list[Figure]:
    """For each provider all the others as one."""
    numerator = sum(each.numerator for each in figures)
    denominator = sum(each.denominator for each in figures)
    return [
        replace(
            each,
            provider="",
            numerator=numerator - each.numerator,
            denominator=denominator - each.denominator,
        )
        for each in figures
    ]


def _group(finding: ServiceFinding) -> Group:
    if finding.too_few:
        return Group.TOO_SMALL
    if finding.state is ServiceState.BETTER:
        return Group.CLEARLY_BETTER
    if finding.state is ServiceState.WORSE:
        return Group.CLEARLY_WORSE
    return Group.TYPICAL


def _check(figures: Sequence[Figure]) -> None:
    if len(figures) < 2:
        raise ValueError(f"expected two providers or more, found {len(figures)}")
    if len({figure.provider for figure in figures}) < len(figures):
        raise ValueError("expected each provider once, found one twice")
    for figure in figures:
        check_same(figure, figures[0])
