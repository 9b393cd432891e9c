"""What was typed so far, whether it was posted or stands in an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import QueryDict

from compare.usecases.asking.present import MOST_QUOTES
from compare.usecases.asking.question import MOST_PERSONS

LONGEST = 200
# The buttons that make a person or an offer more or less. A control called "remove" would stand in
# the way of the form's own method of that name, by which htmx puts the new form in its place.
ADD, REMOVE = "add", "take"
PERSON, OFFER = "person", "offer"
MOST_SHOWN = {PERSON: min(8, MOST_PERSONS), OFFER: MOST_QUOTES}
FIRST = re.compile(r"^persons\.0\.(present|wanted)\.")


@dataclass(frozen=True, slots=True)
class TypedIn:
    """Values by dotted name. What the first of several persons holds is named as for one alone."""

    values: dict[str, list[str]]
    people: int
    offers: int

    def all(self, name: str) -> list[str]:
        """Everything that was typed there."""
        return [value[:LONGEST] for value in self.values.get(name, [])]

    def one(self, name: str) -> str:
        """What was typed there, cut to a sane length."""
        return "".join(self.all(name)[:1])


def typed_in(given: QueryDict) -> TypedIn:
    """The values of a request, after a person or an offer was added or taken away."""
    values = {FIRST.sub(r"\1.", name): list(found) for name, found in sorted(given.lists())}
    asked = values.get(REMOVE, [""])[0].partition("-")
    if asked[0] in MOST_SHOWN and asked[2].isdecimal() and len(asked[2]) < 3:
        values = _without(values, asked[0], int(asked[2]))
    counts = {kind: _count(values, kind) for kind in MOST_SHOWN}
    more = values.get(ADD, [""])[0]
    if more in counts:
        counts[more] = min(counts[more] + 1, MOST_SHOWN[more])
    return TypedIn(values, counts[PERSON], counts[OFFER])


LIST = {PERSON: "persons", OFFER: "quotes"}


def _count(values: dict[str, list[str]], kind: str) -> int:
    """How many there are: as many as were shown, or as are named."""
    said = values.get(f"shown.{kind}", [""])[0]
    shown = int(said) if said.isdecimal() and len(said) < 3 else 1
    named = [_number(name, kind) for name in values]
    most = max([shown, *(number + 1 for number in named if number is not None)])
    return min(most, MOST_SHOWN[kind])


def _number(name: str, kind: str) -> int | None:
    first, _dot, rest = name.removeprefix("kept.").partition(".")
    number = rest.partition(".")[0]
    return int(number) if first == LIST[kind] and number.isdecimal() and len(number) < 3 else None


def _without(values: dict[str, list[str]], kind: str, gone: int) -> dict[str, list[str]]:
    """Everything but one person or offer; those after it move up."""
    found: dict[str, list[str]] = {}
    for name, value in values.items():
        number = _number(name, kind)
        if number is None or number < gone:
            found[name] = value
        elif number > gone:
            old, new = f"{LIST[kind]}.{number}.", f"{LIST[kind]}.{number - 1}."
            found[name.replace(old, new, 1)] = value
    shown = found.get(f"shown.{kind}", [""])[0]
    if shown.isdecimal() and len(shown) < 3:
        found[f"shown.{kind}"] = [str(max(int(shown) - 1, 1))]
    return found
