"""The steps of hundreds of thousands of prices at once: what `moved` says of a plan, by columns.

Rows are columns of integers: a series (cell and plan), an amount in micros, the half-open days of its
validity, and a number for what the amounts share (currency and frequency).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from compare.track.confirmation import APART
from compare.track.price_changes import Moved, Step, moved

Integers = npt.NDArray[np.int64]
NEVER = np.iinfo(np.int64).min
LAST = np.iinfo(np.int64).max
NEAR = 1e-12  # floats place a ratio this well; what lies nearer is told apart exactly
PLAN = np.int64((1 << 32) - 1)


@dataclass(frozen=True, slots=True)
class Prices:
    """Stored prices as columns; `series` is the cell's number, shifted by 32, with the plan's."""

    series: Integers
    micros: Integers
    since: Integers
    until: Integers
    shared: Integers


class Seen(NamedTuple):
    """One look at a source: its day, and which series it showed, ascending."""

    day: int
    series: npt.NDArray[np.uint64]


class PlanStep(NamedTuple):
    """One plan's step: the rows of its middle cell, between which days, in how many cells."""

    plan: int
    old: int
    new: int
    after: int
    moved: Moved
    cells: int
    confirmed: bool


def plan_steps(prices: Prices, seen: Iterable[Seen]) -> Iterator[PlanStep]:
    """Each plan's steps, by plan and days, each said of its middle cell (domain 6.2: price_up)."""
    old, new = _changed(prices)
    if not len(old):
        return
    after, confirmed = _looked_at(prices, old, new, seen)
    plan = prices.series[new] & PLAN
    keys = (plan, after, prices.since[new], prices.shared[new])
    order = np.lexsort((np.arange(len(new)), *reversed(keys)))
    sorted_keys = np.stack([key[order] for key in keys])
    starts = np.flatnonzero(np.any(np.diff(sorted_keys, axis=1) != 0, axis=0)) + 1
    for group in np.split(order, starts):
        middle = _middle(prices.micros[old[group]], prices.micros[new[group]])
        if middle is not None:
            at = group[middle[0]]
            yield PlanStep(
                int(plan[at]),
                int(old[at]),
                int(new[at]),
                int(after[at]),
                middle[1],
                len(group),
                bool(confirmed[at]),
            )


def _changed(prices: Prices) -> tuple[Integers, Integers]:
    """The rows before and after each step of an amount, by series and day."""
    order = np.lexsort((prices.since, prices.series))
    old, new = order[:-1], order[1:]
    steps = (
        (prices.series[old] == prices.series[new])
        & (prices.micros[old] != prices.micros[new])
        & (prices.shared[old] == prices.shared[new])
    )
    return old[steps], new[steps]


def _looked_at(
    prices: Prices, old: Integers, new: Integers, seen: Iterable[Seen]
) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """The last day of each old amount, and whether its new one was seen a week apart (domain 7)."""
    series, place = np.unique(prices.series[new].astype(np.uint64), return_inverse=True)
    since, until = prices.since[new], prices.until[new]
    before = np.full(len(new), NEVER)
    first, last = np.full(len(new), LAST), np.full(len(new), NEVER)
    for day, shown in seen:
        if not len(shown):
            continue
        at = np.minimum(np.searchsorted(shown, series), len(shown) - 1)
        here = (shown[at] == series)[place]
        earlier, within = here & (day < since), here & (since <= day) & (day < until)
        before[earlier] = np.maximum(before[earlier], day)
        first[within] = np.minimum(first[within], day)
        last[within] = np.maximum(last[within], day)
    ended = np.minimum(prices.until[old], since) - 1
    after = np.where(before >= prices.since[old], before, ended)
    apart = (first <= last) & (np.maximum(last, first) - first >= APART.days)
    return after, apart


def _middle(old: Integers, new: Integers) -> tuple[int, Moved] | None:
    """The place of the cell whose price rose by the median share, and what that is.

    The lower of two middles; of cells that rose alike the first. None where it did not move.
    """
    positive = np.flatnonzero(old > 0)
    if not len(positive):
        return None
    ratios = new[positive] / old[positive]
    wanted = (len(ratios) - 1) // 2
    guess = np.partition(ratios, wanted)[wanted]
    margin = abs(guess) * NEAR
    near = positive[np.abs(ratios - guess) <= margin]
    wanted -= int(np.count_nonzero(ratios < guess - margin))
    pairs = set(zip(old[near].tolist(), new[near].tolist(), strict=True))
    if len({Step(one, other, 0).ratio for one, other in pairs}) == 1:
        at = int(near[wanted])
    else:
        steps = [Step(int(old[n]), int(new[n]), int(n)) for n in near]
        at = sorted(steps, key=lambda step: (step.ratio, step.place))[wanted].place
    found = moved([Step(int(old[at]), int(new[at]), at)])
    return None if found is None else (at, found)
