"""The verdict, sensitivity, regret and sameness: translation of the examples only."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from compare.cost.break_even import break_even_months
from compare.cost.one_off import exact_item, one_off_total
from compare.cost.time_cost import hassle
from compare.cover.relation import CoverRelation
from compare.decide.dispersion import Household, dispersion, share_improvable
from compare.decide.flips import net_benefit_of
from compare.decide.regret import regret
from compare.decide.sameness import sameness
from compare.decide.sensitivity import Swing, sensitivity
from compare.decide.verdict import Action, ActionKind, decide, theta
from compare.quality.state import ServiceState
from compare.values.estimate import Estimate

Json = dict[str, Any]
NOTHING = Estimate.exactly(Decimal(0))
NAMES = {"monthly_saving": "saving", "fees": "one_off"}


def exact(value: float | str) -> Decimal:
    return Decimal(str(value))


def estimate(value: Json) -> Estimate:
    return Estimate(exact(value["low"]), exact(value["central"]), exact(value["high"]))


def _theta(given: Json) -> Json:
    rule = {"share": given["rel"], "least": given["lo"], "most": given["hi"]}
    found = theta(exact(given["annual_cost"]), **{key: exact(v) for key, v in rule.items()})
    return {"theta": found}


def _action(given: Json) -> Action:
    return Action(
        kind=ActionKind(given["action"]),
        id=given["id"],
        nb=Estimate.exactly(exact(given["nb"])),
        p_pos=given["p_pos"],
        cover=CoverRelation(given["cover"]),
        service=ServiceState(given["service"]),
    )


def _verdict(given: Json) -> Json:
    found = decide(
        [_action(each) for each in given["actions"]],
        exact(given["theta"]),
        coverage=exact(given.get("coverage", 1)),
        min_coverage=exact(given.get("min_coverage", 0)),
        missing=given.get("missing", ()),
    )
    chosen = found.chosen.id if found.chosen else None
    return {"verdict": found.kind.value, "id": chosen, "reason": found.reason}


def _swing(swing: Swing) -> Json:
    return {
        "nb_low": swing.at_low,
        "nb_high": swing.at_high,
        "swing": swing.swing,
        "flip_at": swing.flip_at,
    }


def _sens(given: Json) -> Json:
    inputs = {NAMES.get(key, key): estimate(value) for key, value in given["vars"].items()}
    prices = {"own_price": NOTHING, "offered_price": NOTHING}
    found = sensitivity(net_benefit_of, {**inputs, **prices}, exact(given["theta"]))
    by_name = {swing.key: _swing(swing) for swing in found.swings}
    said = {NAMES.get(key, key): key for key in given["vars"]}
    back = {name: key for key, name in NAMES.items()}
    work = hassle(inputs["hours"], inputs["hour_value"].central, Estimate.exactly(Decimal(1)))
    items = [
        exact_item("hassle", work.central, "EUR", "", {}, None),
        exact_item("fees", inputs["one_off"].central, "EUR", "", {}, None),
    ]
    once = one_off_total(items, "EUR").central
    return {
        "nb": found.central,
        "by_variable": {back.get(name, name): by_name[name] for name in said},
        "largest_swing": back.get(found.widest.key, found.widest.key),
        "break_even_months": break_even_months(once, inputs["saving"].central),
    }


def _regret(given: Json) -> Json:
    rows = {action: [exact(value) for value in row] for action, row in given["actions"].items()}
    found = regret(rows, [exact(p) for p in given["p"]])
    return {
        "expected": found.expected,
        "max_regret": found.largest,
        "expected_regret": found.mean,
        "minimax_regret_action": found.minimax,
        "evpi": found.evpi,
    }


def _dispersion(given: Json) -> Json:
    found = dispersion([exact(price) for price in given["prices"]])
    return {
        "mean": found.mean,
        "min": found.lowest,
        "cv": found.cv,
        "gain_from_search": found.gain_from_search,
        "gain_from_search_rel": found.gain_share,
        "range_rel": found.range_share,
    }


def _share(given: Json) -> Json:
    limit = exact(given["theta"])
    found = share_improvable(
        Household(exact(weight), exact(gain), limit) for weight, gain in given["customers"]
    )
    return {"share_improvable": found.share, "mean_gain_if_improvable": found.mean_gain}


def _market(given: Json) -> Json:
    found = sameness(
        exact(given["share_improvable"]),
        given["p"],
        given["median_rate_ratio"],
        given["upper_mrr"],
    )
    return {
        "price": found.price.value,
        "service": found.service.value,
        "one_flavour_market": found.one_flavour,
    }


OPS: dict[str, Callable[[Json], Json]] = {
    "theta": _theta,
    "verdict": _verdict,
    "sens": _sens,
    "regret": _regret,
    "dispersion": _dispersion,
    "share": _share,
    "market": _market,
}
