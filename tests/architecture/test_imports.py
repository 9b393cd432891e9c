"""Imports run one way, and the pure layers know no Django, no network and no clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# In order: a layer imports only from layers written above it.
LAYERS = [
    "scrapers",
    "compare.values",
    "compare.markets",
    "compare.normalise",
    "compare.track",
    "compare.cost",
    "compare.cover",
    "compare.quality",
    "compare.leaving",
    "compare.decide",
    "compare.store",
    "compare.usecases",
    "compare.tasks",
    "compare.api",
    "compare.web",
    "compare.cli",
    "compare.config",
]
RANK = {layer: rank for rank, layer in enumerate(LAYERS)}
PURE = LAYERS[1 : LAYERS.index("compare.decide") + 1]
MACHINERY = ("django", "rest_framework", "celery", "redis", "psycopg", "compare.config")
NETWORK = ("aiohttp", "requests", "httpx", "urllib.request", "http.client", "socket", "ftplib")
CLOCK = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("timezone", "now"),
}


def layer_of(module: str) -> str | None:
    """The layer that a module belongs to; None for everything that is not ours."""
    return next((name for name in LAYERS if module == name or module.startswith(name + ".")), None)


def imports(source: str) -> Iterator[str]:
    """Every module that the source imports, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "." * node.level
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def clock_calls(source: str) -> Iterator[str]:
    """Every call that asks what time it is."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in CLOCK:
                yield f"{owner}.{node.attr}"


def starts(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def offences(module: str, source: str) -> list[str]:
    """What in this module breaks the rule, in words."""
    here = layer_of(module)
    found = []
    for name in imports(source):
        there = layer_of(name)
        if name.startswith("."):
            found.append(f"{module}: write imports in full, not relative")
        if here and there and there != here and RANK[there] > RANK[here]:
            found.append(f"{module}: {here} may not import {name}")
        if here in PURE and (starts(name, MACHINERY) or starts(name, NETWORK)):
            found.append(f"{module}: {here} is pure, yet it imports {name}")
        if here == "scrapers" and starts(name, ("django", "rest_framework", "celery")):
            found.append(f"{module}: scrapers know no Django, yet this imports {name}")
        if here == "scrapers" and starts(name, NETWORK) and not may_dial(module):
            found.append(f"{module}: only scrapers.net goes out to the network, found {name}")
    if here in PURE:
        found += [f"{module}: {here} asks no clock, found {call}" for call in clock_calls(source)]
    return found


def may_dial(module: str) -> bool:
    """The one way out, and the server that shows the fictional market on loopback."""
    return starts(module, ("scrapers.net", "scrapers.samples"))


def modules() -> Iterator[tuple[str, Path]]:
    for top in ("scrapers", "compare"):
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


@pytest.mark.parametrize(("module", "path"), [*modules()], ids=str)
def test_the_module_keeps_the_import_rule(module: str, path: Path) -> None:
    assert offences(module, path.read_text(encoding="utf-8")) == []


def test_every_package_of_compare_is_a_layer() -> None:
    packages = {f"compare.{path.parent.name}" for path in (ROOT / "compare").glob("*/__init__.py")}

    assert packages == set(LAYERS) - {"scrapers"}


@pytest.mark.parametrize(
    ("module", "planted"),
    [
        ("compare.cost.planted", "from django.db import models"),
        ("compare.values.planted", "import compare.decide.verdict"),
        ("compare.decide.planted", "def f():\n    from compare.store.models import Price"),
        ("compare.quality.planted", "import socket"),
        ("compare.decide.planted", "import datetime\nnow = datetime.datetime.now()"),
        ("compare.store.planted", "from compare.web.urls import urlpatterns"),
        ("scrapers.sources.xx.parse", "import aiohttp"),
        ("scrapers.kit.planted", "from django.conf import settings"),
        ("compare.cover.planted", "from . import dominance"),
    ],
)
def test_a_planted_import_breaks_the_rule(module: str, planted: str) -> None:
    assert offences(module, planted) != []
