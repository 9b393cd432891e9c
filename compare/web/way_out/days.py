"""The days of an answer for a calendar: by when to act, what to check, when the new cover begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.usecases.answering.contracts import TYPED
from compare.web.answer_page.steps import Step, deadline, steps, way_of
from compare.web.ics import Event
from compare.web.templatetags.worth import day

Json = Mapping[str, Any]
HOST = "worth-switching"
EARLY = 14  # days before a deadline on which a calendar reminds


def events(document: Json, market: Market, link: str) -> tuple[Event, ...]:
    """One event for each day of each person who should act; nothing where nobody has a day to keep.

    Where the answer is to stay, the last day on which one could still leave is noted, as such.
    """
    found = {
        (event.day, event.title): event
        for person in document["persons"]
        for event in _person(person, document, market, link)
    }
    return tuple(sorted(found.values(), key=lambda event: (event.day, event.uid)))


def _person(person: Json, document: Json, market: Market, link: str) -> Iterator[Event]:
    leaving = way_of(person)
    if leaving is None:
        yield from _staying(person, document, link)
        return
    due = deadline(leaving)
    start = date.fromisoformat(document["start"])
    todo = steps(person, market, start, len(document["persons"]))
    if due:
        text = "\n".join([*map(_line, todo), link])
        yield _event("due", person, document, due.day, _due(person, leaving), text, EARLY)
    first = date.fromisoformat(leaving["first_day"])
    check = _("See that the first bill asks the price that you were told.")
    yield _event("first", person, document, first, _("The new cover begins"), check, 0)


def _staying(person: Json, document: Json, link: str) -> Iterator[Event]:
    """The next days on which staying is decided anew."""
    for each in person["actions"]:
        due = deadline(each)
        if due and each["action"] == "switch_at_renewal":
            said = _("The answer of %(day)s was to stay. Ask again before this day.")
            text = f"{said % {'day': day(document['today'])}}\n{link}"
            yield _event("ask", person, document, due.day, _due(person, each), text, EARLY)


def _due(person: Json, leaving: Json) -> str:
    name = person["present"]["provider_name"] if person["present"] else TYPED
    if name == TYPED:
        sent = leaving["counts"] == "sent"
        return _("Last day to send notice") if sent else _("Notice must have arrived")
    if leaving["counts"] == "sent":
        return _("Last day to send notice to %(name)s") % {"name": name}
    return _("Notice must have arrived at %(name)s") % {"name": name}


def _line(todo: Step) -> str:
    if not todo.minutes:
        return todo.text
    return _("%(text)s (about %(n)s minutes)") % {"text": todo.text, "n": todo.minutes}


def _event(
    key: str, person: Json, document: Json, on: date, title: str, text: str, remind: int
) -> Event:
    uid = f"{document['id']}-{person['person']}-{key}@{HOST}"
    return Event(uid, on, title, text, remind or None)
