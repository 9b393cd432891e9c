"""Many comparisons at once: how many of the findings survive (domain 3.4).

Each function takes p-values and returns the adjusted ones, in the order given; a finding survives
where its adjusted value is at most alpha.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def bonferroni(p: Sequence[float]) -> tuple[float, ...]:
    """Every value times their number.

    Raises:
        ValueError: a value is outside 0..1.
    """
    _check(p)
    return tuple(min(1.0, value * len(p)) for value in p)


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """Holm's step-down: as safe as Bonferroni, and never weaker.

    Raises:
        ValueError: a value is outside 0..1.
    """
    _check(p)
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    stepped = np.maximum.accumulate(values[order] * np.arange(len(p), 0, -1))
    return _in_order(np.minimum(stepped, 1.0), order)


def benjamini_hochberg(p: Sequence[float]) -> tuple[float, ...]:
    """The false discovery rate: for an exploratory list only.

    Raises:
        ValueError: a value is outside 0..1.
    """
    _check(p)
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    scaled = values[order] * len(p) / np.arange(1, len(p) + 1)
    stepped = np.minimum.accumulate(scaled[::-1])[::-1]
    return _in_order(np.minimum(stepped, 1.0), order)


def survivors(adjusted: Sequence[float], alpha: float) -> tuple[bool, ...]:
    """Which findings survive at `alpha`.

    Raises:
        ValueError: alpha is not between 0 and 1.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"expected an alpha between 0 and 1, found {alpha}")
    return tuple(value <= alpha for value in adjusted)


def _in_order(
    stepped: np.ndarray[tuple[int], np.dtype[np.float64]],
    order: np.ndarray[tuple[int], np.dtype[np.intp]],
) -> tuple[float, ...]:
    result = np.empty_like(stepped)
    result[order] = stepped
    return tuple(result.tolist())


def _check(p: Sequence[float]) -> None:
    for value in p:
        if not 0 <= value <= 1:
            raise ValueError(f"expected p-values from 0 to 1, found {value}")
