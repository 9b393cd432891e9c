"""Is the whole market the same (domain 3.6)? Evidence, size and description are three numbers.

The test says whether providers differ at all, the median rate ratio how much, and I-squared only
what share of the observed spread is not chance: it tends to 1 with large counts. Higgins and
Thompson, Statistics in Medicine 21 (2002) 1539-1558; tau-squared by DerSimonian and Laird, its
interval by the Q-profile method of Viechtbauer, Statistics in Medicine 26 (2007) 37-52. Where the
data spread less than chance alone would, that interval shrinks to nothing; the upper limit is
therefore never below that of the restricted profile likelihood (Hardy and Thompson, Statistics in
Medicine 15 (1996) 619-629), so that luck is not read as sameness. Estimate and interval come from
two methods: where they disagree, the interval is widened to hold the estimate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy
from numpy.typing import NDArray

from compare.quality.intervals import LEVEL, check_proportion, check_rate, tail_of

Floats = NDArray[np.float64]
MEDIAN_OF_ABSOLUTE_NORMAL = 0.6744897501960817
CORRECTION = 0.5  # added to a provider without events (or without any other), to take its logarithm
PRECISION = 1e-9
LARGEST_EXPONENT = 700.0  # of a float


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """How much providers differ.

    `statistic` with `df` degrees of freedom has the p-value `p`; `q` is Cochran's Q of the log
    effects (for effects it is the statistic itself). `median_ratio` is the typical ratio between
    two providers picked at random; `ratio_low` and `ratio_high` are its limits.
    """

    statistic: float
    df: int
    p: float
    q: float
    i2: float
    tau2: float
    median_ratio: float
    ratio_low: float
    ratio_high: float


def effects(y: Sequence[float], v: Sequence[float], level: float = LEVEL) -> Heterogeneity:
    """Heterogeneity of log effects `y` with variances `v`.

    Raises:
        ValueError: fewer than two, different lengths, a value not finite, a variance not above 0.
    """
    _check_lengths(y, v)
    if not all(math.isfinite(value) for value in (*y, *v)) or min(v) <= 0:
        raise ValueError("expected finite effects with variances above zero")
    return _with_size(np.array(y, dtype=np.float64), np.array(v, dtype=np.float64), level)


def of_rates(
    events: Sequence[int], exposures: Sequence[float], level: float = LEVEL
) -> Heterogeneity:
    """Heterogeneity of rates: chi-squared on the counts, size on y = ln(x / exposure), v = 1 / x.

    Raises:
        ValueError: fewer than two providers, a negative count, no exposure, or no events at all.
    """
    _check_lengths(events, exposures)
    for count, exposure in zip(events, exposures, strict=True):
        check_rate(count, exposure)
    x, t = np.array(events, dtype=np.float64), np.array(exposures, dtype=np.float64)
    if not x.sum():
        raise ValueError("expected events in the market, found none: nothing can differ")
    expected = t * x.sum() / t.sum()
    statistic = float(((x - expected) ** 2 / expected).sum())
    x = np.where(x == 0, CORRECTION, x)
    return _tested(statistic, effects((np.log(x / t)).tolist(), (1 / x).tolist(), level))


def of_proportions(
    successes: Sequence[int], trials: Sequence[int], level: float = LEVEL
) -> Heterogeneity:
    """Heterogeneity of proportions: chi-squared of the table, size on the log of the proportion.

    Raises:
        ValueError: fewer than two providers, no trials, k outside 0..n, or all alike by necessity
            (no success, or nothing but successes).
    """
    _check_lengths(successes, trials)
    for k, n in zip(successes, trials, strict=True):
        check_proportion(k, n)
    x, n_ = np.array(successes, dtype=np.float64), np.array(trials, dtype=np.float64)
    share = x.sum() / n_.sum()
    if share in (0, 1):
        raise ValueError("expected successes and failures in the market, found one kind only")
    statistic = float(((x - n_ * share) ** 2 / (n_ * share * (1 - share))).sum())
    edge = (x == 0) | (x == n_)
    x, n_ = np.where(edge, x + CORRECTION, x), np.where(edge, n_ + 2 * CORRECTION, n_)
    size = effects(np.log(x / n_).tolist(), (1 / x - 1 / n_).tolist(), level)
    return _tested(statistic, size)


def _tested(statistic: float, size: Heterogeneity) -> Heterogeneity:
    """The size with the chi-squared test on the counts for its evidence (domain 3.6)."""
    return replace(size, statistic=statistic, p=float(scipy.special.chdtrc(size.df, statistic)))


def _with_size(y: Floats, v: Floats, level: float) -> Heterogeneity:
    df = len(y) - 1
    q = _q(0.0, y, v)
    weights = 1 / v
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    tau2 = max(0.0, (q - df) / scale)
    tail = tail_of(level)
    low = min(tau2, _tau2_where_q(float(scipy.special.chdtri(df, tail)), y, v))
    high = max(
        tau2,
        _tau2_where_q(float(scipy.special.chdtri(df, 1 - tail)), y, v),
        _tau2_likely(level, y, v),
    )
    return Heterogeneity(
        statistic=q,
        df=df,
        p=float(scipy.special.chdtrc(df, q)),
        q=q,
        i2=max(0.0, (q - df) / q) if q > 0 else 0.0,
        tau2=tau2,
        median_ratio=median_ratio(tau2),
        ratio_low=median_ratio(low),
        ratio_high=median_ratio(high),
    )


def median_ratio(tau2: float) -> float:
    """The median ratio between two providers picked at random, exp(sqrt(2 tau2) 0.67449).

    Infinite where it is beyond a float (two providers alone leave the upper limit that open).

    Raises:
        ValueError: tau2 is negative.
    """
    if tau2 < 0:
        raise ValueError(f"expected a variance of zero or more, found {tau2}")
    exponent = math.sqrt(2 * tau2) * MEDIAN_OF_ABSOLUTE_NORMAL
    return math.inf if exponent > LARGEST_EXPONENT else math.exp(exponent)


def _q(tau2: float, y: Floats, v: Floats) -> float:
    """Cochran's Q with the variance between providers added to each one's own."""
    weights = 1 / (v + tau2)
    mean = (weights * y).sum() / weights.sum()
    return float((weights * (y - mean) ** 2).sum())


def _tau2_where_q(target: float, y: Floats, v: Floats) -> float:
    """The tau-squared at which Q falls to `target`; 0 where it is below from the start."""
    if _q(0.0, y, v) <= target:
        return 0.0
    return _falls_to(target, lambda tau2: _q(tau2, y, v), 0.0, float(v.max()))


def _tau2_likely(level: float, y: Floats, v: Floats) -> float:
    """The largest tau-squared that the restricted likelihood does not reject."""
    scale = float(v.max() + np.var(y))
    peak = scipy.optimize.minimize_scalar(
        lambda tau2: -_log_likelihood(tau2, y, v),
        bounds=(0, 4 * scale),
        method="bounded",
        options={"xatol": scale * PRECISION},
    )
    best = float(peak.x)
    if _log_likelihood(0.0, y, v) > _log_likelihood(best, y, v):
        best = 0.0
    target = _log_likelihood(best, y, v) - float(scipy.special.chdtri(1, 1 - level)) / 2
    return _falls_to(target, lambda tau2: _log_likelihood(tau2, y, v), best, scale)


def _log_likelihood(tau2: float, y: Floats, v: Floats) -> float:
    """The restricted log likelihood of tau-squared, but for a constant."""
    weights = 1 / (v + tau2)
    return float(np.log(weights).sum() - np.log(weights.sum()) - _q(tau2, y, v)) / 2


def _falls_to(target: float, falling: Callable[[float], float], start: float, step: float) -> float:
    """Where a function that falls from `start` on reaches `target`."""
    end = start + step
    while falling(end) > target:
        end += end - start
    return float(
        scipy.optimize.brentq(
            lambda tau2: falling(tau2) - target, start, end, xtol=step * PRECISION
        )
    )


def _check_lengths(first: Sequence[float], second: Sequence[float]) -> None:
    if len(first) != len(second) or len(first) < 2:
        raise ValueError(
            f"expected two providers or more, with as many values on both sides, "
            f"found {len(first)} and {len(second)}"
        )
