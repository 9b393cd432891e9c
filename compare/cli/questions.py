"""What the commands that answer questions share: reading a file, printing JSON, exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import orjson

from compare.usecases.asking.fields import QuestionError
from compare.usecases.asking.papers import parsed

BAD_QUESTION = 2


def read(name: str) -> Any:
    """The JSON of a file; `-` is standard input."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError("", "a readable file", str(error)) from error
    return parsed(text)


def printed(document: dict[str, Any]) -> str:
    """A document as JSON with one key per line."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode()


def asked(answer: Callable[[], str]) -> str:
    """The text of an answer; a bad question ends the program with what is wrong, and 2."""
    try:
        return answer()
    except QuestionError as error:
        refuse(error)


def refuse(error: QuestionError) -> NoReturn:
    """Say on standard error what is wrong with a question."""
    sys.stderr.write(f"{error}\n")
    sys.exit(BAD_QUESTION)
