"""B4: prices stored per second, with their index, evidence and digest, against Django's bulk_create.

usage: python -m bench.store [--rows 100000] [--rounds 3]

The rows are those of the Swiss file of 2021 where SHARED_DATA has it, else invented ones. Both
sides start from the same facts in memory; what parsing costs is shown apart. Each database runs in
a process of its own, ours and the peer by turns, each time on an empty table of prices. The memory
peak is that of a process that collects the three real files through the whole path.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from tests import servers

HERE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SHARED_DATA", HERE / ".." / "shared" / "data"))
SWISS = DATA / "swiss-health-premiums"
SOURCE, PAGE = "ch_bag_premiums", "premiums-2021"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", choices=["rates", "collect"])
    said = parser.parse_args()
    if said.child:
        print(json.dumps(rates(said.rows, said.rounds) if said.child == "rates" else collected()))
        return
    for vendor in ("sqlite", "postgresql"):
        with database(vendor) as environment:
            show(vendor, child(environment, "rates", said))
        if SWISS.is_dir():
            with database(vendor) as environment:
                show_collected(vendor, child(environment, "collect", said))


@contextmanager
def database(vendor: str) -> Iterator[dict[str, str]]:
    """The environment of a process with an empty database of its own, on disk and with fsync."""
    var = tempfile.mkdtemp(prefix="bench-")
    server = None
    environment = {
        **os.environ,
        "WORTH_VAR": var,
        "DJANGO_SETTINGS_MODULE": "compare.config.settings",
    }
    environment["DATABASE_URL"] = f"sqlite:///{var}/bench.sqlite3"
    try:
        if vendor == "postgresql":
            server = servers.Postgres()
            server.start()
            environment["DATABASE_URL"] = server.url
        yield environment
    finally:
        if server:
            server.remove()
        shutil.rmtree(var, ignore_errors=True)


def child(environment: dict[str, str], what: str, said: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.store", "--child", what]
    command += ["--rows", str(said.rows), "--rounds", str(said.rounds)]
    done = subprocess.run(command, env=environment, cwd=HERE, check=True, capture_output=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def rates(rows: int, rounds: int) -> dict[str, Any]:
    """Seconds for the same facts, ours and bulk_create, by turns; medians."""
    _start_django()
    from compare.store.writers.cycles import without_cycles

    start = time.perf_counter()
    facts = list(islice(_facts(), rows))
    parsed = time.perf_counter() - start
    capture = _capture()
    ours, peer = [], []
    with without_cycles():
        for _ in range(rounds):
            ours.append(_timed(lambda: _ours(facts, capture)))
            peer.append(_timed(lambda: _peer(facts, capture)))
    return {
        "rows": len(facts),
        "parsing": parsed,
        "ours": statistics.median(ours),
        "peer": statistics.median(peer),
    }


def _start_django() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)


def _facts() -> Iterator[Any]:
    """Price facts of one file, through the real parser and normaliser."""
    from zoneinfo import ZoneInfo

    from compare.markets import loader as markets
    from compare.normalise.facts import normalise
    from compare.normalise.origin import Origin
    from compare.values.fact import PriceFact
    from scrapers import catalogue, records
    from tests.compare.store import premiums

    source = catalogue.load_source(SOURCE)
    market = markets.load(source.manifest.market)
    real = SWISS / "praemien_2021.csv.gz"
    body = real.read_bytes() if real.is_file() else premiums.text(premiums.many(200_000)).encode()
    capture = records.Capture("file:bench", body, datetime(2020, 10, 1, tzinfo=UTC), PAGE)
    origin = Origin.of(source.key, source.manifest, capture, ZoneInfo(market.market.zone))
    found = normalise(source.parse(capture), origin, market)
    return (fact for fact in found if isinstance(fact, PriceFact))


def _capture() -> Any:
    from compare.store.models import Capture
    from compare.usecases.collecting import runs
    from scrapers import catalogue

    run = runs.start(catalogue.load_source(SOURCE), date(2020, 10, 1))
    return Capture.objects.create(
        source=run.source,
        run=run,
        page=PAGE,
        address="file:bench",
        sha256="0" * 64,
        status=200,
        fetched_at=datetime(2020, 10, 1, tzinfo=UTC),
    )


def _timed(work: Any) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("delete from price" if connection.vendor == "sqlite" else "truncate price")
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _ours(facts: list[Any], capture: Any) -> None:
    from django.db import transaction

    from compare.store.writers.keys import Keys
    from compare.store.writers.load import Loader, lock
    from compare.store.writers.sheet import Sheet

    sheet = Sheet(capture.pk, PAGE)
    sheet.add_all(facts)
    with transaction.atomic():
        version = lock("ch-health")
        Loader(capture.source, version, Keys.of("ch-health")).load(sheet)
        version.save()


def _peer(facts: list[Any], capture: Any) -> None:
    """What a good Django programmer writes first: model objects, ids looked up, bulk_create."""
    from django.db import transaction

    from compare.store.models import Price
    from compare.store.models.cell import joined
    from compare.store.writers.keys import Keys

    keys = Keys.of("ch-health")
    now = datetime.now(UTC)
    with transaction.atomic():
        Price.objects.bulk_create(
            (
                Price(
                    source_id=capture.source_id,
                    capture_id=capture.pk,
                    cell_id=keys.cells[joined(fact.cell)],
                    plan_id=keys.plans[fact.provider, fact.plan],
                    micros=fact.micros,
                    currency=fact.currency,
                    per=fact.per.value,
                    valid_from=fact.valid.start,
                    valid_to=fact.valid.end,
                    known_from=fact.seen.known_from,
                    recorded_at=now,
                    locator=fact.seen.locator,
                    literal=fact.seen.literal,
                )
                for fact in facts
            ),
            batch_size=1000,
        )


def collected() -> dict[str, Any]:
    """The three real files through the whole path: rows, seconds, memory peak."""
    _start_django()
    from compare.store.models import Price
    from compare.usecases.collecting.collect import collect

    start = time.perf_counter()
    report = collect(SOURCE, folder=SWISS, today=date(2026, 1, 5))
    return {
        "state": report.state,
        "rows": Price.objects.count(),
        "seconds": time.perf_counter() - start,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def show(vendor: str, found: dict[str, Any]) -> None:
    rows = found["rows"]
    ours, peer = rows / found["ours"], rows / found["peer"]
    print(
        f"B4 {vendor}: ours {ours:,.0f} rows/s, bulk_create {peer:,.0f} rows/s, "
        f"ratio {ours / peer:.1f} (at least 8); parsing before it {rows / found['parsing']:,.0f} rows/s"
    )


def show_collected(vendor: str, found: dict[str, Any]) -> None:
    print(
        f"B4 {vendor}: {found['rows']:,} prices {found['state']} in {found['seconds']:.1f} s "
        f"with parsing, memory peak {found['megabytes']:.0f} MB (under 500)"
    )


if __name__ == "__main__":
    main()
