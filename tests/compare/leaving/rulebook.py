"""The tests' dated rules, read as a market definition's rules are read."""

from __future__ import annotations

import tomllib
from pathlib import Path

from compare.leaving.rules import Rules
from compare.markets.rules import Rule, rules_for

_PAGE = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))

RULES: Rules = rules_for((Rule(**row) for row in _PAGE["rule"]), {})


def without(*keys: str) -> Rules:
    """The same rules, some of them not stated."""
    return {key: rows for key, rows in RULES.items() if key not in keys}
