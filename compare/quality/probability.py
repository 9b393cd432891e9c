"""How probable it is that one provider is better than another, or the best (domain 3.3)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy
from numpy.typing import NDArray

from compare.quality.shrinkage import Beta, Gamma

Floats = NDArray[np.float64]
NODES = 24
NEAR, FAR = 4.5, 7.0  # reach of the grid: standard deviations, and e-folds of its tails
QUANTILES = 256


def rate_lower(first: Gamma, second: Gamma) -> float:
    """P(first rate < second rate), in closed form: the regularised incomplete beta function."""
    share = first.rate / (first.rate + second.rate)
    return float(scipy.special.betainc(first.shape, second.shape, share))


def proportion_greater(first: Beta, second: Beta) -> float:
    """P(first proportion > second proportion)."""
    return float(proportions_greater([first], second)[0])


def proportions_greater(candidates: Sequence[Beta], incumbent: Beta) -> Floats:
    """P(candidate's proportion > the incumbent's), for each candidate; the error is below 1e-3.

    The integral of f1 F2 runs over the log odds, where the density of a Beta is smooth and
    bell-shaped whatever its parameters, on a grid of 24 points around the narrower of the two.
    Each pair has a grid of its own, so that large counts are met by a finer one.
    """
    parameters = np.array([(beta.a, beta.b) for beta in candidates], dtype=np.float64)
    distinct, place = np.unique(parameters.reshape(-1, 2), axis=0, return_inverse=True)
    result = np.empty(len(distinct))
    own = np.array([(incumbent.a, incumbent.b)], dtype=np.float64)
    narrower = _variance(distinct) <= _variance(own)
    nodes, weights = _grid(distinct[narrower])
    result[narrower] = (weights * scipy.special.betainc(incumbent.a, incumbent.b, nodes)).sum(
        axis=1
    )
    wider = distinct[~narrower]
    nodes, weights = _grid(own)
    lower = (weights * scipy.special.betainc(wider[:, :1], wider[:, 1:], nodes)).sum(axis=1)
    result[~narrower] = 1 - lower
    return np.clip(result[place.ravel()], 0.0, 1.0)  # rounding of the sum of weights


def lowest_rate(posteriors: Sequence[Gamma]) -> tuple[float, ...]:
    """For each provider the probability that its rate is the lowest of all.

    Raises:
        ValueError: no providers.
    """
    levels = _levels(posteriors)
    nodes = np.concatenate(
        [scipy.special.gammaincinv(g.shape, levels) / g.rate for g in posteriors]
    )
    cdf = [scipy.special.gammainc(g.shape, np.sort(nodes) * g.rate) for g in posteriors]
    return _first_of_all(np.array(cdf))


def highest_proportion(posteriors: Sequence[Beta]) -> tuple[float, ...]:
    """For each provider the probability that its proportion is the highest of all.

    Raises:
        ValueError: no providers.
    """
    levels = _levels(posteriors)
    failures = [Beta(p.b, p.a) for p in posteriors]  # the highest success is the lowest failure
    nodes = np.concatenate([scipy.special.betaincinv(f.a, f.b, levels) for f in failures])
    cdf = [scipy.special.betainc(f.a, f.b, np.sort(nodes)) for f in failures]
    return _first_of_all(np.array(cdf))


def _variance(parameters: Floats) -> Floats:
    """The variance of the log odds, near enough to choose a grid."""
    return np.asarray((1 / parameters).sum(axis=1))


def _grid(parameters: Floats) -> tuple[Floats, Floats]:
    """Points in 0..1 with the probability of each, one row per Beta."""
    a, b = parameters[:, :1], parameters[:, 1:]
    spread = np.sqrt(_variance(parameters))[:, None]
    start = np.log(a / b) - NEAR * spread - FAR / a
    end = np.log(a / b) + NEAR * spread + FAR / b
    log_odds = start + (end - start) * np.linspace(0, 1, NODES)
    density = a * log_odds - (a + b) * np.logaddexp(0, log_odds)
    weights = np.exp(density - density.max(axis=1, keepdims=True))
    return 1 / (1 + np.exp(-log_odds)), weights / weights.sum(axis=1, keepdims=True)


def _levels(posteriors: Sequence[Gamma] | Sequence[Beta]) -> Floats:
    if not posteriors:
        raise ValueError("expected at least one provider, found none")
    return np.linspace(0, 1, QUANTILES + 2)[1:-1]


def _first_of_all(cdf: Floats) -> tuple[float, ...]:
    """P(each is the smallest) = sum over cells of P(it is in the cell) x P(no other is below).

    `cdf` has one row per provider on common, rising points.
    """
    edges = np.zeros((len(cdf), 1))
    cdf = np.concatenate([edges, cdf, edges + 1], axis=1)
    above = 1 - cdf
    before = np.cumprod(np.vstack([np.ones_like(above[:1]), above[:-1]]), axis=0)
    after = np.cumprod(np.vstack([np.ones_like(above[:1]), above[:0:-1]]), axis=0)[::-1]
    others = before * after
    inside = np.diff(cdf, axis=1)
    share = (inside * (others[:, 1:] + others[:, :-1]) / 2).sum(axis=1)
    return tuple((share / share.sum()).tolist())
