"""What would change the answer about one offer, and how sorry a wrong choice would leave you."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare.decide.gains import Effort
from compare.decide.line import Line, Sum
from compare.decide.monetised import Saving
from compare.decide.regret import Regret, regret
from compare.decide.sensitivity import Sensitivity, Swing, sensitivity
from compare.values.estimate import Estimate
from compare.values.offer import Offer

SHOWN = 3
STAY = "stay"
NOTHING = Estimate.exactly(Decimal(0))
NO_EFFORT = Effort(NOTHING, Decimal(0), NOTHING)
NOT_SAID = ("own_price", "months")  # the first is said before all others; nobody can choose months
SPREAD = (Decimal("0.25"), Decimal("0.5"), Decimal("0.25"))


@dataclass(frozen=True, slots=True)
class Flips:
    """The inputs on which one offer's answer hangs most, widest swing first, prices a month.

    `offer` is the offer they speak of. The household's own price always comes first: it is what
    its provider can still change.
    """

    offer: str
    all: Sensitivity
    shown: tuple[Swing, ...]


def net_benefit_of(x: Mapping[str, Decimal]) -> Decimal:
    """The net benefit from its inputs, linear in each of them (domain 1.1, 1.8).

    Prices and `saving`, what is saved out of pocket, are of one month; `months` is the horizon;
    `one_off` what the move costs besides the `hours` at `hour_value` each.
    """
    monthly = x["own_price"] - x["offered_price"] + x["saving"]
    return monthly * x["months"] - x["one_off"] - x["hours"] * x["hour_value"]


def flips(present: Offer, line: Line, what: Sum, threshold: Decimal) -> Flips:
    """Vary each input of a line's net benefit (domain 4.2)."""
    hour = what.effort if what.moves else NO_EFFORT
    months = what.years(what.months) * 12
    inputs = {
        "own_price": Estimate.exactly(present.per_year / 12),
        "offered_price": Estimate.exactly(line.offer.per_year / 12),
        "saving": _scaled(line.saving, Decimal(1) / 12),
        "months": Estimate.exactly(months),
        "one_off": _without(line.one_off, hour.cost),
        "hours": hour.hours,
        "hour_value": _scaled(hour.share, hour.income),
    }
    found = sensitivity(net_benefit_of, inputs, threshold)
    own = [swing for swing in found.swings if swing.key == "own_price"]
    others = [s for s in found.swings if s.key not in NOT_SAID and _sayable(s)]
    if not line.saving.central and line.saving.is_exact:
        others = [swing for swing in others if swing.key != "saving"]
    return Flips(line.id, found, tuple((own + others)[:SHOWN]))


def _scaled(value: Estimate, factor: Decimal) -> Estimate:
    return Estimate(value.low * factor, value.central * factor, value.high * factor)


def _without(total: Estimate, part: Estimate) -> Estimate:
    """A sum less one of its terms, end by end."""
    return Estimate(total.low - part.low, total.central - part.central, total.high - part.high)


def _sayable(swing: Swing) -> bool:
    return swing.flip_at is not None and swing.flip_at >= 0


def regret_of(lines: Sequence[Line], savings: Sequence[Saving], years: Decimal) -> Regret | None:
    """Regret over the scenarios and over low, central and high costs of moving.

    Low and high weigh a quarter each, the central value half. Staying is one of the actions; its
    net benefit is zero in every state. None without an offer.
    """
    if not lines:
        return None
    scenarios = max((saving.scenarios for saving in savings), key=len)
    probabilities = [p * weight for p, _ in scenarios for weight in SPREAD]
    rows = {STAY: [Decimal(0)] * len(probabilities)}
    for line, saving in zip(lines, savings, strict=True):
        same = saving.scenarios if len(saving.scenarios) == len(scenarios) else None
        for at in range(len(scenarios)):
            saved = same[at][1] if same else saving.expected
            rows.setdefault(line.id, []).extend(_by_cost(line, saved * years, years))
    return regret(rows, probabilities)


def _by_cost(line: Line, saved: Decimal, years: Decimal) -> list[Decimal]:
    """The net benefit in one scenario, with low, central and high one-off costs."""
    base = line.net_benefit.central - line.saving.central * years + line.one_off.central
    costs = (line.one_off.low, line.one_off.central, line.one_off.high)
    return [base + saved - cost for cost in costs]
