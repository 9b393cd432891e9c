"""Every measurement of design 9, one after the other: ours, the peer's and the ratio.

usage: python -m bench [NAME ...]      (all of them where none is named)

Each runs in a process of its own. What a measurement lacks here (real files, a peer that is not
installed) is said, and the others run; a measurement that fails ends this with 1.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
SWISS = Path(os.environ.get("SHARED_DATA", HERE / ".." / "shared" / "data")) / (
    "swiss-health-premiums"
)
SOURCES = ("ch_bag_premiums", "ch_bag_insurers", "ch_regions")
FETCHED = "2025-11-10"  # the day that the page is asked about
NAMES = (
    "engine",
    "store",
    "answer",
    "as_of",
    "page",
    "paint",
    "difference",
    "track",
    "crawl",
    "celery_share",
)
NEEDS_FILES = {"answer", "page", "paint"}
ON_REAL_STORE = {"page", "paint"}
PEERS = {"engine": "duckdb", "page": "datasette", "crawl": "scrapy"}
NOTHING_WITHOUT_PEER = {"engine", "crawl"}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    names = parser.parse_args().names or NAMES
    if strange := sorted(set(names) - set(NAMES)):
        parser.error(f"expected names out of {', '.join(NAMES)}, found {', '.join(strange)}")
    failed = [name for name in names if not measured(name)]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def measured(name: str) -> bool:
    """Run one measurement; whether it ended well, or said what it lacks."""
    print(f"\n== {name}", flush=True)
    peer = PEERS.get(name)
    if peer and not importlib.util.find_spec(peer):
        print(f"the peer {peer} is not installed here (dependency group `bench`)", flush=True)
        if name in NOTHING_WITHOUT_PEER:
            return True
    if name in NEEDS_FILES and not SWISS.is_dir():
        print(f"not measured: no real files in {SWISS} (set SHARED_DATA)", flush=True)
        return True
    if name not in ON_REAL_STORE:
        return ran(["-m", f"bench.{name}"], os.environ)
    with tempfile.TemporaryDirectory(prefix="bench-") as var:
        return on_real_store(name, var)


def on_real_store(name: str, var: str) -> bool:
    """A measurement of pages on an own store that holds the real premiums, insurers and places."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["WORTH_VAR"] = var
    collect = ["manage.py", "collect", *SOURCES, "--from", str(SWISS), "--today", FETCHED]
    steps = (["manage.py", "migrate", "--verbosity", "0"], collect, ["-m", f"bench.{name}"])
    return all(ran(step, environment) for step in steps)


def ran(arguments: list[str], environment: Mapping[str, str]) -> bool:
    """Whether a program of this checkout ended well; its output goes where ours goes."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=HERE, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    main()
