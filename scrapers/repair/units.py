"""Where a source names a heading whose value has lost its unit, with the line for the new word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from scrapers.repair.literals import literals
from scrapers.since import Since, unitless


def lines_for(folder: Path, became: Since) -> Iterator[str]:
    """The source's lines that say the old heading, each with the same line for the new one."""
    for before, now in unitless(became):
        old, new = before.get("heading"), now.get("heading")
        if new and new != old:
            yield from _lines(folder, str(old), str(new))


def _lines(folder: Path, old: str, new: str) -> Iterator[str]:
    quoted = json.dumps(new, ensure_ascii=False)
    for literal in literals(folder):
        if literal.text == old:
            text = (folder / literal.file).read_text(encoding="utf-8")
            line = text.split("\n")[literal.line - 1]
            yield f"{literal.file}\n{literal.line:>5}   {line.strip()}"
            yield f"      + {(line[: literal.start] + quoted + line[literal.end :]).strip()}"
