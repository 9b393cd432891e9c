"""The engine against its peers, in one run: B8, B9 and the Beta-binomial.

usage: python -m bench.engine [--offers 3000] [--households 10000]
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # blocks this small only lose by threads

import duckdb
import numpy as np

from compare.decide.answer import answer
from compare.decide.market_gains import best_gains, share_above
from compare.decide.offer_table import OfferTable
from compare.decide.situation import (
    Coverage,
    Hour,
    MarketRules,
    Mode,
    Person,
    Situation,
    Threshold,
)
from compare.leaving.contract import Contract
from compare.quality.figures import Figure, Kind, Measure
from compare.quality.probability import proportions_greater
from compare.quality.shrinkage import Beta
from compare.values.estimate import Estimate
from compare.values.money import Money, Per
from compare.values.offer import Offer, Price
from compare.values.question import Question
from compare.values.rule import DatedRule
from compare.values.terms import Attribute, Direction, Status, TermValue

ATTRIBUTES = 40
PROVIDERS = 60
COMPONENTS = 14


def measure(run: Callable[[], Any], runs: int = 9) -> tuple[float, Any]:
    """The median time in milliseconds, and the last result."""
    run()
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        result = run()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times), result


def report(what: str, ours: float, peer: float, note: str = "") -> None:
    """One line: ours, the peer's, the ratio."""
    print(f"{what:44s} ours {ours:9.2f} ms   peer {peer:9.2f} ms   x{peer / ours:7.1f}  {note}")


def vocabulary() -> tuple[Attribute, ...]:
    """Forty attributes: limits, excesses, and things that are covered or not."""
    kinds = (Direction.HIGHER_BETTER, Direction.LOWER_BETTER, Direction.STATUS, Direction.STATUS)
    return tuple(Attribute(f"a{i}", kinds[i % 4]) for i in range(ATTRIBUTES))


def offers(count: int, attributes: tuple[Attribute, ...]) -> list[Offer]:
    """Offers of many providers, with covers that mostly resemble each other."""
    random = np.random.default_rng(5)

    def term(attribute: Attribute, usual: bool) -> TermValue:
        if attribute.direction is Direction.STATUS:
            return Status.COVERED if usual else Status.EXCLUDED
        return Decimal(100 if usual else int(random.choice([50, 150])))

    prices = random.integers(30_000, 60_000, count)
    return [
        Offer(
            provider=f"p{i % PROVIDERS}",
            provider_name=f"Provider {i % PROVIDERS}",
            plan=f"plan-{i}",
            plan_name=f"Plan {i}",
            price=Price(Money(Decimal(int(prices[i])) / 100, "EUR"), Per.MONTH),
            terms={a.key: term(a, bool(usual)) for a, usual in zip(attributes, row, strict=True)},
        )
        for i, row in enumerate(random.uniform(size=(count, ATTRIBUTES)) < 0.985)
    ]


def situation(count: int) -> Situation:
    """One question over `count` offers of forty attributes and two service measures."""
    attributes = vocabulary()
    candidates = offers(count, attributes)
    present = candidates[17]
    random = np.random.default_rng(7)
    complaints = Measure("complaints", Kind.RATE, "complaints", "contracts", False)
    accepted = Measure("accepted", Kind.PROPORTION, "accepted", "claims", True)
    figures = [
        figure
        for p in range(PROVIDERS)
        for figure in (
            Figure(f"p{p}", complaints, int(random.poisson(40)), 40_000.0),
            Figure(f"p{p}", accepted, int(random.binomial(900, 0.9)), 900.0),
        )
    ]
    day = date(2026, 11, 2)
    end = date(2026, 12, 31)
    notice = DatedRule(
        "notice",
        Decimal(1),
        date(2000, 1, 1),
        "bench",
        parameters={"unit": "month", "counts": "received", "country": "CH"},
    )
    rules = MarketRules(
        version="bench",
        currency="EUR",
        mode=Mode.LIVE,
        horizon_months=12,
        threshold=Threshold(Decimal("0.05"), Decimal(20), Decimal(100)),
        hour=Hour(
            Decimal(18),
            Estimate(Decimal("0.35"), Decimal("0.5"), Decimal("0.6")),
            Estimate(Decimal(1), Decimal("2.5"), Decimal(5)),
            "bench",
        ),
        calendar="insurance_term",
        leaving={"notice": (notice,)},
        attributes=attributes,
    )
    question = Question("bench", day, date(2027, 1, 1), None, {}, ({},), {}, (None,))
    person = Person(
        present=present,
        contract=Contract(start=date(2025, 12, 31), end=end),
        offers=OfferTable.of(attributes, candidates),
    )
    return Situation(question, (person,), rules, Coverage(PROVIDERS, PROVIDERS), tuple(figures))


def reference(one: Situation) -> list[Decimal]:
    """Net benefits as a plain program would: Decimal, offer by offer."""
    person, hour = one.people[0], one.rules.hour
    assert person.present is not None
    stay = person.present.price.money.amount * 12
    hassle = hour.hours.central * hour.income * hour.share.central
    return [stay - offer.price.money.amount * 12 - hassle for offer in person.offers.offers]


def dominance(one: Situation) -> list[bool]:
    """Is the cover nowhere worse and nowhere unknown? Offer by offer, attribute by attribute."""
    person, rank = one.people[0], {Status.EXCLUDED: 0, Status.COVERED: 1}
    assert person.present is not None
    mine = person.present.terms
    found = []
    for offer in person.offers.offers:
        fine = True
        for attribute in one.rules.attributes:
            a, b = offer.terms[attribute.key], mine[attribute.key]
            if isinstance(a, Status) and isinstance(b, Status):
                fine &= rank[a] >= rank[b]
            elif isinstance(a, Decimal) and isinstance(b, Decimal):
                fine &= a >= b if attribute.direction is Direction.HIGHER_BETTER else a <= b
        found.append(fine)
    return found


def bench_answer(count: int) -> None:
    """B8: one answer, against the sums and the dominance alone in plain Decimal.

    The table of offers, its efficient set and the comparison of services are the same for every
    household and kept: the first question pays for them (and for loading the holidays).
    """
    one = situation(count)
    first = time.perf_counter()
    answer(one)
    first = (time.perf_counter() - first) * 1e3
    ours, found = measure(lambda: answer(one))
    peer, (sums, _) = measure(lambda: (reference(one), dominance(one)), 3)
    by_id = {o.plan: nb for o, nb in zip(one.people[0].offers.offers, sums, strict=True)}
    error = max(
        abs(line.net_benefit.central - by_id[line.offer.plan]) for line in found.people[0].lines
    )
    assert error < Decimal("0.005"), error
    note = f"{found.verdict}; first question {first:.1f} ms; largest error {error}"
    report(f"B8 answer over {count} x {ATTRIBUTES}", ours, peer, note)


def bench_market(households: int, count: int) -> None:
    """B9: best gains of many households, against DuckDB on the same arrays."""
    random = np.random.default_rng(5)
    usage = random.uniform(0, 2, (households, COMPONENTS)).astype(np.float32)
    usage[:, 0] = 1
    rates = random.uniform(0, 60, (COMPONENTS, count)).astype(np.float32)
    own = random.integers(0, count, households)
    thetas, weights = np.full(households, 60, np.float32), np.ones(households, np.float32)
    ours, share = measure(lambda: share_above(best_gains(usage, rates, own), thetas, weights), 5)
    con = duckdb.connect()
    con.execute("set threads=2")
    u = {f"u{k}": usage[:, k] for k in range(COMPONENTS)}
    households_ = {"id": np.arange(households), "own": own, **u}
    offers_ = {"pid": np.arange(count), **{f"r{k}": rates[k] for k in range(COMPONENTS)}}
    for name, columns in (("h", households_), ("o", offers_)):
        con.register(f"{name}_view", columns)
        con.execute(f"create table {name} as select * from {name}_view")
    cost = " + ".join(f"u{k} * r{k}" for k in range(COMPONENTS))
    query = f"""with c as (select id, pid = own as mine, {cost} as cost from h cross join o),
        g as (select max(case when mine then cost end) - min(cost) as gain from c group by id)
        select avg((gain >= 60)::int) from g"""
    peer, row = measure(lambda: con.execute(query).fetchone(), 2)
    assert row is not None
    assert abs(row[0] - share) < 0.002, (row, share)
    report(f"B9 statement {households} x {count}", ours, peer, f"DuckDB; share {share:.4f}")


def bench_service(count: int) -> None:
    """P(better service) of many offers, against the exact sum in plain Python."""
    random = np.random.default_rng(5)
    good, bad = random.integers(5, 200, count), random.integers(1, 80, count)
    posteriors = [Beta(1 + int(g), 1 + int(b)) for g, b in zip(good, bad, strict=True)]
    mine = posteriors[17]
    ours, found = measure(lambda: proportions_greater(posteriors, mine))
    peer, exact = measure(lambda: [_exact(each, mine) for each in posteriors], 1)
    error = float(np.max(np.abs(np.delete(found - np.array(exact), 17))))
    assert error < 1e-3, error
    report(f"Beta-binomial, {count} offers", ours, peer, f"exact sum; largest error {error:.1e}")


def _exact(one: Beta, other: Beta) -> float:
    """P(one > other) for whole parameters, as a finite sum."""

    def beta(x: float, y: float) -> float:
        return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)

    base = beta(other.a, other.b)
    return sum(
        math.exp(
            beta(other.a + i, other.b + one.b) - math.log(one.b + i) - beta(1 + i, one.b) - base
        )
        for i in range(int(one.a))
    )


def main() -> None:
    """Run all three."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--offers", type=int, default=3_000)
    arguments.add_argument("--households", type=int, default=10_000)
    given = arguments.parse_args()
    bench_answer(given.offers)
    bench_market(given.households, given.offers)
    bench_service(given.offers)


if __name__ == "__main__":
    main()
