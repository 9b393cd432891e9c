"""Only scrapers/net goes out; parsers see neither network nor Django nor a clock."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NETWORK = {"aiohttp", "httpx", "httpx2", "requests", "urllib3", "socket", "ftplib", "telnetlib"}
NETWORK |= {"urllib.request", "http.client", "smtplib", "websockets", "asyncio.streams"}
# The demo's server and its search for a free port: they listen, and ask nobody.
LISTENS = ("scrapers/samples/", "compare/cli/management/commands/demo.py")


def files() -> Iterator[Path]:
    for top in ("scrapers", "compare"):
        yield from (ROOT / top).rglob("*.py")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def offences(path: Path) -> set[str]:
    return {
        name
        for name in imported(path)
        if any(name == bad or name.startswith(f"{bad}.") for bad in NETWORK)
    }


def test_no_module_outside_scrapers_net_can_go_out() -> None:
    found = {
        str(path.relative_to(ROOT)): names
        for path in files()
        if (names := offences(path)) and ROOT / "scrapers" / "net" not in path.parents
    }
    assert {name for name in found if not name.startswith(LISTENS)} == set()


@pytest.mark.parametrize(
    "line",
    [
        "import aiohttp",
        "from urllib import request",
        "import urllib.request as r",
        "import socket",
        "from http.client import HTTPConnection",
        "from requests.sessions import Session",
    ],
)
def test_the_rule_sees_every_way_to_import(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.py"
    path.write_text(f"def f():\n    {line}\n")
    assert offences(path)


def test_the_kit_and_the_records_know_neither_network_nor_django() -> None:
    """Imported in a fresh interpreter, they pull in nothing of the kind."""
    import subprocess

    code = (
        "import sys, pkgutil, importlib, scrapers.kit, scrapers.records, scrapers.catalogue\n"
        "for m in pkgutil.iter_modules(scrapers.kit.__path__): "
        "importlib.import_module(f'scrapers.kit.{m.name}')\n"
        "print([n for n in ('django', 'aiohttp', 'redis', 'celery') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
