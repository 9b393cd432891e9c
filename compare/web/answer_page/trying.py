"""What would flip the answer, and the controls to try it: a form that changes the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from compare.web.address import pairs
from compare.web.templatetags.worth import amount, bare, number

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Control:
    """One number to try: `name` is its place in the address, `now` what is counted with."""

    name: str
    label: str
    value: str
    unit: str
    now: str


@dataclass(frozen=True, slots=True)
class Trying:
    """The form: its controls, and the rest of the question as it is."""

    controls: tuple[Control, ...]
    kept: tuple[tuple[str, str], ...]


def trying(document: Json, asked: Json, query: str) -> Trying:
    """The controls of an answer, filled with what the question says itself.

    `query` is the question's own address.
    """
    said = asked.get("preferences", {})
    currency, effort = document["currency"], document["effort"]
    limits = [Decimal(person["threshold"]) for person in document["persons"]]
    controls = (
        Control(
            "preferences.threshold",
            _("Below how much a year is a gain not worth an evening to you?"),
            _typed(said, "threshold"),
            currency,
            " · ".join(dict.fromkeys(amount(limit, currency) for limit in limits)),
        ),
        Control(
            "preferences.value_of_hour",
            _("What does an hour of work bring in? An hour of your time counts for half of it."),
            _typed(said, "value_of_hour"),
            currency,
            bare(effort["hourly_income"], currency),
        ),
        Control(
            "preferences.hours",
            _("How many hours would the move take you?"),
            _typed(said, "hours"),
            _("hours"),
            number(Decimal(effort["hours"]["central"]) * len(document["persons"])),
        ),
    )
    names = {control.name for control in controls}
    kept = tuple(pair for pair in pairs(query) if pair[0] not in names)
    return Trying(controls, kept)


def _typed(said: Json, key: str) -> str:
    value = said.get(key)
    return "" if value is None else str(value)
