"""Is a provider's service better, worse, about the same, or is there no evidence (domain 3.5)?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from compare.quality.evidence import newcombe_p, rate_ratio_p
from compare.quality.figures import Band, Figure, Kind, check_same
from compare.quality.intervals import LEVEL, Interval, newcombe, rate_ratio


class ServiceState(StrEnum):
    """The candidate's service against the incumbent's, as far as evidence goes."""

    BETTER = "better"
    WORSE = "worse"
    EQUIVALENT = "equivalent"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True)
class ServiceFinding:
    """A state and what it rests on.

    `interval` is the difference of two proportions or the ratio of two rates, candidate against
    incumbent as published (not oriented), at `level` (adjusted where several were compared); None
    where nothing can be told. `p` is the unadjusted two-sided p-value. `too_few` says that the
    counts are too small to be compared at all.
    """

    state: ServiceState
    interval: Interval | None
    level: float
    p: float
    too_few: bool = False


def judge(
    low: float, high: float, delta: float, samples: Sequence[float] = (), least: float = 30
) -> ServiceState:
    """The state of an interval oriented so that positive is better for the customer.

    `samples` are the sizes on both sides, in the unit of `least`. The order of the lines matters:
    a precise but tiny difference is "equivalent", not "better".

    Raises:
        ValueError: the interval is inverted or NaN, or delta is not above zero.
    """
    if not low <= high:
        raise ValueError(f"expected low <= high, found {low} and {high}")
    if not delta > 0:
        raise ValueError(f"expected a smallest difference above zero, found {delta}")
    if samples and min(samples) < least:
        return ServiceState.NO_EVIDENCE
    if -delta < low and high < delta:
        return ServiceState.EQUIVALENT
    if low > 0:
        return ServiceState.BETTER
    if high < 0:
        return ServiceState.WORSE
    return ServiceState.NO_EVIDENCE


def band_state(candidate: Band, incumbent: Band, higher_is_better: bool = True) -> ServiceState:
    """Bands are evidence only if a full band width (the wider of the two) lies between them."""
    gap = max(candidate.width, incumbent.width)
    if candidate.low - incumbent.high >= gap:
        return ServiceState.BETTER if higher_is_better else ServiceState.WORSE
    if incumbent.low - candidate.high >= gap:
        return ServiceState.WORSE if higher_is_better else ServiceState.BETTER
    return ServiceState.NO_EVIDENCE


def service_finding(
    candidate: Figure, incumbent: Figure, market_rate: float | None = None, level: float = LEVEL
) -> ServiceFinding:
    """One candidate against the incumbent. `market_rate` is events per exposure in the market.

    Raises:
        ValueError: the figures are of different measures, groups or periods, or a rate comes
            without the market's rate.
    """
    return service_findings([candidate], incumbent, market_rate, level)[0]


def service_findings(
    candidates: Sequence[Figure],
    incumbent: Figure,
    market_rate: float | None = None,
    level: float = LEVEL,
) -> tuple[ServiceFinding, ...]:
    """Several candidates against one incumbent, in their order, safe for picking the best (3.4).

    Holm's steps on the intervals: the strongest of m at 1 - alpha/m, the next at 1 - alpha/(m-1),
    and all that follow the first which shows no difference at that one's level. Candidates with
    too few counts are not tested, and do not count in m.

    Raises:
        ValueError: as `service_finding`.
    """
    p = p_values(candidates, [incumbent] * len(candidates))
    tested = [
        index
        for index, candidate in enumerate(candidates)
        if not too_few(candidate, incumbent, market_rate)
    ]
    levels = [level] * len(candidates)
    left = len(tested)
    for index in sorted(tested, key=lambda index: p[index]):
        alpha = (1 - level) / left
        levels[index] = 1 - alpha
        if p[index] <= alpha:
            left -= 1
    return tuple(
        finding(candidate, incumbent, market_rate, adjusted, value)
        for candidate, adjusted, value in zip(candidates, levels, p, strict=True)
    )


def finding(
    candidate: Figure, incumbent: Figure, market_rate: float | None, level: float, p: float
) -> ServiceFinding:
    """The finding at a level that the caller has adjusted, given the pair's p-value.

    Raises:
        ValueError: as `service_finding`.
    """
    few = too_few(candidate, incumbent, market_rate)
    interval = _interval(candidate, incumbent, level)
    if interval is None:
        return ServiceFinding(ServiceState.NO_EVIDENCE, None, level, p, few)
    low, high, delta = _oriented(candidate, interval)
    samples = _samples(candidate, incumbent, market_rate)
    state = judge(low, high, delta, samples, candidate.measure.needed)
    return ServiceFinding(state, interval, level, p, few)


def p_values(first: Sequence[Figure], second: Sequence[Figure]) -> list[float]:
    """Two-sided p-values of each figure against the one beside it, unadjusted.

    Raises:
        ValueError: two figures cannot be compared.
    """
    for one, other in zip(first, second, strict=True):
        check_same(one, other)
    if not first:
        return []
    test = newcombe_p if first[0].measure.kind is Kind.PROPORTION else rate_ratio_p
    return [float(p) for p in test(*_counts(first), *_counts(second))]


def too_few(candidate: Figure, incumbent: Figure, market_rate: float | None) -> bool:
    """Whether either side has too few counts to be compared at all.

    Raises:
        ValueError: a rate comes without the market's rate.
    """
    return min(_samples(candidate, incumbent, market_rate)) < candidate.measure.needed


def _counts(figures: Sequence[Figure]) -> tuple[list[int], list[float]]:
    return [each.numerator for each in figures], [each.denominator for each in figures]


def _samples(
    candidate: Figure, incumbent: Figure, market_rate: float | None
) -> tuple[float, float]:
    if candidate.measure.kind is Kind.PROPORTION:
        return candidate.denominator, incumbent.denominator
    if market_rate is None:
        raise ValueError(f"{candidate.measure.key}: expected the market's rate, found none")
    return candidate.denominator * market_rate, incumbent.denominator * market_rate


def _interval(candidate: Figure, incumbent: Figure, level: float) -> Interval | None:
    a, b = candidate, incumbent
    if a.measure.kind is Kind.PROPORTION:
        return newcombe(a.numerator, a.trials, b.numerator, b.trials, level)
    if a.numerator + b.numerator == 0:
        return None
    return rate_ratio(a.numerator, a.denominator, b.numerator, b.denominator, level)


def _oriented(candidate: Figure, interval: Interval) -> tuple[float, float, float]:
    """Low, high and delta with positive better for the customer; of rates, the logarithms."""
    measure = candidate.measure
    low, high, delta = interval.low, interval.high, measure.smallest_difference
    if measure.kind is Kind.RATE:
        low, high, delta = _log(low), _log(high), math.log(delta)
    return (low, high, delta) if measure.higher_is_better else (-high, -low, delta)


def _log(ratio: float) -> float:
    return -math.inf if ratio == 0 else math.log(ratio)
