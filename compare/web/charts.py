"""Where the marks of a chart stand. Numbers only: the template draws them, HTML letters them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from compare.values.estimate import Estimate

WIDTH, HEIGHT = Decimal(600), Decimal(200)
MOST_STEPS = 5
NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Kept:
    """Money kept by moving, month after month, as a line in a band of what is not known.

    `ticks` are the values beside the axis from the top down, one at each of `lines`; points are as
    SVG wants them. `theta` is None where the threshold lies outside of the drawing.
    """

    width: Decimal
    height: Decimal
    ticks: tuple[Decimal, ...]
    lines: tuple[Decimal, ...]
    zero: Decimal
    theta: Decimal | None
    line: str
    band: str


def kept(values: Sequence[Estimate], threshold: Decimal) -> Kept:
    """The chart of what is kept before the first month and at the end of each.

    Raises:
        ValueError: fewer than two points make no line.
    """
    if len(values) < 2:
        raise ValueError(f"expected at least two points, found {len(values)}")
    ticks = round_ticks(
        min(Decimal(0), *(value.low for value in values)),
        max(Decimal(0), threshold, *(value.high for value in values)),
    )
    span = ticks[0] - ticks[-1]

    def y(value: Decimal) -> Decimal:
        return ((ticks[0] - value) / span * HEIGHT).quantize(TENTH)

    across = [(WIDTH * at / (len(values) - 1)).quantize(TENTH) for at in range(len(values))]
    over = [(x, y(value.high)) for x, value in zip(across, values, strict=True)]
    under = [(x, y(value.low)) for x, value in zip(across, values, strict=True)]
    return Kept(
        width=WIDTH,
        height=HEIGHT,
        ticks=ticks,
        lines=tuple(y(tick) for tick in ticks),
        zero=y(Decimal(0)),
        theta=y(threshold) if threshold > 0 else None,
        line=_points((x, y(value.central)) for x, value in zip(across, values, strict=True)),
        band=_points([*over, *reversed(under)]),
    )


def round_ticks(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Round values at equal steps that enclose both ends, the highest first."""
    span = max(high - low, Decimal(1))
    power = Decimal(1).scaleb((span / MOST_STEPS).adjusted())
    for nice in NICE:
        step = nice * power
        bottom = (low / step).to_integral_value(ROUND_FLOOR)
        top = (high / step).to_integral_value(ROUND_CEILING)
        if top - bottom <= MOST_STEPS:
            break
    top = max(top, bottom + 1)
    return tuple(step * at for at in range(int(top), int(bottom) - 1, -1))


def _points(pairs: Iterable[tuple[Decimal, Decimal]]) -> str:
    return " ".join(f"{x},{y}" for x, y in pairs)
