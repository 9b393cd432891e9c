"""Two-sided p-values that agree with the intervals of domain 3.2, for many pairs at once.

A p-value is below 1 - level exactly where the interval at that level leaves out "no difference".
"""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
LARGEST_Z = 40.0  # beyond it a p-value is zero in a float
HALVINGS = 60


def rate_ratio_p(x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike) -> Floats:
    """P-values of equal rates, exact: x1 is binomial among x1 + x2. No events at all give 1."""
    x1, t1, x2, t2 = (np.asarray(value, dtype=np.float64) for value in (x1, t1, x2, t2))
    share = t1 / (t1 + t2)
    at_most = np.where(x2 == 0, 1.0, scipy.special.betainc(np.maximum(x2, 1), x1 + 1, 1 - share))
    at_least = np.where(x1 == 0, 1.0, scipy.special.betainc(np.maximum(x1, 1), x2 + 1, share))
    return np.asarray(np.minimum(1.0, 2 * np.minimum(at_most, at_least)))


def newcombe_p(k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike) -> Floats:
    """P-values of equal proportions: the level at which Newcombe's interval touches zero."""
    k1, n1, k2, n2 = (np.asarray(value, dtype=np.float64) for value in (k1, n1, k2, n2))
    p1, p2 = k1 / n1, k2 / n2
    swap = p1 < p2
    high, n_high = np.where(swap, p2, p1), np.where(swap, n2, n1)
    low, n_low = np.where(swap, p1, p2), np.where(swap, n1, n2)
    below, above = np.zeros_like(high), np.full_like(high, LARGEST_Z)
    for _ in range(HALVINGS):
        z = (below + above) / 2
        reach = np.hypot(_wilson_reach(high, n_high, z), _wilson_reach(1 - low, n_low, z))
        apart = high - low > reach
        below, above = np.where(apart, z, below), np.where(apart, above, z)
    return np.asarray(np.where(high == low, 1.0, 2 * scipy.special.ndtr(-below)))


def _wilson_reach(p: Floats, n: Floats, z: Floats) -> Floats:
    """How far Wilson's lower limit is below the proportion."""
    width = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return np.asarray(p - (p + z * z / (2 * n) - width) / (1 + z * z / n))
