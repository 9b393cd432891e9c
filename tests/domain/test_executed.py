"""The worked examples call the functions that answers execute, not some that exist for them alone."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from compare.decide.answer import answer
from compare.decide.document import document
from tests.compare.decide import build
from tests.domain.adapter import OPS
from tests.domain.flows import FLOWS

HERE = Path(__file__).parent
EXAMPLES: list[dict[str, Any]] = json.loads((HERE / "examples.json").read_text("utf-8"))
SITUATIONS = HERE.parent / "compare" / "decide" / "situations" / "answers.toml"
CALIBRATION = {"upp", "shy", "loyalty"}  # domain 5: of a market, never of a customer's answer


def _is_ours(code: CodeType) -> bool:
    return "/compare/" in code.co_filename and "/tests/" not in code.co_filename


@contextmanager
def _watched(seen: Callable[[FrameType], None]) -> Iterator[None]:
    def profile(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and _is_ours(frame.f_code):
            seen(frame)

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        yield
    finally:
        sys.setprofile(before)


def _called_by_the_adapters() -> set[CodeType]:
    """Functions of ours whose caller is an adapter."""
    found: set[CodeType] = set()

    def seen(frame: FrameType) -> None:
        caller = frame.f_back
        if caller and Path(caller.f_code.co_filename).name.startswith("ops_"):
            found.add(frame.f_code)

    with _watched(seen):
        for example in EXAMPLES:
            if example["op"] not in CALIBRATION:
                OPS[example["op"]](example["input"])
    return found


def _executed_by_the_engine() -> set[CodeType]:
    """Functions of ours that answers, statements, checks and changes run through.

    Only what is reached from the entry points counts, not the entry points themselves.
    """
    found: set[CodeType] = set()

    def seen(frame: FrameType) -> None:
        caller = frame.f_back
        if caller and _is_ours(caller.f_code):
            found.add(frame.f_code)

    cases = tomllib.loads(SITUATIONS.read_text("utf-8"))["case"]
    with _watched(seen):
        for case in cases:
            document(answer(build.from_table(case)), "en")
        for flow in FLOWS:
            flow()
    return found


def test_what_the_examples_prove_is_what_the_engine_executes() -> None:
    unreached = _called_by_the_adapters() - _executed_by_the_engine()
    names = {f"{Path(c.co_filename).parent.name}.{c.co_qualname}" for c in unreached}
    assert names == set()
