"""The steps of hundreds of thousands of prices at once: what `moved` says of a plan, by columns.

Rows are columns of integers: a series (cell and plan), an amount in micros, the half-open days of its
validity, and a number for what the amounts share (currency and frequency).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
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
    before, now = prices.micros[old], prices.micros[new]
    ratio = np.divide(now, before, out=np.full(len(new), np.inf), where=before > 0)
    order = np.lexsort((np.arange(len(new)), ratio, *reversed(keys)))
    sorted_keys = np.stack([key[order] for key in keys])
    starts = np.flatnonzero(np.any(np.diff(sorted_keys, axis=1) != 0, axis=0)) + 1
    bounds = [0, *starts.tolist(), len(new)]
    cells = _Cells(order.tolist(), ratio[order].tolist(), before, now)
    for first, end in pairwise(bounds):
        at = _middle(cells, first, end)
        found = None if at is None else moved([Step(int(before[at]), int(now[at]), at)])
        if at is not None and found is not None:
            yield PlanStep(
                int(plan[at]),
                int(old[at]),
                int(new[at]),
                int(after[at]),
                found,
                end - first,
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


class _Cells(NamedTuple):
    """The steps of all cells, each plan's in a row and by their ratios; infinite from nought."""

    order: list[int]
    ratios: list[float]
    old: Integers
    new: Integers


def _middle(cells: _Cells, first: int, end: int) -> int | None:
    """The cell from `first` to `end` whose price rose by the median share.

    The lower of two middles; of cells that rose alike the first. None where all began at nought.
    """
    end = bisect_left(cells.ratios, np.inf, first, end)
    if first == end:
        return None
    wanted = first + (end - first - 1) // 2
    guess = cells.ratios[wanted]
    margin = abs(guess) * NEAR
    low = bisect_left(cells.ratios, guess - margin, first, end)
    high = bisect_right(cells.ratios, guess + margin, first, end)
    near = [Step(int(cells.old[at]), int(cells.new[at]), at) for at in cells.order[low:high]]
    if any(near[0].old * each.new != each.old * near[0].new for each in near):
        near.sort(key=lambda step: (step.ratio, step.place))  # floats place most, not all
    return near[wanted - low].place
