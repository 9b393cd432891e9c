"""B5: what 20 plans promised on a day, among ten million facts; B6: what a whole market did.

usage: python -m bench.as_of [--facts 10000000] [--rounds 20]

Facts are terms: 3,000 plans with 40 attributes each, every one changed again and again over the
years. The peer is the bare SQL of the same question on the same connection, rows fetched as tuples.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bench.store import HERE, _capture, _start_django, database

PLANS, KEYS, STEP = 3_000, 40, 22  # days between two changes
LIMITS = {"sqlite": (5, 350), "postgresql": (10, 200)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--child", action="store_true")
    said = parser.parse_args()
    if said.child:
        print(json.dumps(measure(said.facts, said.rounds)))
        return
    for vendor, limits in LIMITS.items():
        with database(vendor) as environment:
            command = [sys.executable, "-m", "bench.as_of", "--child"]
            command += ["--facts", str(said.facts), "--rounds", str(said.rounds)]
            done = subprocess.run(
                command, env=environment, cwd=HERE, check=True, capture_output=True
            )
            show(vendor, limits, json.loads(done.stdout.splitlines()[-1]))


def measure(facts: int, rounds: int) -> dict[str, Any]:
    """Median milliseconds of both questions, ours and the bare SQL."""
    _start_django()
    from compare.store.selectors import terms
    from compare.store.times import EPOCH

    versions = max(1, facts // (PLANS * KEYS))
    _fill(versions)
    chosen = random.Random(7)
    found: dict[str, list[float]] = {"b5": [], "b5_sql": [], "b6": [], "b6_sql": []}
    every = list(range(1, PLANS + 1))
    for name, count in [("b5", rounds), ("b6", max(3, rounds // 5))]:
        for _ in range(count):
            day = EPOCH + timedelta(days=chosen.randrange(versions * STEP))
            plans = chosen.sample(every, 20) if name == "b5" else every
            found[name].append(_milliseconds(terms.of_plans, plans, day, None))
            found[f"{name}_sql"].append(_milliseconds(_sql, plans, (day - EPOCH).days))
    medians = {name: statistics.median(times) for name, times in found.items()}
    return {**medians, "facts": versions * PLANS * KEYS}


def _fill(versions: int) -> None:
    from django.db import connection, transaction

    from compare.store.models import Plan, Provider, Term
    from compare.store.times import OPEN
    from compare.store.writers import bulk

    capture = _capture()
    provider = Provider.objects.create(key="bench-1")
    Plan.objects.bulk_create(
        Plan(pk=number, market="ch-health", provider=provider, key=str(number))
        for number in range(1, PLANS + 1)
    )

    def rows() -> Iterator[tuple[Any, ...]]:
        for plan in range(1, PLANS + 1):
            for version in range(versions):
                start = version * STEP
                end = OPEN if version == versions - 1 else start + STEP
                for key in range(KEYS):
                    yield plan, f"term_{key}", str(version), "row 1", str(version), start, end

    columns = ("plan_id", "key", "value", "locator", "literal", "valid_from", "valid_to")
    constants = {"source_id": capture.source_id, "capture_id": capture.pk, "recorded_at": 0}
    with transaction.atomic():
        bulk.insert(Term, columns, rows(), {**constants, "known_from": 0, "kind": "number"})
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _sql(plans: list[int], day: int) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select t.plan_id, t.key, t.kind, t.value, s.rank, t.known_from from term t"
            " join source s on s.id = t.source_id"
            f" where t.plan_id in ({', '.join(map(str, plans))}) and t.valid_from <= %s"
            " and t.valid_to > %s and t.retired_at is null and t.known_until is null",
            [day, day],
        )
        return list(cursor.fetchall())


def _milliseconds(work: Callable[..., object], *arguments: object) -> float:
    start = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - start) * 1000


def show(vendor: str, limits: tuple[int, int], found: dict[str, Any]) -> None:
    for name, what, limit in zip(("b5", "b6"), ("20 plans", "whole market"), limits, strict=True):
        ours, bare = found[name], found[f"{name}_sql"]
        print(
            f"{name.upper()} {vendor}, {found['facts']:,} facts, {what}: ours {ours:.1f} ms "
            f"(under {limit}), bare SQL {bare:.1f} ms, ratio {ours / bare:.1f}"
        )


if __name__ == "__main__":
    main()
