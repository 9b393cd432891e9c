"""The words that a source says itself: the quoted texts of its manifest and its parser."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FILES = ("manifest.toml", "parse.py")
_QUOTED = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#.*""")


class Literal(NamedTuple):
    """A quoted text that stands in one line of a file: letters `start` to `end`, quotes included."""

    file: str
    line: int
    start: int
    end: int
    text: str


def literals(folder: Path) -> list[Literal]:
    """All quoted texts of a source, in the order of its files. Docstrings and comments are none."""
    found: list[Literal] = []
    for name, read in zip(FILES, (_toml, _python), strict=True):
        path = folder / name
        if path.is_file():
            found += read(name, path.read_text(encoding="utf-8"))
    return found


def locators(folder: Path) -> list[Literal]:
    """The f-strings of a parser that stand in one line and are no error's: as they are written.

    Most say where a value stands, in the words of the page.
    """
    path = folder / "parse.py"
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(text), text.split("\n")
    errors = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        for part in ast.walk(node)
    }
    return [
        Literal(path.name, node.lineno, start, end, lines[node.lineno - 1][start:end])
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and id(node) not in errors
        if node.lineno == node.end_lineno
        for start, end in [_span(node, lines[node.lineno - 1])]
    ]


def _span(node: ast.expr, line: str) -> tuple[int, int]:
    """Its first and last letter: Python counts bytes."""
    said = line.encode()
    return len(said[: node.col_offset].decode()), len(said[: node.end_col_offset or 0].decode())


def _toml(name: str, text: str) -> Iterator[Literal]:
    for number, line in enumerate(text.split("\n"), 1):
        for found in _QUOTED.finditer(line):
            if not found[0].startswith("#"):
                said = tomllib.loads(f"text = {found[0]}")["text"]
                yield Literal(name, number, found.start(), found.end(), said)


def _python(name: str, text: str) -> Iterator[Literal]:
    tree, lines = ast.parse(text), text.split("\n")
    passed_over = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr | ast.JoinedStr)
        for part in ast.iter_child_nodes(node)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        if id(node) in passed_over or node.lineno != node.end_lineno:
            continue
        start, end = _span(node, lines[node.lineno - 1])
        yield Literal(name, node.lineno, start, end, node.value)
