"""A question as a web address, and back.

The address is the question itself, each value under its dotted path: `persons.0.age_class=adult`.
The names are those of the JSON question, so an error that names a field names a part of the address.
Only codes of the rating cell and typed amounts may stand there; a postcode or a year of birth never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.values.question import Question

PART = re.compile(r"[a-z][a-z0-9_]{0,39}|[0-9]")
LISTS = ("wanted", "preferences.must_not_get_worse")
LONGEST = 200
MOST = 80
NOT_PART_OF_IT = ("format", "in")
SEEN_AS = "view."  # how a list of offers is sorted and filtered: no part of the question either


class BadAddress(ValueError):
    """An address that asks for something impossible; its text says what, and what would work."""


def written(question: Mapping[str, Any], market: Market) -> str:
    """The query string of a question: its codes and amounts in a fixed order, nothing personal."""
    private = _private(market)
    pairs = [
        (path, value) for path, value in _flat(question) if path.rpartition(".")[2] not in private
    ]
    asked = [pair for pair in pairs if pair[0] != "market"]
    return urlencode(sorted(asked, key=lambda pair: pair[0]))  # however it was first written


def pairs(query: str) -> list[tuple[str, str]]:
    """The parts of a question's address, as a form keeps them."""
    return parse_qsl(query)


def stated(asked: Mapping[str, Any], question: Question, market: Market) -> dict[str, Any]:
    """What was asked, with places and ages as the codes that follow, and with all times stated.

    Whoever opens the address later is given what was known on its day.
    """
    codes = {factor.key for factor in market.market.factor}
    persons = zip(asked["persons"], question.persons, strict=True)
    return {
        **asked,
        "today": question.today,
        "start": question.start,
        "known_at": asked.get("known_at") or question.today,
        "household": {key: code for key, code in question.household.items() if key in codes},
        "persons": [{**said, **known} for said, known in persons],
    }


def read(parameters: QueryDict, market: Market) -> dict[str, Any]:
    """The question that an address carries, still unchecked but for its shape.

    Raises:
        BadAddress: a name that no question has, something personal, or text that is no value.
    """
    if len(parameters) > MOST:
        raise BadAddress(_("This address asks for more than one question can hold."))
    question: dict[str, Any] = {"market": market.key}
    for path, values in parameters.lists():
        if path not in NOT_PART_OF_IT and not path.startswith(SEEN_AS) and any(values):
            _place(question, path, [_typed(path, value, market) for value in values])
    return {"persons": [{}], **_lists(question)}


def _place(question: dict[str, Any], path: str, values: list[Any]) -> None:
    *above, last = path.split(".")
    inside = question
    for part in above:
        inside = inside.setdefault(part, {})
        if not isinstance(inside, dict):
            raise BadAddress(_("The address says two different things about one value."))
    if last in inside:
        raise BadAddress(_("The address says two different things about one value."))
    if path.startswith(LISTS):
        inside[last] = values
    elif len(values) == 1:
        inside[last] = values[0]
    else:
        raise BadAddress(_("The address says two different things about one value."))


def _typed(path: str, text: str, market: Market) -> Any:
    parts = path.split(".")
    if len(parts) > 5 or not all(PART.fullmatch(part) for part in parts):
        raise BadAddress(_("This address has a part that no question has."))
    if parts[-1] in _private(market):
        raise BadAddress(
            _(
                "A postcode or a year of birth never stands in an address. Use the questions instead."
            )
        )
    if len(text) > LONGEST or not text.isprintable():
        raise BadAddress(_("The address holds text that is no value of a question."))
    return typed(parts, text, market)


def typed(parts: list[str], text: str, market: Market) -> Any:
    """The text of a form or an address as the kind of value that the question holds there."""
    factor = next((f for f in market.market.factor if f.key == parts[-1]), None)
    is_code = factor is not None and parts[0] in ("household", "persons", "wanted", "present")
    if parts[-2:-1] in (["guards"], ["contract"]) or (
        is_code and factor and factor.value == "boolean"
    ):
        return {"true": True, "false": False}.get(text, text)
    derived = any(f.derived_from == parts[-1] for f in market.market.factor)
    if derived or (is_code and factor and factor.value == "integer"):
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text
    return text


def _lists(value: Any) -> Any:
    """Numbered parts (`persons.0`, `persons.1`) as lists."""
    if not isinstance(value, dict):
        return value
    held = {key: _lists(item) for key, item in value.items()}
    if not held or not all(key.isdigit() for key in held):
        return held
    if sorted(held) != [str(index) for index in range(len(held))]:
        raise BadAddress(_("Persons and offers are numbered from 0 without a gap."))
    return [held[str(index)] for index in range(len(held))]


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        numbered = not path.startswith(LISTS)
        for index, item in enumerate(value):
            yield from _flat(item, f"{path}.{index}" if numbered else path)
    elif value is not None:
        yield path, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _private(market: Market) -> frozenset[str]:
    derived = {factor.derived_from for factor in market.market.factor if factor.derived_from}
    return frozenset({"postcode", "municipality", "place", *derived})
