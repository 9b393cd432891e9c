"""A household of several persons: one answer first, one row for each, one list of things to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.web.answer_page.kept import subject
from compare.web.answer_page.side import named
from compare.web.answer_page.since import Changes, since
from compare.web.answer_page.steps import Deadline, Step, deadline, none_better, steps, way_of
from compare.web.templatetags.worth import bare, in_turn, whole

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One person: what is paid now, what to do, and what that keeps.

    `now` and `then` are prices a month, empty where not known or where nothing changes; `index` is
    the person's place in the question, under which the details are found.
    """

    index: int
    name: str
    provider: str
    plan: str
    now: str
    advice: str
    then: str
    kept: str
    forgone: str


@dataclass(frozen=True, slots=True)
class Together:
    """What a household does together. `now`, `then` and `kept` are sums, empty where a part is unknown."""

    number: int
    currency: str
    lines: tuple[Line, ...]
    now: str
    then: str
    kept: str
    facts: tuple[str, ...]
    deadline: Deadline | None
    steps: tuple[Step, ...]
    since: Changes | None


def together(document: Json, names: Sequence[str], market: Market) -> Together | None:
    """The household's part of an answer; None for one person."""
    persons = document["persons"]
    if len(persons) < 2:
        return None
    currency = document["currency"]
    now = [_monthly(person["present"]) for person in persons]
    then = [_monthly(_chosen(person) or person["present"]) for person in persons]
    net = document["net_benefit"]
    dues = [due for person in persons if (due := deadline(way_of(person)))]
    return Together(
        number=0,
        currency=currency,
        lines=tuple(
            _line(person, name, currency) for person, name in zip(persons, names, strict=True)
        ),
        now=_sum(now, currency),
        then=_sum(then, currency),
        kept=whole(net["central"]) if net and document["movers"] else "",
        facts=tuple(_shared(persons)),
        deadline=min(dues, key=lambda due: due.day, default=None),
        steps=tuple(_steps(persons, names, market, date.fromisoformat(document["today"]))),
        since=since(
            [person["present"] for person in persons],
            [_chosen(person) for person in persons],
            market.key,
        ),
    )


def _chosen(person: Json) -> Json | None:
    """The offer that is advised; None where the advice is to stay."""
    return subject(person) if person["chosen"] else None


def _line(person: Json, name: str, currency: str) -> Line:
    present, chosen = person["present"], _chosen(person)
    provider, plan = named(present) if present else ("", "")
    return Line(
        index=person["person"],
        name=name,
        provider=provider,
        plan=plan,
        now=_printed(_monthly(present), currency),
        advice=_advice(person, chosen),
        then=_printed(_monthly(chosen), currency),
        kept=whole(chosen["net_benefit"]["central"]) if chosen else "",
        forgone=person["forgone"]["text"] if person["forgone"] else "",
    )


def _advice(person: Json, chosen: Json | None) -> str:
    """What one person should do, in a few words."""
    verdict = person["verdict"]
    if verdict == "NEGOTIATE" and chosen:
        return _("Ask for %(plan)s where you are") % {"plan": chosen["plan_name"]}
    if chosen:
        said = {"name": chosen["provider_name"], "plan": chosen["plan_name"]}
        if said["name"] == said["plan"]:
            return _("Move to %(name)s") % said
        return _("Move to %(name)s, %(plan)s") % said
    if none_better(person):
        return _("Stay: none of your offers is better")
    return {
        "TRADE_OFF": _("Yours to weigh"),
        "NOT_ENOUGH_DATA": _("We cannot tell yet"),
    }.get(verdict, _("Stay"))


def _monthly(contract: Json | None) -> Decimal | None:
    return Decimal(contract["per_year"]) / 12 if contract else None


def _printed(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else bare(amount, currency)


def _sum(amounts: Sequence[Decimal | None], currency: str) -> str:
    known = [amount for amount in amounts if amount is not None]
    return bare(sum(known), currency) if len(known) == len(amounts) else ""


def _shared(persons: Sequence[Json]) -> Iterator[str]:
    """The deciding facts that hold for every one of them."""
    facts = [dict.fromkeys(item["text"] for item in person["because"]) for person in persons]
    yield from (text for text in facts[0] if all(text in each for each in facts))


def _steps(
    persons: Sequence[Json], names: Sequence[str], market: Market, day: date
) -> Iterator[Step]:
    """Every step once, with the minutes of those who take it and, where not all do, who they are."""
    found: dict[str, list[tuple[int, Step]]] = {}
    for index, person in enumerate(persons):
        for step in steps(person, market, day, people=1):
            found.setdefault(step.text, []).append((index, step))
    for text, taken in found.items():
        minutes = [step.minutes for _index, step in taken if step.minutes is not None]
        yield Step(
            text,
            round(sum(minutes) / len(persons)) if minutes else None,
            any(step.letter for _index, step in taken),
            "" if len(taken) == len(persons) else in_turn(names[index] for index, _step in taken),
        )
