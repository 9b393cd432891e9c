"""Whatever the engine calls a step, its rule or what went into it, a page has words for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import compare
from compare.cost.charges import Path as After
from compare.web.answer_page import rules, words

ENGINE = [Path(compare.__file__).parent / name for name in ("cost", "leaving", "decide")]
PLACE = {"Step": (0, 1, 2), "exact_item": (0, 4, 3)}  # of the key, what went in, and the rule
OF_A_BILL = Path("tariff_steps.py")  # said by bills.py, by the kind of each component


def texts(node: ast.expr) -> Iterator[str]:
    """The texts that an argument can be, as far as they stand in the code."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def named(what: int) -> set[str]:
    """The keys (0), the names of what went in (1) or the rules (2) of all steps."""
    found: set[str] = set()
    for module in (file for folder in ENGINE for file in folder.rglob("*.py")):
        if module.name == OF_A_BILL.name:
            continue
        for call in ast.walk(ast.parse(module.read_text())):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            place = PLACE.get(call.func.id, ())
            argument = call.args[place[what]] if place and len(call.args) > 3 else None
            if isinstance(argument, ast.Dict):
                found |= {key.value for key in argument.keys if isinstance(key, ast.Constant)}
            elif isinstance(argument, ast.Constant | ast.IfExp):
                found |= set(texts(argument))
    return found


def test_every_rule_is_said_in_words() -> None:
    every = named(2) - {"path "}
    every |= {f"path {path}" for path in After}
    assert len(every) > 25
    assert sorted(every - rules.known_rules()) == []


def test_every_number_that_went_in_has_a_name() -> None:
    assert len(named(1)) > 40
    assert sorted(named(1) - rules.known_inputs()) == []


@pytest.mark.parametrize("key", sorted(named(0)))
def test_every_step_has_a_name(key: str) -> None:
    assert key in words.steps()
