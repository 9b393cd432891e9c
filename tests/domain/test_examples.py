"""Every worked example of the domain page, through the functions that an answer executes."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.domain.adapter import OPS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "examples.json").read_text(encoding="utf-8")
)
PAGE = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data")).parent / "domain.md"
DEFAULT_TOLERANCE = 0.006


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["id"] for each in EXAMPLES])
def test_the_example_comes_out_as_the_page_says(example: dict[str, Any]) -> None:
    found = OPS[example["op"]](example["input"])
    tolerance = example.get("tol", DEFAULT_TOLERANCE)
    assert differences(example["expect"], found, tolerance, example["id"]) == []


def test_every_example_from_d1_to_d95_is_there_once() -> None:
    expected = [f"D{number}" for number in range(1, 96)]
    assert [example["id"] for example in EXAMPLES] == expected


@pytest.mark.skipif(not PAGE.exists(), reason="the domain page is not beside this checkout")
def test_the_examples_are_those_of_the_domain_page() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    of_page = [json.loads(line) for line in lines if line.startswith('{"id":"D')]
    assert sorted(of_page, key=lambda each: int(each["id"][1:])) == EXAMPLES


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ({"a": 1}, {"a": 1.1}),
        ({"a": 1}, {}),
        ({"a": 1}, {"a": None}),
        ({"a": 1}, {"a": True}),
        ({"a": False}, {"a": 0}),
        ({"a": "2026-01-01"}, {"a": "2026-01-02"}),
        ({"a": [1, 2]}, {"a": [1]}),
        ({"a": "inf"}, {"a": 1e308}),
        ({"a": 1}, {"a": math.nan}),
    ],
)
def test_a_wrong_result_is_noticed(expected: dict[str, Any], found: dict[str, Any]) -> None:
    assert differences(expected, found, DEFAULT_TOLERANCE, "example")


def differences(expected: Any, found: Any, tolerance: float, where: str) -> list[str]:
    """What is not as expected: numbers within the tolerance, everything else exactly."""
    if isinstance(expected, Mapping):
        if not isinstance(found, Mapping):
            return [f"{where}: expected an object, found {found!r}"]
        return [
            line
            for key, value in expected.items()
            for line in differences(value, found.get(key), tolerance, f"{where}.{key}")
        ]
    if isinstance(expected, list):
        if not isinstance(found, list | tuple) or len(found) != len(expected):
            return [f"{where}: expected {expected}, found {found!r}"]
        return [
            line
            for place, (value, other) in enumerate(zip(expected, found, strict=True))
            for line in differences(value, other, tolerance, f"{where}[{place}]")
        ]
    return [] if _same(expected, found, tolerance) else [f"{where}: {expected!r} is not {found!r}"]


def _same(expected: Any, found: Any, tolerance: float) -> bool:
    if expected == "inf":
        return _is_number(found) and float(found) == math.inf
    if _is_number(expected):
        return _is_number(found) and abs(float(found) - expected) <= tolerance
    return (
        type(found) is bool and found is expected
        if isinstance(expected, bool)
        else bool(expected == found)
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
