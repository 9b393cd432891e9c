"""A month of a market of 120,000 values: tracked by what its run touched, beside from nothing.

    python -m bench.track [--values 120000] [--months 12]

A fictional market whose prices are seen once a month. In two thirds of its months one price in
thirty changes; in the last month all of them do, or one in thirty. Measured is what a run pays after
its rows are written: reading the touched parts, finding their steps, writing what differs. The peer
is the same tracker from nothing, and what it stored has to be equal.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1]
PLANS = 300
START = datetime(2025, 1, 6, 6, tzinfo=UTC)
BUDGET = 1.0  # seconds
SHARES = {"one in thirty": 30, "every one": 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--values", type=int, default=120_000)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.child:
        print(json.dumps(measured(said.values, said.months)))
        return
    from tests import servers

    run("sqlite", {}, said)
    if servers.postgres_bin():
        server = servers.Postgres("-c", "fsync=off").start()
        try:
            run("postgresql", {"DATABASE_URL": server.url}, said)
        finally:
            server.remove()


def run(vendor: str, more: dict[str, str], said: argparse.Namespace) -> None:
    """One database, in a process and a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-track-") as var:
        plain = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment = {**plain, "WORTH_VAR": var, **more}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "compare.config.settings")
        command = [sys.executable, "-m", "bench.track", "--child"]
        command += ["--values", str(said.values), "--months", str(said.months)]
        done = subprocess.run(command, cwd=HERE, env=environment, check=True, capture_output=True)
        show(vendor, json.loads(done.stdout.splitlines()[-1]))


def show(vendor: str, found: list[dict[str, Any]]) -> None:
    for each in found:
        print(
            f"track {vendor}: a month of {each['values']:,} values, {each['changed']} changed: "
            f"{each['ours']:.2f} s by its run (under {BUDGET:g}; {each['worked']:.2f} s of this "
            f"process), {each['peer']:.2f} s from nothing, "
            f"ratio {each['peer'] / each['ours']:.1f}; {each['changes']:,} changes stored, "
            f"{'equal' if each['equal'] else 'NOT EQUAL'}"
        )


def measured(values: int, months: int) -> list[dict[str, Any]]:
    """Seconds of both ways, for a quiet month and for one in which every price moves."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
    market = _Market(values)
    for month in range(months):
        market.see(month, 30 if month % 3 else 0)
    found = []
    for place, (words, share) in enumerate(SHARES.items()):
        touched = market.see(months + place, share)
        found.append({"values": values, "changed": words, **market.track(touched)})
    return found


class _Market:
    """Plans times cells, each value seen in every month."""

    def __init__(self, values: int) -> None:
        from compare.store.models import Source

        cells = values // PLANS
        self.prices = {
            (f"P{plan}", cell): 100_000_000 + 1000 * plan + cell
            for plan in range(PLANS)
            for cell in range(cells)
        }
        self.source = Source.objects.create(
            key="zz_bench", name="Bench", publisher="Nobody", market="xx-household", rank=2,
            licence="open", publish="full", cadence="4 weeks",
        )  # fmt: skip

    def see(self, month: int, share: int) -> tuple[Any, Any]:
        """One month's page, written as a run writes it; one price in `share` moves (0: none)."""
        from django.db import transaction

        from compare.store.models import Capture, Run
        from compare.store.writers.keys import Keys
        from compare.store.writers.load import Loader, lock
        from compare.store.writers.sheet import Sheet
        from compare.usecases.tracking import track as track_changes

        at = START + timedelta(days=28 * month)
        if share:
            for place, key in enumerate(self.prices):
                if (place + month) % share == 0:
                    self.prices[key] += self.prices[key] // 50
        run = Run.objects.create(source=self.source, today=at.date(), started_at=at)
        capture = Capture.objects.create(
            source=self.source, run=run, page="prices", address="file:bench", reader="1",
            sha256=f"{month:064}", status=200, fetched_at=at, fetcher="1", robots="",
        )  # fmt: skip
        sheet = Sheet(capture.pk, "prices")
        sheet.add_all(self._facts(at))
        with transaction.atomic():
            version = lock("xx-household")
            loader = Loader(self.source, version, Keys.of("xx-household"))
            loader.load(sheet)
            version.save()
        if not month:
            track_changes.after_run(self.source, loader.written, [capture])
        return loader.written, capture

    def track(self, touched: tuple[Any, Any]) -> dict[str, Any]:
        """Both ways over what is stored now."""
        from django.db import transaction

        from compare.store.models import Change, Tracking
        from compare.usecases.tracking import track as track_changes

        before, worked = time.perf_counter(), time.process_time()
        with transaction.atomic():
            track_changes.after_run(self.source, touched[0], [touched[1]])
        ours, worked = time.perf_counter() - before, time.process_time() - worked
        equal = track_changes.check(self.source).none
        stored = Change.objects.filter(gone_at=None).count()
        with transaction.atomic():
            Change.objects.all().delete()
            Tracking.objects.all().delete()
            before = time.perf_counter()
            track_changes.anew(self.source)
            peer = time.perf_counter() - before
        return {"ours": ours, "worked": worked, "peer": peer, "equal": equal, "changes": stored}

    def _facts(self, at: datetime) -> Any:
        from compare.values.fact import PriceFact, Seen
        from compare.values.money import Per
        from compare.values.span import Span

        valid, seen = Span(at.date()), Seen("", "row", "", at)
        for (plan, cell), micros in self.prices.items():
            code = ("c", str(cell), "150")
            yield PriceFact("zz-1", plan, code, micros, "XTS", Per.MONTH, valid, seen)


if __name__ == "__main__":
    main()
