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
FIRST = (
    (re.compile(r"^persons\.0\.(?=(?:present|wanted)\.)"), ""),
    (re.compile(r"(?<=\.)prices\.0$"), "price"),
)


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
    values = {_as_alone(name): list(found) for name, found in sorted(given.lists())}
    asked = values.get(REMOVE, [""])[0].partition("-")
    if asked[0] in MOST_SHOWN and asked[2].isdecimal() and len(asked[2]) < 3:
        values = _without(values, asked[0], int(asked[2]))
    counts = {kind: _count(values, kind) for kind in MOST_SHOWN}
    more = values.get(ADD, [""])[0]
    if more in counts:
        counts[more] = min(counts[more] + 1, MOST_SHOWN[more])
    return TypedIn(values, counts[PERSON], counts[OFFER])


def _as_alone(name: str) -> str:
    for pattern, alone in FIRST:
        name = pattern.sub(alone, name)
    return name


# Where a name holds the number of a person or of an offer.
NUMBER = {
    PERSON: re.compile(r"(?:^(?:kept\.)?persons|\.prices)\.(\d{1,2})(?=\.|$)"),
    OFFER: re.compile(r"^(?:kept\.)?quotes\.(\d{1,2})(?=\.|$)"),
}


def _count(values: dict[str, list[str]], kind: str) -> int:
    """How many there are: as many as were shown, or as are named."""
    said = values.get(f"shown.{kind}", [""])[0]
    shown = int(said) if said.isdecimal() and len(said) < 3 else 1
    named = [int(place[1]) + 1 for name in values if (place := NUMBER[kind].search(name))]
    most = max([shown, *named])
    return min(most, MOST_SHOWN[kind])


def _without(values: dict[str, list[str]], kind: str, gone: int) -> dict[str, list[str]]:
    """Everything but one person or offer; those after it move up."""
    found: dict[str, list[str]] = {}
    for name, value in values.items():
        place = NUMBER[kind].search(name)
        number = int(place[1]) if place else -1
        if place is None or number < gone:
            found[name] = value
        elif number > gone:
            found[f"{name[: place.start(1)]}{number - 1}{name[place.end(1) :]}"] = value
    shown = found.get(f"shown.{kind}", [""])[0]
    if shown.isdecimal() and len(shown) < 3:
        found[f"shown.{kind}"] = [str(max(int(shown) - 1, 1))]
    return found
