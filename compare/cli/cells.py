"""Cells of a CSV file that a spreadsheet shows and does not run."""

from __future__ import annotations

from decimal import Decimal

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: object) -> object:
    """A value as a cell: numbers stay numbers, text that looks like a formula gets an apostrophe."""
    if value is None or isinstance(value, int | float | Decimal):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(RUN) else text
