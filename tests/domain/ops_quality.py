"""Cover, quality, tracking and market calibration: translation of the examples only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from compare.cover.relation import compare_cover
from compare.decide.switching_cost_estimates import (
    loyalty_penalty,
    shy_switching_costs,
    undercut_proof_prices,
)
from compare.quality.heterogeneity import Heterogeneity, effects, of_rates
from compare.quality.index import complaint_index
from compare.quality.intervals import Interval, newcombe, poisson_ratio, rate_ratio, wilson
from compare.quality.multiple import benjamini_hochberg, bonferroni, holm, survivors
from compare.quality.probability import lowest_rate, proportion_greater, rate_lower
from compare.quality.shrinkage import Beta, Gamma, empirical_bayes
from compare.quality.state import Band, band_state, judge
from compare.track.asof import Version, as_of
from compare.track.cover_shrink import cover_unit_change
from compare.track.drip import drip
from compare.track.events import EventType, Worsening, magnitude, severity
from compare.track.observed import observed_history
from compare.track.packs import Pack, compare_packs
from compare.values.money import Money
from compare.values.span import Span
from compare.values.terms import Attribute, Direction, Status, TermValue

Json = dict[str, Any]


def exact(value: float | int | str) -> Decimal:
    return Decimal(str(value))


def percent(share: Decimal | float) -> float:
    return 100 * float(share)


def money(value: float) -> Money:
    return Money(exact(value), "EUR")


def _value(attribute: Attribute, value: Any) -> TermValue:
    if attribute.direction is Direction.STATUS:
        return Status(value)
    return value if isinstance(value, str) else exact(value)


def dominance(given: Json) -> Json:
    attributes = [Attribute(a["key"], Direction(a["direction"])) for a in given["attributes"]]

    def terms(side: Json) -> dict[str, TermValue]:
        known = [each for each in attributes if side.get(each.key) is not None]
        return {each.key: _value(each, side[each.key]) for each in known}

    exposures = {key: exact(value) for key, value in given.get("exposure", {}).items()}
    found = compare_cover(attributes, terms(given["a"]), terms(given["b"]), exposures)
    return {"relation": found.relation, "per_attribute": found.per_attribute}


def index(given: Json) -> Json:
    found = complaint_index(
        given["complaints"],
        given["all_complaints"],
        exact(given["premium"]),
        exact(given["all_premium"]),
    )
    return {"index": found.interval.estimate}


def _interval(name: str, interval: Interval) -> Json:
    return {name: interval.estimate, "low": interval.low, "high": interval.high}


def multi(given: Json) -> Json:
    methods = {"bonferroni": bonferroni, "holm": holm, "benjamini_hochberg": benjamini_hochberg}
    return {
        name: sum(survivors(method(given["p"]), given["alpha"])) for name, method in methods.items()
    }


def eb(given: Json) -> Json:
    found = empirical_bayes(given["observed"], given["expected"])
    return {
        "mean": found.mean,
        "between_var": found.between_variance,
        "raw": found.raw,
        "shrunk": found.shrunk,
    }


def gp_better(given: Json) -> Json:
    prior = Gamma(*given["prior"])
    first, second = prior.after(given["x1"], given["e1"]), prior.after(given["x2"], given["e2"])
    return {
        "mean1": first.mean,
        "mean2": second.mean,
        "p_rate1_lower": rate_lower(first, second),
    }


def bb_better(given: Json) -> Json:
    first = Beta().after(given["k1"], given["n1"])
    second = Beta().after(given["k2"], given["n2"])
    return {"p1_greater": proportion_greater(first, second)}


def pbest(given: Json) -> Json:
    prior = Gamma(*given["prior"])
    counts = zip(given["observed"], given["expected"], strict=True)
    return {"p_lowest_rate": lowest_rate([prior.after(x, e) for x, e in counts])}


def bands(given: Json) -> Json:
    a, b = (Band(exact(given[side][0]), exact(given[side][1])) for side in "ab")
    return {"state": band_state(a, b)}


def service_state(given: Json) -> Json:
    samples = (given["n1"], given["n2"])
    return {"state": judge(given["low"], given["high"], given["delta"], samples)}


def _size(found: Heterogeneity) -> Json:
    return {
        "df": found.df,
        "p": found.p,
        "i2_pct": percent(found.i2),
        "tau2": found.tau2,
        "median_rate_ratio": found.median_ratio,
    }


def het(given: Json) -> Json:
    found = effects(given["y"], given["v"])
    return {"Q": found.q, **_size(found)}


def het_pois(given: Json) -> Json:
    found = of_rates(given["observed"], given["exposure"])
    return {"chi2": found.statistic, **_size(found)}


def upp(given: Json) -> Json:
    a, b = (exact(n) for n in given["customers"])
    return {"prices": undercut_proof_prices((a, b), exact(given["switching_cost"])).amounts}


def shy(given: Json) -> Json:
    prices, customers = ([exact(v) for v in given[key]] for key in ("prices", "customers"))
    return {"switching_costs": shy_switching_costs(prices, customers).amounts}


def loyalty(given: Json) -> Json:
    found = loyalty_penalty(exact(given["new"]), exact(given["existing"]))
    return {"penalty": found.amount, "penalty_pct": percent(found.share)}


def shrink(given: Json) -> Json:
    found = compare_packs(
        Pack(money(given["p0"]), exact(given["q0"]), "unit"),
        Pack(money(given["p1"]), exact(given["q1"]), "unit"),
        (exact(given["index0"]), exact(given["index1"])) if "index0" in given else None,
    )
    return {
        "dln_price": found.dln_price,
        "dln_quantity": found.dln_quantity,
        "dln_unit_price": found.dln_unit_price,
        "unit_price_change_pct": percent(found.unit_price_change),
        "event": found.event,
        "share_from_shrink": found.share_from_shrink,
        "real_dln_unit_price": found.real_dln_unit_price,
    }


def cover_unit(given: Json) -> Json:
    names = ("price0", "price1", "benefit0", "benefit1")
    found = cover_unit_change(*(exact(given[name]) for name in names))
    return {
        "dln_price": found.dln_price,
        "dln_benefit": found.dln_benefit,
        "dln_price_per_benefit": found.dln_unit_price,
        "share_from_cover_shrink": found.share_from_shrink,
    }


def event(given: Json) -> Json:
    def side(value: Any) -> Decimal | Status:
        return Status(value) if isinstance(value, str) else exact(value)

    impact, price = given.get("annual_impact"), given.get("annual_price")
    worsening = Worsening(
        EventType(given["type"]),
        side(given["old"]),
        side(given["new"]),
        annual_impact=None if impact is None else exact(impact),
        annual_price=None if price is None else exact(price),
        essential=given.get("essential", False),
    )
    return {"magnitude": magnitude(worsening), "severity": severity(worsening)}


def drip_(given: Json) -> Json:
    found = drip(money(given["headline"]), [money(fee) for fee in given["mandatory_fees"]])
    return {"total_price": found.total.amount, "drip_ratio": found.ratio}


def asof(given: Json) -> Json:
    def day(text: str | None) -> date | None:
        return None if text is None else date.fromisoformat(text)

    def instant(text: str | None) -> datetime | None:
        return None if text is None else datetime.fromisoformat(text)

    rows = [
        Version(
            row["value"],
            Span(date.fromisoformat(row["valid_from"]), day(row["valid_to"])),
            datetime.fromisoformat(row["recorded_at"]),
            instant(row["superseded_at"]),
        )
        for row in given["rows"]
    ]
    found = as_of(
        rows,
        date.fromisoformat(given["valid_at"]),
        datetime.fromisoformat(given["known_at"]),
    )
    return {"value": None if found is None else found.value}


def window(given: Json) -> Json:
    sightings = [(date.fromisoformat(day), exact(value)) for day, value in given["observations"]]
    found = observed_history(sightings, given["max_gap_days"], date.fromisoformat(given["today"]))
    return {
        "changes": [
            {
                "after": change.after.isoformat(),
                "no_later_than": change.no_later_than.isoformat(),
                "old": change.old,
                "new": change.new,
            }
            for change in found.changes
        ],
        "unobserved_gaps": [[a.isoformat(), b.isoformat()] for a, b in found.unobserved_gaps],
        "stale": found.stale,
    }


OPS: dict[str, Callable[[Json], Json]] = {
    "dominance": dominance,
    "index": index,
    "pois": lambda g: _interval("ratio", poisson_ratio(g["observed"], g["expected"])),
    "wilson": lambda g: _interval("estimate", wilson(g["k"], g["n"])),
    "newcombe": lambda g: _interval("difference", newcombe(g["k1"], g["n1"], g["k2"], g["n2"])),
    "rr": lambda g: _interval("ratio", rate_ratio(g["x1"], g["t1"], g["x2"], g["t2"])),
    "eb": eb,
    "gp_better": gp_better,
    "bb_better": bb_better,
    "multi": multi,
    "pbest": pbest,
    "bands": bands,
    "service_state": service_state,
    "het": het,
    "het_pois": het_pois,
    "upp": upp,
    "shy": shy,
    "loyalty": loyalty,
    "shrink": shrink,
    "cover_unit": cover_unit,
    "event": event,
    "drip": drip_,
    "asof": asof,
    "window": window,
}
