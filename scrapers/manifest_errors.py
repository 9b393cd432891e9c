"""What pydantic says of a manifest, in words that a volunteer can act on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from scrapers.errors import ManifestError

Schema = Mapping[str, Any]
ALSO = 3  # problems named beside the first
BY_CODE = re.compile(r"^(pack|tariff|figure|provider|place|area|document)s?$")

WORDS = {
    "string_type": "a text in quotation marks",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "decimal_type": "a number in quotation marks",
    "decimal_parsing": "a number in quotation marks",
    "date_type": "a day as 2026-01-31",
    "date_parsing": "a day as 2026-01-31",
    "date_from_datetime_parsing": "a day as 2026-01-31",
    "datetime_type": "an instant as 2026-01-31T00:00:00+01:00",
    "datetime_from_date_parsing": "an instant as 2026-01-31T00:00:00+01:00",
    "tuple_type": "a list in square brackets",
    "list_type": "a list in square brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "too_short": "at least {min_length}",
    "too_long": "at most {max_length}",
    "literal_error": "one of {expected}",
}
WRITTEN = {  # keys whose text has a form
    "address": "an address that begins with https:// or http:// and names a host",
    "currency": "a currency by its three capital letters, as EUR",
    "key": "small letters, digits and dashes",
    "cadence": "a number and its unit, as 1 weeks or 12 hours",
}


class Problem(NamedTuple):
    """One thing that is wrong: what was expected, and what was found."""

    expected: str
    found: str


def in_words(error: ValidationError, file: str, schema: Schema) -> ManifestError:
    """All that is wrong with a manifest: the first problem in full, the next in short.

    `schema` is the JSON schema of a manifest, `file` the name to say.
    """
    told = sorted(_told(error), key=lambda each: each["type"] != "extra_forbidden")
    first, *more = [
        _problem(each, schema) for each in told
    ]  # a misspelt key explains a missing one
    todo = f"mend {file}"
    if more:
        todo += f"; also wrong: {'; '.join(_short(each) for each in more[:ALSO])}"
    if len(more) > ALSO:
        todo += f"; and {len(more) - ALSO} more"
    return ManifestError(expected=first.expected, found=first.found, todo=todo)


def _told(error: ValidationError) -> list[Mapping[str, Any]]:
    """The problems; a list is not too short only because what stands in it is wrong."""
    every = error.errors()
    places = [each["loc"] for each in every]
    return [
        each for each in every if each["type"] != "too_short" or not _outer(each["loc"], places)
    ]


def _outer(loc: tuple[str | int, ...], places: Iterable[tuple[str | int, ...]]) -> bool:
    """Does one of the places lie within this one?"""
    return any(place != loc and place[: len(loc)] == loc for place in places)


def near(word: str, known: Iterable[str]) -> str:
    """The known word that is likest, as a hint: " (`market`?)"; "" where none is like it."""
    alike = difflib.get_close_matches(word, list(known), 1)
    return f" (`{alike[0]}`?)" if alike else ""


def _short(problem: Problem) -> str:
    return f"expected {problem.expected}, found {problem.found}"


def _problem(told: Mapping[str, Any], schema: Schema) -> Problem:
    place = ".".join(map(str, told["loc"])) or "the whole file"
    if told["type"] == "extra_forbidden":
        return _unknown(told["loc"], place, schema)
    if told["type"] == "missing":
        return Problem(f"`{place}`", "nothing")
    if told["type"] == "value_error":
        expected, found = _own(str(told["ctx"]["error"]), told["input"])
        return Problem(f"{place}: {expected}", found)
    return Problem(f"{place}: {_wanted(told)}", repr(told["input"])[:200])


def _own(said: str, given: object) -> Problem:
    """A sentence of ours, taken apart where it says itself what was found."""
    expected, split, found = said.partition(", found ")
    return Problem(expected, found) if split else Problem(said, repr(given)[:200])


def _wanted(told: Mapping[str, Any]) -> str:
    context = told.get("ctx", {})
    if told["type"] == "string_pattern_mismatch":
        return WRITTEN.get(str(told["loc"][-1]), f"a text like {context['pattern']}")
    words = WORDS.get(told["type"])
    return words.format(**context) if words else str(told["msg"])


def _unknown(loc: tuple[str | int, ...], place: str, schema: Schema) -> Problem:
    known = _keys(schema, loc[:-1])
    *above, key = map(str, loc)
    table = ".".join(above)
    expected = f"only keys that {f'`{table}`' if table else 'manifests'} may hold"
    if table.endswith(".read") and (by_code := BY_CODE.match(key)):
        return Problem(f"{expected}; {by_code[1]}s are read by a parse.py", f"`{place}`")
    return Problem(expected + near(key, known), f"`{place}`")


def _keys(schema: Schema, loc: Iterable[str | int]) -> list[str]:
    """The keys of the table at a place of a manifest."""
    table = schema
    for step in loc:
        inner = table.get("properties", {}).get(step) or table.get("additionalProperties")
        table = _resolved(table["items"] if isinstance(step, int) else inner or {}, schema)
    return list(table.get("properties", ()))


def _resolved(part: Schema, schema: Schema) -> Schema:
    """The part itself, behind references and "or nothing"."""
    for each in part.get("anyOf", ()):
        if each.get("type") != "null":
            return _resolved(each, schema)
    if "$ref" in part:
        return _resolved(schema["$defs"][part["$ref"].rpartition("/")[2]], schema)
    return part
