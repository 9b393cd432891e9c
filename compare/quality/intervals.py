"""Intervals of proportions, rates and their comparison (domain 3.2).

Never Wald: it has no width at 0 or 100 %. Newcombe, Statistics in Medicine 17 (1998) 857-890.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import scipy

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its limits; a limit or a ratio may be infinite, never NaN."""

    estimate: float
    low: float
    high: float


def wilson(k: int, n: int, level: float = LEVEL) -> Interval:
    """The proportion k of n, with Wilson's score interval.

    Raises:
        ValueError: no observations, k outside 0..n, or a level outside 0..1.
    """
    check_proportion(k, n)
    z = normal_quantile(level)
    p = k / n
    centre = p + z * z / (2 * n)
    width = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if k == 0 else (centre - width) / scale
    high = 1.0 if k == n else (centre + width) / scale
    return Interval(p, low, high)


def newcombe(k1: int, n1: int, k2: int, n2: int, level: float = LEVEL) -> Interval:
    """The difference of two proportions k1/n1 - k2/n2, with Newcombe's hybrid score interval.

    Raises:
        ValueError: as `wilson`.
    """
    first, second = wilson(k1, n1, level), wilson(k2, n2, level)
    difference = first.estimate - second.estimate
    below = math.hypot(first.estimate - first.low, second.high - second.estimate)
    above = math.hypot(first.high - first.estimate, second.estimate - second.low)
    return Interval(difference, difference - below, difference + above)


def poisson_ratio(observed: float, expected: float, level: float = LEVEL) -> Interval:
    """Events observed over events expected (or over exposure: a rate), exact Poisson limits.

    The chi-squared quantiles of domain 3.2, written as those of the gamma distribution.

    Raises:
        ValueError: a negative count, nothing expected, or a level outside 0..1.
    """
    check_rate(observed, expected)
    tail = tail_of(level)
    low = 0.0 if observed == 0 else float(scipy.special.gammaincinv(observed, tail)) / expected
    high = float(scipy.special.gammainccinv(observed + 1, tail)) / expected
    return Interval(observed / expected, low, high)


def rate_ratio(x1: float, t1: float, x2: float, t2: float, level: float = LEVEL) -> Interval:
    """The rate x1/t1 over the rate x2/t2, exact: Clopper-Pearson limits of x1 in x1 + x2.

    The ratio and its upper limit are infinite where x2 is 0.

    Raises:
        ValueError: no events at all (the ratio says nothing); else as `poisson_ratio`.
    """
    check_rate(x1, t1)
    check_rate(x2, t2)
    if x1 + x2 == 0:
        raise ValueError("expected events on one side at least, found none: no ratio can be told")
    tail = tail_of(level)
    low = 0.0 if x1 == 0 else float(scipy.special.betaincinv(x1, x2 + 1, tail))
    high = 1.0 if x2 == 0 else float(scipy.special.betaincinv(x1 + 1, x2, 1 - tail))
    estimate = math.inf if x2 == 0 else x1 / t1 / (x2 / t2)
    return Interval(estimate, _odds(low) * t2 / t1, _odds(high) * t2 / t1)


def normal_quantile(level: float) -> float:
    """The z of a two-sided level: 1.959964 at 0.95."""
    return float(-scipy.special.ndtri(tail_of(level)))


def tail_of(level: float) -> float:
    """The share left out on each side.

    Raises:
        ValueError: the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"expected a level between 0 and 1, found {level}")
    return (1 - level) / 2


def check_proportion(k: int, n: int) -> None:
    """Raise ValueError unless there are observations and 0 <= k <= n."""
    if n < 1:
        raise ValueError(f"expected at least one observation, found n = {n}")
    if not 0 <= k <= n:
        raise ValueError(f"expected k from 0 to n = {n}, found {k}")


def check_rate(events: float, exposure: float) -> None:
    """Raise ValueError unless the events are 0 or more over an exposure above zero."""
    if events < 0:
        raise ValueError(f"expected events of zero or more, found {events}")
    if not (math.isfinite(exposure) and exposure > 0):
        raise ValueError(f"expected an exposure above zero, found {exposure}")


def _odds(share: float) -> float:
    return math.inf if share == 1 else share / (1 - share)
