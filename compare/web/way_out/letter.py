"""The letter of notice: complete but for what only the writer knows, which is left blank to fill by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

from compare.decide.wording import LOCALES
from compare.markets.definition import Market
from compare.markets.letters import languages_for, letter_on
from compare.web.answer_page.steps import deadline, way_of
from compare.web.templatetags.worth import language as reader

Json = Mapping[str, Any]
HOME = Path(__file__).with_name("letters")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one provider, for the persons who leave it on the same day.

    `ends` None: the letter says "at the earliest date possible". `receive_by` is when it must be
    there or sent, None where nobody can tell. `law` is empty where the market states none.
    """

    language: str
    words: Mapping[str, str]
    provider: str
    subject: str
    sentences: tuple[str, ...]
    persons: tuple[int, ...]
    ends: date | None
    receive_by: date | None
    reference: str


def languages(market: Market, codes: Mapping[str, str], day: date) -> tuple[str, ...]:
    """The languages in which the letter can be had, that of the household's place first."""
    every = tuple(each for each in market.market.languages if each in written())
    rows = market.leaving.letter_language if market.leaving else ()
    return languages_for(rows, codes, day, every or ("en",))


def letters(document: Json, market: Market, language: str) -> tuple[Letter, ...]:
    """The letters that an answer leads to: of those who should leave, else of everybody."""
    movers = [person for person in document["persons"] if way_of(person)]
    groups: dict[tuple[str, str | None], list[tuple[Json, Json | None]]] = {}
    for person in movers or document["persons"]:
        leaving = way_of(person) or _usual(person)
        present = person["present"]
        key = (present["provider_name"] if present else "", leaving and leaving["first_day"])
        groups.setdefault(key, []).append((person, leaving))
    return tuple(
        _letter(provider, rows, document, market, language)
        for (provider, _first), rows in groups.items()
    )


def _usual(person: Json) -> Json | None:
    """The way out at the end of the term, where leaving is not advised."""
    ways = [each for each in person["actions"] if each["action"] == "switch_at_renewal"]
    return next(iter(ways), None)


def _letter(
    provider: str,
    rows: list[tuple[Json, Json | None]],
    document: Json,
    market: Market,
    language: str,
) -> Letter:
    words, leaving = written()[language], rows[0][1]
    due = deadline(leaving)
    ends = date.fromisoformat(leaving["first_day"]) - DAY if leaving else None
    law = (
        letter_on(market.leaving.letter, date.fromisoformat(document["today"]))
        if market.leaving
        else None
    )
    many = "_several" if len(rows) > 1 else ""
    notice = (
        words[f"on_day{many}"].format(day=format_date(ends, "long", locale=LOCALES[language]))
        if ends
        else words[f"no_day{many}"]
    )
    now = leaving is not None and leaving["action"] == "switch_now"
    said = (
        notice,
        words["refund"] if now else "",
        law.law.in_(language) if law else "",
        words["confirm"],
    )
    name = market.market.name.in_(language)
    return Letter(
        language=language,
        words=words,
        provider="" if provider == "typed" else provider,
        subject=law.subject.in_(language) if law else f"{words['subject']}: {name}",
        sentences=tuple(sentence for sentence in said if sentence),
        persons=tuple(person["person"] for person, _way in rows),
        ends=ends,
        receive_by=due.day if due else None,
        reference=law.reference.in_(reader()) if law else "",
    )


@cache
def written() -> Mapping[str, Mapping[str, str]]:
    """What every letter says, by language."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(HOME.glob("*.toml"))
    }
