"""Questions and papers as files: JSON out of a file or standard input, exact numbers kept exact."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from compare.usecases.asking.fields import QuestionError

LARGEST = 200_000


def parsed(text: str) -> Any:
    """What a JSON text holds; a number with decimals stays the digits that were typed.

    Raises:
        QuestionError: it is no JSON, or far longer than any question.
    """
    if len(text) > LARGEST:
        raise QuestionError("", f"at most {LARGEST} characters", f"{len(text)} of them")
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (json.JSONDecodeError, RecursionError) as error:
        raise QuestionError("", "JSON", str(error)) from error


def _no_number(word: str) -> Any:
    raise QuestionError("", "finite numbers", word)
