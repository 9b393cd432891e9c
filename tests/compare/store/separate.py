"""A store of its own, in another process: for tests that kill, or that load much.

usage: python -m tests.compare.store.separate <source> <folder> <day>
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import servers

ROOT = Path(__file__).resolve().parents[3]
LARGE = {"aiohttp", "openpyxl", "scipy.optimize", "scipy.special"}  # to import


@contextmanager
def store(vendor: str, var: Path) -> Iterator[dict[str, str]]:
    """The environment of processes that share one empty, migrated store."""
    server = None
    var.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "WORTH_VAR": str(var),
        "DATABASE_URL": f"sqlite:///{var}/store.sqlite3",
        "DJANGO_SETTINGS_MODULE": "compare.config.settings",
    }
    if vendor == "postgresql":
        if not servers.postgres_bin():
            pytest.skip("no PostgreSQL here, neither the wheel's nor the system's")
        server = servers.Postgres("-c", "fsync=off")
        server.start()
        environment["DATABASE_URL"] = server.url
    try:
        manage(environment, "migrate", "--verbosity", "0", "--skip-checks")
        yield environment
    finally:
        if server:
            server.remove()


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )


def collecting(
    environment: dict[str, str], source: str, folder: Path, day: str
) -> subprocess.Popen[str]:
    """A process that collects and prints what is stored afterwards."""
    command = [sys.executable, "-m", __name__, source, str(folder), day]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def collected(environment: dict[str, str], source: str, folder: Path, day: str) -> dict[str, Any]:
    """What a process that collected found, and what it left in the store."""
    process = collecting(environment, source, folder, day)
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    return dict(json.loads(said.splitlines()[-1]))


def look(environment: dict[str, str]) -> dict[str, Any]:
    """What is in the store, seen by another process."""
    command = [sys.executable, "-m", __name__]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def contents() -> dict[str, Any]:
    """Rows of each table of facts, and the version of each market."""
    from compare.store.models import MarketVersion
    from compare.store.writers.kinds import KINDS

    return {
        "rows": {kind.name: kind.model._default_manager.count() for kind in KINDS.values()},
        "versions": {
            version.market: [version.digest, version.facts]
            for version in MarketVersion.objects.all()
        },
    }


def main(arguments: list[str]) -> None:
    import django

    django.setup()
    from compare.usecases.collecting.collect import collect

    found: dict[str, Any] = {}
    if arguments:
        source, folder, day = arguments
        report = collect(source, folder=Path(folder), today=date.fromisoformat(day))
        found = {"report": report.as_dict()}
    found |= {"megabytes": servers.peak_megabytes(), "large": sorted(LARGE & set(sys.modules))}
    print(json.dumps({**found, **contents()}))


if __name__ == "__main__":
    main(sys.argv[1:])
