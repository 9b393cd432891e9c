"""What to do, in order, with the minutes that the sum counts; staying is said as plainly as moving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.web.answer_page.kept import subject

Json = Mapping[str, Any]
CONFIRMED = "warning.cancel_only_after_confirmation"
HURRY = "warning.boundary_day"
IN_HAND = "verdict.thin_market_in_hand"
SAID = (CONFIRMED, HURRY)  # as a step of its own, and beside the day that counts


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `minutes` None: it takes none, or nobody counted; `letter`: one is ready;
    `who` names those of a household whom it concerns, empty where it concerns all.
    """

    text: str
    minutes: int | None = None
    letter: bool = False
    who: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day that counts, and how."""

    day: date
    sentence: str


def way_of(person: Json) -> Json | None:
    """How the advised action leaves; None where the advice is not to leave."""
    line = subject(person) if person["chosen"] else None
    ways = (way for way in person["actions"] if line and way["action"] == line["action"])
    return next(ways, None)


def deadline(way: Json | None) -> Deadline | None:
    """By when notice must be given; None where there is no such day."""
    last = way and (way["receive_by"] or way["deadline"])
    if way is None or not last:
        return None
    hurry = [each["text"] for each in way["warnings"] if each["key"] == HURRY]
    return Deadline(date.fromisoformat(last), " ".join([way["sentence"]["text"], *hurry]))


def none_better(person: Json) -> bool:
    """Whether only quotes in hand were to be compared, and none of them is better."""
    return bool(person["sentence"]["key"] == IN_HAND)


def steps(person: Json, market: Market, day: date, people: int) -> tuple[Step, ...]:
    """Each step one time, in order; a household of `people` shares the minutes of a move."""
    minutes = _minutes(market, day, people)
    return tuple({step.text: step for step in _steps(person, market, minutes)}.values())


def _minutes(market: Market, day: date, people: int) -> dict[str, int]:
    stated = market.leaving.step if market.leaving else ()
    return {step.key: round(step.minutes / people) for step in stated if day in step.span}


def _steps(person: Json, market: Market, minutes: Mapping[str, int]) -> Iterator[Step]:
    verdict, way = person["verdict"], way_of(person)
    line = subject(person) if person["chosen"] else None
    if verdict in ("STAY", "NO_BETTER_PROVIDER"):
        yield Step(_("Nothing. Your contract goes on as it is."), 0 if minutes else None)
    elif person["reason"] == "missing_or_stale":
        yield Step(_("Tell us which plan you hold, or what you pay for it, and ask again."))
    elif person["reason"] == "thin_market" and (
        market.market.kind == "typed" or none_better(person)
    ):
        yield Step(_("Nothing yet. Ask again with another quote, if you want to know more."))
    elif person["reason"] == "thin_market":
        yield Step(_("Nothing yet. Ask again when the missing providers have been read."))
    elif verdict == "NEGOTIATE" and line:
        said = {"plan": line["plan_name"]}
        yield Step(_("Ask your provider for %(plan)s at its published price.") % said)
    elif line and way:
        yield from _moving(line, way, minutes)
    yield from (Step(asked["text"]) for asked in person["find_out"])
    if person["reason"] == "blocked":
        yield from (Step(blocked["sentence"]["text"]) for blocked in person["blocked"])


def _moving(line: Json, way: Json, minutes: Mapping[str, int]) -> Iterator[Step]:
    names = {"name": line["provider_name"], "plan": line["plan_name"]}
    if line["plan_name"] == line["provider_name"]:  # a quote in hand: its paper is the plan
        read = _("Read the terms that %(name)s offers you.")
        apply = _("Accept the offer of %(name)s, and ask for a confirmation in writing.")
    else:
        read = _("Read the terms of %(plan)s at %(name)s.")
        apply = _("Apply to %(name)s for %(plan)s, and ask for a confirmation in writing.")
    yield Step(read % names, minutes.get("compare"))
    yield Step(apply % names, minutes.get("apply"))
    yield Step(way["sentence"]["text"], minutes.get("notice"), letter=True)
    yield Step(
        _("Do not cancel for good before %(name)s has confirmed in writing that the cover begins.")
        % names,
        minutes.get("confirm"),
    )
    yield from (Step(each["text"]) for each in way["warnings"] if each["key"] not in SAID)
