"""How sorry each choice could leave the customer, and what knowing more is worth (domain 4.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Regret:
    """What each action gains and misses over the same states of the world, in money.

    `expected` is the mean net benefit, `largest` the largest regret, `mean` the expected regret of
    each action; `minimax` is the action whose largest regret is smallest, `best` the action with
    the highest mean; `evpi` is the expected regret of `best`: the most that perfect information,
    and so any further question, can be worth.
    """

    expected: Mapping[str, Decimal]
    largest: Mapping[str, Decimal]
    mean: Mapping[str, Decimal]
    minimax: str
    best: str
    evpi: Decimal


def regret(
    net_benefits: Mapping[str, Sequence[Decimal]], probabilities: Sequence[Decimal]
) -> Regret:
    """Regret R(a, s) = max over a' of NB(a', s), minus NB(a, s) (domain 4.2).

    Among equals the action named first wins: callers put staying first.

    Raises:
        ValueError: no action, unequal numbers of states, or probabilities that do not sum to one.
    """
    _check(net_benefits, probabilities)
    best_in_state = [max(column) for column in zip(*net_benefits.values(), strict=True)]
    regrets = {
        action: [best - own for best, own in zip(best_in_state, row, strict=True)]
        for action, row in net_benefits.items()
    }
    expected = {action: _mean(row, probabilities) for action, row in net_benefits.items()}
    largest = {action: max(row) for action, row in regrets.items()}
    mean = {action: _mean(row, probabilities) for action, row in regrets.items()}
    best = max(expected, key=lambda action: expected[action])
    return Regret(
        expected=expected,
        largest=largest,
        mean=mean,
        minimax=min(largest, key=lambda action: largest[action]),
        best=best,
        evpi=mean[best],
    )


def _mean(row: Sequence[Decimal], probabilities: Sequence[Decimal]) -> Decimal:
    return sum((p * x for p, x in zip(probabilities, row, strict=True)), Decimal(0))


def _check(net_benefits: Mapping[str, Sequence[Decimal]], probabilities: Sequence[Decimal]) -> None:
    if not net_benefits:
        raise ValueError("expected at least one action, found none")
    if any(p < 0 for p in probabilities) or sum(probabilities) != 1:
        raise ValueError(f"expected probabilities that sum to 1, found {list(probabilities)}")
    for action, row in net_benefits.items():
        if len(row) != len(probabilities):
            raise ValueError(f"expected {len(probabilities)} states for {action}, found {len(row)}")
