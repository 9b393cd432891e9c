"""What to do, in order: each step with the minutes that it takes and the day by which it is due."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from compare.web.templatetags.worth import day

Json = Mapping[str, Any]
MINUTES = Path(__file__).with_name("minutes.toml")
STAYS = ("STAY", "NO_BETTER_PROVIDER")


@dataclass(frozen=True, slots=True)
class Todo:
    """One step. `minutes` None: it is no work (a warning); `by` None: no day is set for it."""

    key: str
    text: str
    minutes: int | None = None
    by: date | None = None


def way(person: Json) -> Json | None:
    """How the advised action leaves; None where the advice is not to leave."""
    chosen = next((line for line in person["offers"] if line["id"] == person["chosen"]), None)
    ways = (each for each in person["actions"] if chosen and each["action"] == chosen["action"])
    return next(ways, None)


def last_day(leaving: Json) -> date | None:
    """The day by which the notice must have arrived or been sent."""
    found = leaving["receive_by"] or leaving["deadline"]
    return date.fromisoformat(found) if found else None


def steps(person: Json) -> tuple[Todo, ...]:
    """What one person should do; staying is said as plainly as moving."""
    found = {todo.text: todo for todo in _steps(person)}
    return tuple(found.values())


def _steps(person: Json) -> Iterator[Todo]:
    verdict = person["verdict"]
    line = next((each for each in person["offers"] if each["id"] == person["chosen"]), None)
    leaving = way(person)
    if verdict in STAYS:
        yield Todo("nothing", _("Nothing. Your contract goes on as it is."), 0)
    elif person["reason"] == "missing_or_stale":
        yield Todo("tell", _("Tell us which plan you hold, or what you pay for it, and ask again."))
    elif verdict == "NEGOTIATE" and line:
        plan = {"plan": line["plan_name"]}
        text = _("Ask your provider for %(plan)s at its published price.") % plan
        yield Todo("ask", text, minutes("ask"))
    elif line and leaving:
        yield from _move(person, line, leaving)
    yield from (
        Todo("find_out", asked["text"], minutes("find_out")) for asked in person["find_out"]
    )
    if person["reason"] == "blocked":
        yield from (Todo("blocked", each["sentence"]["text"]) for each in person["blocked"])


def _move(person: Json, line: Json, leaving: Json) -> Iterator[Todo]:
    names = {"name": line["provider_name"], "plan": line["plan_name"]}
    due = last_day(leaving)
    apply = _("Apply to %(name)s for %(plan)s, and ask for a confirmation in writing.") % names
    yield Todo("apply", apply, minutes("apply"), due)
    if due:
        yield Todo("notice", _notice(person, leaving), minutes("notice"), due)
    else:
        yield Todo("notice", leaving["sentence"]["text"])
    keep = _("Do not let your present contract go before %(name)s has confirmed the new one.")
    yield Todo("confirmed", keep % names, minutes("confirmed"))
    yield from (Todo("warning", warning["text"]) for warning in leaving["warnings"])
    first = date.fromisoformat(leaving["first_day"])
    check = _("From %(day)s: see that %(name)s asks the price that you were told.")
    yield Todo("check", check % {**names, "day": day(first)}, minutes("check"), first)


def _notice(person: Json, leaving: Json) -> str:
    """Print, sign, send: to whom, and what counts."""
    present = person["present"]
    name = present["provider_name"] if present else ""
    said = _("Print the letter, sign it and send it to %(name)s by registered post.")
    return f"{said % {'name': name}} {leaving['sentence']['text']}"


def minutes(key: str) -> int:
    """How long a step takes: our estimate, dated and referenced beside the number."""
    return _minutes()[key]


@cache
def _minutes() -> dict[str, int]:
    stated = tomllib.loads(MINUTES.read_text(encoding="utf-8"))
    return {row["key"]: row["minutes"] for row in stated["step"]}
