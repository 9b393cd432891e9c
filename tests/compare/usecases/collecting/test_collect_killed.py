"""A process that is killed while it writes leaves the store as it was."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.compare.store import premiums, separate

pytestmark = [pytest.mark.slow, pytest.mark.servers]
ROWS = 40_000


@contextmanager
def eye(vendor: str, environment: dict[str, str]) -> Iterator[Callable[[], bool]]:
    """Sees whether somebody is in the middle of writing prices at this moment."""
    if vendor == "sqlite":
        log = Path(environment["WORTH_VAR"], "store.sqlite3-wal")
        yield lambda: log.exists() and log.stat().st_size > 1_000_000
        return
    import psycopg

    address = environment["DATABASE_URL"].replace("postgres://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        rows = "select tuples_processed from pg_stat_progress_copy where tuples_processed > 2000"
        yield lambda: connection.execute(rows).fetchone() is not None


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_killed_in_the_middle_of_writing_nothing_is_half_written(
    vendor: str, tmp_path: Path
) -> None:
    small = premiums.write(tmp_path / "small", premiums.usual())
    many = premiums.write(tmp_path / "many", list(premiums.many(ROWS)))
    with separate.store(vendor, tmp_path / "var") as environment:
        environment["SOURCES_DIRS"] = str(premiums.small_source(tmp_path / "sources"))
        good = separate.collected(environment, premiums.SOURCE, small, "2020-10-01")

        process = separate.collecting(environment, premiums.SOURCE, many, "2020-10-02")
        kill_while_writing(process, vendor, environment)
        after = separate.look(environment)

        assert after["rows"] == good["rows"]
        assert after["versions"] == good["versions"]
        whole = separate.collected(environment, premiums.SOURCE, many, "2020-10-02")
        assert whole["report"]["state"] == "stored"
        assert whole["rows"]["price"] == ROWS + len(premiums.usual())
        assert whole["large"] == [], "a run from files waits for what it does not use"


def kill_while_writing(
    process: subprocess.Popen[str], vendor: str, environment: dict[str, str]
) -> None:
    with eye(vendor, environment) as is_writing:
        while not is_writing():
            assert process.poll() is None, "it ended before it was seen writing: raise ROWS"
            time.sleep(0.005)
        os.kill(process.pid, 9)
    assert process.wait() == -9


def test_the_generated_rows_are_all_different() -> None:
    rows = list(premiums.many(ROWS))

    assert len({replace(row, amount="0") for row in rows}) == ROWS
