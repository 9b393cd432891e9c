"""Best attainable gains of very many households at once, for shares only.

A float32 never becomes an amount that is shown: those come from the exact path.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BLOCK = 64

Single = NDArray[np.float32]


def best_gains(usage: Single, rates: Single, own: NDArray[np.intp]) -> Single:
    """For each household what its own offer costs above the cheapest one, per year.

    `usage` has a row per household, `rates` a column per offer: a cost is their product (a fixed
    price is a rate with a usage of 1). `own` is each household's present offer. Worked in blocks
    of `BLOCK` households, so that the costs stay in the processor's cache; products this small are
    fastest with one BLAS thread (OPENBLAS_NUM_THREADS=1).

    Raises:
        ValueError: shapes that do not fit, no offer, or a present offer that is not one of them.
    """
    _check(usage, rates, own)
    households, offers = len(usage), rates.shape[1]
    gains = np.empty(households, dtype=np.float32)
    costs = np.empty((BLOCK, offers), dtype=np.float32)
    for start in range(0, households, BLOCK):
        block = slice(start, min(start + BLOCK, households))
        size = block.stop - start
        np.matmul(usage[block], rates, out=costs[:size])
        gains[block] = costs[np.arange(size), own[block]] - costs[:size].min(axis=1)
    return gains


def share_above(gains: Single, thetas: Single, weights: Single) -> float:
    """The weighted share of households whose gain reaches their theta.

    Raises:
        ValueError: no weight at all.
    """
    total = float(weights.sum(dtype=np.float64))
    if total <= 0:
        raise ValueError(f"expected weights above 0, found {total} in all")
    return float(weights[gains >= thetas].sum(dtype=np.float64)) / total


def _check(usage: Single, rates: Single, own: NDArray[np.intp]) -> None:
    if usage.ndim != 2 or rates.ndim != 2 or usage.shape[1] != rates.shape[0]:
        raise ValueError(f"expected usage x rates, found {usage.shape} and {rates.shape}")
    if not rates.shape[1]:
        raise ValueError("expected at least one offer, found none")
    if own.shape != usage.shape[:1] or (
        len(own) and not 0 <= own.min() <= own.max() < rates.shape[1]
    ):
        raise ValueError("expected the index of one offer for each household")
    if not (np.isfinite(usage).all() and np.isfinite(rates).all()):
        raise ValueError("expected finite usages and rates, found NaN or infinity")
