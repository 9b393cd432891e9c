"""`manage.py demo` from nothing: collected over HTTP, answered in words, served."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


def environment(var: Path, **more: str) -> dict[str, str]:
    """A newcomer's: no database, no broker, nothing collected."""
    inherited = {
        key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")
    }
    ours = {"DJANGO_SETTINGS_MODULE": "compare.config.settings", "WORTH_VAR": str(var)}
    return {**inherited, **ours, "COLUMNS": "200", **more}


@contextmanager
def running(var: Path, *arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(var, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def said(var: Path) -> str:
    """What the first demo on a new machine prints."""
    with running(var, "demo", SERVE="0") as process:
        printed, _ = process.communicate(timeout=120)
        assert process.returncode == 0, printed
    return printed


def test_it_says_that_all_is_invented(said: str) -> None:
    assert "an invented country with twelve invented insurers" in said


def test_it_says_what_went_wrong_and_where(said: str) -> None:
    assert re.search(r"xx_ironbridge in 2024-01, .*2026-07: .*robots\.txt", said)
    assert re.search(r"xx_harrow in 2025-01, 2025-07, 2026-01, 2026-07: .*cookie wall", said)
    assert re.search(r"xx_kestrel in 2025-07: .*redesigned", said)
    assert re.search(r"xx_sorrel in 2025-07: .*redesigned", said)
    assert said.count("  xx_") == 4


def test_it_answers_in_words(said: str) -> None:
    assert "Move on 1 October 2026. On average it would save you about XTS" in said
    assert "Dunmore Direct" in said
    assert "31 August 2026" in said


def test_a_second_time_it_gives_the_same_answer_without_asking_anybody(
    said: str, var: Path
) -> None:
    with running(var, "demo", SERVE="0") as process:
        again, _ = process.communicate(timeout=120)
        assert process.returncode == 0, again
    assert "0 values read, 0 changed" in again
    assert again.partition("One question")[2] == said.partition("One question")[2]


def test_then_it_serves_the_site_and_says_where(said: str, var: Path) -> None:
    with running(var, "demo", "--port", "0") as process:
        assert process.stdout
        found = next(filter(None, map(ADDRESS.search, process.stdout)))
        answer = _get(int(found[1]))
        assert answer.status == 200
        process.send_signal(signal.SIGINT)
        process.wait(20)


def _get(port: int) -> http.client.HTTPResponse:
    """The home page, as soon as the server has bound its port."""
    for _ in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/en/")
            return connection.getresponse()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("nobody listens at the address that was printed")
