"""How sure a gain is: the uncertain inputs drawn many times, the same way for everybody.

Floats are used here for probabilities only; every amount that is shown comes from the exact path.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compare.values.estimate import Estimate

SEED = 20_260_101
DRAWS = 2_000

Floats = NDArray[np.float64]


def draw(estimates: Sequence[Estimate], seed: int = SEED, draws: int = DRAWS) -> Floats:
    """One row of draws per estimate, from the triangular distribution low, central, high.

    Each row has exactly one draw in each of `draws` equally likely slices (a Latin hypercube), so
    that a share estimated from it is accurate to about one slice.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    slices = np.arange(draws) + 0.5
    rows = [_triangular(e, generator.permutation(slices) / draws) for e in estimates]
    return np.array(rows).reshape(len(estimates), draws)


def draw_scenarios(
    probabilities: Sequence[float], seed: int = SEED, draws: int = DRAWS
) -> NDArray[np.intp]:
    """The scenario met in each draw, each as often as its probability says.

    Raises:
        ValueError: the probabilities do not sum to one.
    """
    edges = np.cumsum(probabilities)
    if not np.isclose(edges[-1], 1.0):
        raise ValueError(f"expected probabilities that sum to 1, found {edges[-1]}")
    generator = np.random.Generator(np.random.PCG64(seed + 1))
    shares = generator.permutation(np.arange(draws) + 0.5) / draws
    return np.minimum(np.searchsorted(edges, shares, side="right"), len(probabilities) - 1)


def share_positive(gains: Floats, costs: Floats) -> Floats:
    """For each gain, the share of the drawn costs that lie below it: P(NB > 0)."""
    below = np.searchsorted(np.sort(costs), gains, side="left")
    return np.asarray(below / len(costs), dtype=np.float64)


def _triangular(estimate: Estimate, shares: Floats) -> Floats:
    low, central, high = float(estimate.low), float(estimate.central), float(estimate.high)
    if low == high:
        return np.full(len(shares), low)
    rising = (central - low) / (high - low)
    up = low + np.sqrt(shares * (high - low) * (central - low))
    down = high - np.sqrt((1 - shares) * (high - low) * (high - central))
    return np.where(shares < rising, up, down)
