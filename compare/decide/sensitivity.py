"""Which assumption the answer hangs on, and where it would flip (domain 4.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from compare.values.estimate import Estimate

NetBenefit = Callable[[Mapping[str, Decimal]], Decimal]


@dataclass(frozen=True, slots=True)
class Swing:
    """What one input does to the net benefit while all others stay central.

    `at_low` and `at_high` are the net benefits at the input's own low and high; `flip_at` is the
    value of the input at which the net benefit equals the threshold, None where the input has no
    influence.
    """

    key: str
    value: Estimate
    at_low: Decimal
    at_high: Decimal
    flip_at: Decimal | None

    @property
    def swing(self) -> Decimal:
        """The width of what this input alone can do."""
        return abs(self.at_high - self.at_low)

    @property
    def flips_within_range(self) -> bool:
        """Whether the flip value is one that the input may really take."""
        return self.flip_at is not None and self.value.low <= self.flip_at <= self.value.high


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One-way sensitivity: the central net benefit, and each input's swing, widest first."""

    central: Decimal
    swings: tuple[Swing, ...]

    @property
    def widest(self) -> Swing:
        """The input that matters most."""
        return self.swings[0]


def sensitivity(
    net_benefit: NetBenefit, inputs: Mapping[str, Estimate], theta: Decimal
) -> Sensitivity:
    """Vary one input at a time, for a net benefit that is linear in each (domain 4.2).

    The flip value is x0 + (theta - nb) / slope. The slope is that between central and one unit
    above it, so that an input without a range has a flip value too.

    Raises:
        ValueError: there is no input.
    """
    if not inputs:
        raise ValueError("expected at least one input to vary, found none")
    central = {key: value.central for key, value in inputs.items()}
    nb = net_benefit(central)
    swings = []
    for key, value in inputs.items():
        slope = net_benefit({**central, key: value.central + 1}) - nb
        swings.append(
            Swing(
                key=key,
                value=value,
                at_low=net_benefit({**central, key: value.low}),
                at_high=net_benefit({**central, key: value.high}),
                flip_at=value.central + (theta - nb) / slope if slope else None,
            )
        )
    return Sensitivity(nb, tuple(sorted(swings, key=lambda swing: swing.swing, reverse=True)))
