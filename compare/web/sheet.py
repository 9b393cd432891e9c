"""The twins of a page for programs: JSON, and CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_json(document: Mapping[str, Any]) -> HttpResponse:
    """A document as it is."""
    return HttpResponse(orjson.dumps(document), content_type="application/json")


def as_csv(rows: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """Rows with their nested parts as columns (`price.amount`)."""
    flat = [_flat(row) for row in rows]
    columns = list(dict.fromkeys(key for row in flat for key in row))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    writer = csv.writer(response)
    writer.writerow(map(cell, columns))
    writer.writerows([cell(row.get(column)) for column in columns] for row in flat)
    return response


def cell(value: Any) -> Any:
    """A value of a sheet: numbers stay numbers, lists are JSON, what would run as a formula is quoted."""
    if value is None or isinstance(value, (int, Decimal)):
        return value
    text = orjson.dumps(value).decode() if isinstance(value, list) else str(value)
    if text.startswith(FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal() and text.isascii()


def _flat(row: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{above}{key}.")
        else:
            found[f"{above}{key}"] = value
    return found
