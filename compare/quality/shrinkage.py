"""Small numbers pulled towards the market's mean (domain 3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.quality.intervals import check_proportion, check_rate


@dataclass(frozen=True, slots=True)
class Gamma:
    """A distribution of a rate: its mean is shape / rate."""

    shape: float
    rate: float

    def __post_init__(self) -> None:
        if not (self.shape > 0 and self.rate > 0):
            raise ValueError(f"expected a shape and a rate above zero, found {self}")

    @property
    def mean(self) -> float:
        """The expected rate: observed events for each that was expected."""
        return self.shape / self.rate

    def after(self, observed: int, expected: float) -> Gamma:
        """What is known of the rate after `observed` events where `expected` had been expected.

        Raises:
            ValueError: a negative count, or nothing expected.
        """
        check_rate(observed, expected)
        return Gamma(self.shape + observed, self.rate + expected)


@dataclass(frozen=True, slots=True)
class Beta:
    """A distribution of a proportion: its mean is a / (a + b)."""

    a: float = 1.0
    b: float = 1.0

    def __post_init__(self) -> None:
        if not (self.a > 0 and self.b > 0):
            raise ValueError(f"expected parameters above zero, found {self}")

    @property
    def mean(self) -> float:
        """The expected proportion, from 0 to 1."""
        return self.a / (self.a + self.b)

    def after(self, k: int, n: int) -> Beta:
        """What is known of the proportion after k of n.

        Raises:
            ValueError: no observations, or k outside 0..n.
        """
        check_proportion(k, n)
        return Beta(self.a + k, self.b + n - k)


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Raw rates and the same shrunken towards `mean`, in the order given.

    `between_variance` is how much the providers' true rates differ; 0 gives everybody the mean.
    """

    mean: float
    between_variance: float
    raw: tuple[float, ...]
    shrunk: tuple[float, ...]

    @property
    def prior(self) -> Gamma | None:
        """The providers' common distribution; None where all rates are one."""
        if self.between_variance == 0:
            return None
        return Gamma(self.mean**2 / self.between_variance, self.mean / self.between_variance)


def empirical_bayes(observed: Sequence[int], expected: Sequence[float]) -> Shrinkage:
    """Empirical Bayes estimates by moments (Marshall 1991, as in domain 3.3).

    `expected` is the events expected of each provider, or its exposure.

    Raises:
        ValueError: no providers, sequences of different length, a negative count, no exposure.
    """
    if not observed or len(observed) != len(expected):
        raise ValueError(
            f"expected as many counts as exposures, at least one, "
            f"found {len(observed)} and {len(expected)}"
        )
    for count, exposure in zip(observed, expected, strict=True):
        check_rate(count, exposure)
    x, e = np.array(observed, dtype=np.float64), np.array(expected, dtype=np.float64)
    raw = x / e
    mean = float(x.sum() / e.sum())
    spread = float((e * (raw - mean) ** 2).sum() / e.sum())
    between = max(0.0, spread - mean / float(e.mean()))
    if between == 0:
        shrunk = np.full_like(raw, mean)
    else:
        shrunk = (mean**2 + between * x) / (mean + between * e)
    return Shrinkage(mean, between, tuple(raw.tolist()), tuple(shrunk.tolist()))
