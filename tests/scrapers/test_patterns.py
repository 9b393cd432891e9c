"""Patterns that may never end are told from those that do."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scrapers import catalogue
from scrapers.patterns import risky

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+b", r"(.*)*", r"(\s*\w+)*x", r"((a|b)+)+", r"(\d+,?)+$", r"(?:x*y*)*", r"(a*?)*"],
)
def test_a_repeat_within_a_repeat_is_risky(pattern: str) -> None:
    assert risky(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"(\d+) days", r"(?:,[^,]*)+", r"(?:\.\d\d[^.]*)+", r"(x{1,5})+", r"\w+\s*:\s*\d+", ""],
)
def test_a_repeat_with_something_firm_between_is_not(pattern: str) -> None:
    assert not risky(pattern)


def patterns_in(path: Path) -> list[str]:
    """Every text given first to a function of `re` in a file."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return [
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    ]


FILES = [*(ROOT / "scrapers").glob("*.py"), *(ROOT / "scrapers" / "kit").glob("*.py")]
FILES += [folder / "parse.py" for home in catalogue.folders() for folder in home.glob("*_*")]
PATTERNS = sorted({p for file in FILES if file.is_file() for p in patterns_in(file)})

PROBE = """
import re, sys, time
pattern = re.compile(sys.argv[1], re.VERBOSE if sys.argv[2] == "x" else 0)
for text in ("a" * 10_000, "1" * 10_000, " " * 10_000, "-" * 10_000, "1," * 5_000, "a " * 5_000,
             "1.11" * 2_500, "<a " * 3_000, "a_" * 5_000, "1’" * 5_000):
    for end in ("", "!", "\\n"):
        pattern.search(text[:200] + end), pattern.fullmatch(text + end)
"""


def test_patterns_were_found() -> None:
    assert len(PATTERNS) > 10


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_of_ours_is_risky_or_slow(pattern: str) -> None:
    """On ten thousand letters of each kind, in a process that is ended after a minute."""
    verbose = "x" if pattern.startswith("\n") else "-"
    assert not risky(pattern if verbose == "-" else re.sub(r"\s|#.*", "", pattern))
    subprocess.run([sys.executable, "-c", PROBE, pattern, verbose], check=True, timeout=60)
