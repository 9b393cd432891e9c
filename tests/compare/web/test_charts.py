"""The marks of a chart stand where the numbers say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.values.estimate import Estimate
from compare.web.charts import HEIGHT, WIDTH, kept

AMOUNTS = st.decimals(-5000, 5000, places=2)
ESTIMATES = st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).map(lambda three: Estimate(*sorted(three)))


def points(text: str) -> list[tuple[Decimal, Decimal]]:
    pairs = (pair.split(",") for pair in text.split())
    return [(Decimal(x), Decimal(y)) for x, y in pairs]


def test_a_gain_of_800_over_a_year_is_drawn_from_the_cost_up_to_the_gain() -> None:
    values = [
        Estimate(Decimal(m * 68 - 80), Decimal(m * 68 - 48), Decimal(m * 68)) for m in range(13)
    ]
    chart = kept(values, Decimal(100))
    assert [int(tick) for tick in chart.ticks] == [1000, 750, 500, 250, 0, -250]
    assert chart.zero == Decimal("160.0")
    assert points(chart.line)[-1] == (WIDTH, Decimal("37.1"))


@given(st.lists(ESTIMATES, min_size=2, max_size=40), st.decimals(0, 200, places=2))
def test_every_mark_is_inside_of_the_drawing_and_on_its_scale(
    values: list[Estimate], threshold: Decimal
) -> None:
    chart = kept(values, threshold)
    marks = points(chart.line) + points(chart.band)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in marks)
    top, bottom = chart.ticks[0], chart.ticks[-1]
    for (_x, y), value in zip(points(chart.line), values, strict=True):
        assert abs(top - y / HEIGHT * (top - bottom) - value.central) <= (top - bottom) / 1000
    assert 2 <= len(chart.ticks) <= 7
    assert chart.lines[0] == 0
    assert chart.lines[-1] == HEIGHT


def test_one_point_is_no_line() -> None:
    with pytest.raises(ValueError, match="at least two"):
        kept([Estimate.exactly(Decimal(1))], Decimal(0))
