"""One answer over the real Swiss premium files, in this process: look-up, engine, document.

Budget B10 (design 9) is p50 below 60 ms from request to last byte with 500,000 prices stored; this
measures the part of it that is no web. `SHARED_DATA` names the folder of real files. Every question
is another one, so that only what all households share is kept between them.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

QUESTIONS = 300
LOADED = date(2026, 11, 20)
REGIONS = {"BE": (1, 2, 3), "LU": (1, 2, 3), "SG": (1, 2, 3), "GR": (1, 2, 3), "FR": (1, 2)}
PLAIN = ("AG", "GE", "SO", "TG", "NE", "ZG")
AGES = {"adult": (300, 500, 1000, 1500, 2500), "young_adult": (300, 1500, 2500), "child": (0, 300)}


def main() -> None:
    """Load, warm up, measure, print."""
    folder = Path(os.environ.get("SHARED_DATA", "../shared/data")) / "swiss-health-premiums"
    with tempfile.TemporaryDirectory(prefix="bench-") as var:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compare.config.settings")
        os.environ["WORTH_VAR"] = var
        load(folder)
        measure()


def load(folder: Path) -> None:
    """The three premium files in an empty database."""
    import django

    django.setup()
    from django.core.management import call_command

    from compare.usecases.collecting.collect import collect

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    report = collect("ch_bag_premiums", folder=folder, today=LOADED)
    print(f"loaded: {report.state} in {time.perf_counter() - started:.1f} s")


def measure() -> None:
    """The time of each of many different questions."""
    from compare.usecases.answering.answer import answer
    from compare.usecases.asking.question import read

    chance = random.Random(4)
    asked = [question(chance) for _ in range(QUESTIONS)]
    for data in asked[:10]:
        answer(read(data, LOADED), "en")
    times = []
    for data in asked:
        started = time.perf_counter()
        answer(read(data, LOADED), "en")
        times.append((time.perf_counter() - started) * 1000)
    p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(f"answer: p50 {p50:.1f} ms, p99 {p99:.1f} ms over {QUESTIONS} questions (budget 60, 200)")


def question(chance: random.Random) -> dict[str, object]:
    """One adult, young adult or child somewhere, insured with one of three insurers."""
    year = chance.choice((2021, 2026))
    canton = chance.choice([*REGIONS, *PLAIN])
    region = chance.choice(REGIONS.get(canton, (0,)))
    age = chance.choice(list(AGES))
    return {
        "market": "ch-health",
        "today": f"{year - 1}-11-10",
        "start": f"{year}-01-01",
        "household": {"canton": canton, "region": region},
        "persons": [{"age_class": age, "accident": chance.random() < 0.5}],
        "wanted": {"deductible": [chance.choice(AGES[age])]},
        "present": {"provider": chance.choice(("bag-8", "bag-32", "bag-1384"))},
    }


if __name__ == "__main__":
    main()
