"""The middle step of a plan's cells, found by columns, is the one that `moved` names one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.track.price_changes import Step, moved
from compare.track.price_steps import Prices, Seen, plan_steps

amounts = st.integers(0, 5_000)
pairs = st.lists(st.tuples(amounts, amounts), min_size=1, max_size=40)


def prices(cells: list[tuple[int, int]]) -> Prices:
    """Two validities of each cell of plan 7: before day 30 and from it on."""
    series = np.array([n << 32 | 7 for n, _ in enumerate(cells)] * 2, np.int64)
    n = len(cells)
    return Prices(
        series,
        np.array([old for old, _ in cells] + [new for _, new in cells], np.int64),
        np.array([0] * n + [30] * n, np.int64),
        np.array([30] * n + [60] * n, np.int64),
        np.zeros(2 * n, np.int64),
    )


def seen(cells: list[tuple[int, int]], *days: int) -> list[Seen]:
    every = np.array([n << 32 | 7 for n, _ in enumerate(cells)], np.uint64)
    return [Seen(day, every) for day in days]


@given(pairs)
def test_the_middle_cell_is_found_exactly(cells: list[tuple[int, int]]) -> None:
    found = list(plan_steps(prices(cells), ()))
    changed = [Step(old, new, n) for n, (old, new) in enumerate(cells) if old != new]
    expected = moved(changed)
    assert [step.moved for step in found] == ([] if expected is None else [_at(expected, cells)])


def _at(expected: object, cells: list[tuple[int, int]]) -> object:
    """The same with its place among the cells that changed."""
    from dataclasses import replace

    assert hasattr(expected, "step")
    changed = [n for n, (old, new) in enumerate(cells) if old != new]
    return replace(expected, step=replace(expected.step, place=changed.index(expected.step.place)))  # type: ignore[type-var]


def test_it_happened_between_the_last_sighting_of_the_old_and_the_first_day_of_the_new() -> None:
    cells = [(100, 110)]
    (step,) = plan_steps(prices(cells), seen(cells, 5, 20, 31, 37))
    assert (step.after, step.confirmed) == (20, False)
    (again,) = plan_steps(prices(cells), seen(cells, 5, 20, 31, 38))
    assert again.confirmed


def test_a_published_period_holds_to_its_end() -> None:
    (step,) = plan_steps(prices([(100, 110)]), ())
    assert step.after == 29


def test_another_currency_is_no_step() -> None:
    one = prices([(100, 110)])
    other = Prices(one.series, one.micros, one.since, one.until, np.array([0, 1], np.int64))
    assert list(plan_steps(other, ())) == []
