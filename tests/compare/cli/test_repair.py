"""A volunteer mends a source of a running instance: a ticket, five commands, no database."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.compare.store import separate
from tests.compare.usecases import site as shop
from tests.compare.usecases.site import SOURCE

pytestmark = [pytest.mark.slow, pytest.mark.servers]
GOOD = shop.page().replace(b"<table>", b'<table class="prices">')
BROKEN = GOOD.replace(b'class="prices"', b'class="tariff-x1"').replace(b"41.20", b"41.30")
MANIFEST = shop.MANIFEST.replace('table = "table"', 'table = "table.prices"').replace(
    "[pages.read]", 'files = ["home.html"]\n[pages.read]', 1
)


@contextmanager
def instance(environment: dict[str, str]) -> Iterator[str]:
    """A running instance on loopback; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=separate.ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + 60
        while not _answers(f"{address}/status.json"):
            assert process.poll() is None, "the instance did not start"
            assert time.monotonic() < end, "the instance did not answer"
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def asked(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.loads(answer.read())


class Person:
    """Somebody with a folder of sources, typing commands."""

    def __init__(self, environment: dict[str, str], sources: Path) -> None:
        self.environment = {**environment, "SOURCES_DIRS": str(sources), "COLUMNS": "200"}

    def types(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=separate.ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr


def test_from_the_ticket_of_a_running_instance_to_its_closing(tmp_path: Path) -> None:
    theirs, mine = tmp_path / "theirs", tmp_path / "mine"
    for folder in (theirs, mine):
        shop.written(folder, MANIFEST)
    files = tmp_path / "files"
    files.mkdir()
    with separate.store("sqlite", tmp_path / "var") as environment:
        operator, volunteer = Person(environment, theirs), Person(environment, mine)
        collect = ("manage.py", "collect", SOURCE, "--from", str(files))
        (files / "home.html").write_bytes(GOOD)
        ended, said = operator.types(*collect, "--today", "2026-03-02")
        assert ended == 0, said
        with instance(operator.environment) as at:
            assert asked(f"{at}/status.json")["sources"][0]["state"] == "ok"

            (files / "home.html").write_bytes(BROKEN)
            assert operator.types(*collect, "--today", "2026-03-03")[0] == 1
            (sick,) = asked(f"{at}/status.json")["sources"]
            assert sick["state"] == "held_back"
            assert sick["last_good"]
            (number,) = sick["tickets"]
            ended, said = volunteer.types("-m", "scrapers", "health", "--at", at, "--here")
            assert ended == 1
            assert f"ticket {number}" in said

            ticket = asked(f"{at}/api/v1/tickets/{number}")
            assert ticket["command"] == (
                f"python -m scrapers pull {at}/api/v1/tickets/{number} --here"
            )
            ended, said = volunteer.types(*ticket["command"].split()[1:])
            assert ended == 0, said
            pages = sorted((mine / SOURCE / "pages").iterdir(), key=lambda path: path.name)
            assert {page.read_bytes() for page in pages} == {GOOD, BROKEN}
            ended, said = volunteer.types("-m", "scrapers", "check", SOURCE)
            assert ended == 1
            assert "table.prices" in said

            manifest = mine / SOURCE / "manifest.toml"
            manifest.write_text(manifest.read_text().replace("table.prices", "table"))
            ended, said = volunteer.types("-m", "scrapers", "check", SOURCE, "--accept")
            assert ended == 0, said  # the same values as before, at the place named otherwise

            shutil.copy(manifest, theirs / SOURCE / "manifest.toml")
            assert operator.types(*collect, "--today", "2026-03-04")[0] == 0
            assert asked(f"{at}/api/v1/tickets/{number}")["closed_at"]
            (well,) = asked(f"{at}/status.json")["sources"]
            assert (well["state"], well["tickets"]) == ("ok", [])
            assert volunteer.types("-m", "scrapers", "health", "--at", at, "--here")[0] == 0
