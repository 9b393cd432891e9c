"""The renewal check arranged for reading: the numbers as a sentence, what changed, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.lists import format_list
from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.web.answer_page.steps import Deadline, Step, deadline, steps, way_of
from compare.web.answer_page.words import Words
from compare.web.templatetags.worth import amount, locale

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on both letters; `sign` is ▲ better, ▼ worse, or nothing where nobody can tell."""

    what: str
    before: str
    after: str
    relation: str
    sign: str


@dataclass(frozen=True, slots=True)
class TooLittle:
    """A promise of the new letter that is less than the law wants, and where that stands."""

    what: str
    stated: str
    minimum: str
    reference: str


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer in hand beside the new letter."""

    name: str
    per_year: str
    gain: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the offers in hand come to."""

    sentence: str
    facts: tuple[str, ...]
    forgone: str
    deadline: Deadline | None
    steps: tuple[Step, ...]
    offers: tuple[Offered, ...]
    left_out: tuple[str, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What two letters say together."""

    sentence: str
    money: str
    lines: tuple[Line, ...]
    unchanged: int
    unsaid: str
    too_little: tuple[TooLittle, ...]
    verdict: Verdict | None


def arranged(document: Json, market: Market, language: str) -> Checked:
    """A checked pair of letters for the page."""
    words = Words(market, language)
    verdict = document.get("answer")
    return Checked(
        sentence=document["sentences"][0]["text"],
        money=_money(document),
        lines=tuple(_lines(document, words)),
        unchanged=document["unchanged"],
        unsaid=_unsaid(document, words),
        too_little=tuple(_too_little(document, words)),
        verdict=_verdict(verdict, market) if verdict else None,
    )


def plain_rows(document: Json) -> Iterator[dict[str, Any]]:
    """A checked pair of letters as rows of a sheet: the price a year, each term, each offer's price."""
    yield _row("price", None, None, document["price_difference"])
    for change in document["changes"]:
        yield _row(change["term"], change["before"], change["after"], change["relation"])
    for line in document["answer"]["persons"][0]["offers"] if "answer" in document else ():
        yield _row(line["provider_name"], None, line["per_year"], line["net_benefit"]["central"])


def _row(what: str, before: Any, after: Any, change: str) -> dict[str, Any]:
    return {"what": what, "before": _flat(before), "after": _flat(after), "change": change}


def _flat(value: Any) -> Any:
    return f"restricted: {value['restricted']}" if isinstance(value, dict) else value


def _money(document: Json) -> str:
    difference = str(document["price_difference"])
    said = amount(difference.removeprefix("-"), document["currency"])
    if difference.startswith("-"):
        return _("%(amount)s less a year than before.") % {"amount": said}
    return _("%(amount)s more a year than before.") % {"amount": said}


def _unsaid(document: Json, words: Words) -> str:
    """What neither letter says, although it decides what the same cover costs."""
    silent = {change["term"] for change in document["changes"] if _silent(change)}
    labels = [words.attribute(key) for key in document["unknown"] if key in silent]
    return format_list(labels, locale=locale()) if labels else ""


def _silent(change: Json) -> bool:
    return change["before"] is None and change["after"] is None


def _lines(document: Json, words: Words) -> Iterator[Line]:
    relations = {
        "better": (_("better"), "▲"),
        "worse": (_("worse"), "▼"),
        "unknown": (_("one of the letters does not say"), ""),
        "incomparable": (_("neither better nor worse"), ""),
        "equal": (_("the same"), ""),
    }
    for change in document["changes"]:
        if _silent(change):
            continue
        said, sign = relations.get(change["relation"], (_("changed"), ""))
        unit = _unit(change["unit"], words, document["currency"])
        yield Line(
            words.attribute(change["term"]),
            words.term(change["before"], unit)[0],
            words.term(change["after"], unit)[0],
            said,
            sign,
        )


def _too_little(document: Json, words: Words) -> Iterator[TooLittle]:
    units = {term.key: term.unit for term in words.market.terms.term}
    for row in document["below_legal_minimum"]:
        unit = _unit(units[row["term"]], words, document["currency"])
        stated, minimum = (words.term(row[key], unit)[0] for key in ("stated", "minimum"))
        yield TooLittle(words.attribute(row["term"]), stated, minimum, row["reference"])


def _unit(unit: str | None, words: Words, currency: str) -> str | None:
    """A term's unit; an amount in the market's own currency is one in that of the papers."""
    return currency if unit == words.market.market.currency else unit


def _verdict(document: Json, market: Market) -> Verdict:
    person, currency = document["persons"][0], document["currency"]
    return Verdict(
        sentence=document["sentence"]["text"],
        facts=tuple(fact["text"] for fact in person["because"]),
        forgone=person["forgone"]["text"] if person["forgone"] else "",
        deadline=deadline(way_of(person)),
        steps=steps(person, market, date.fromisoformat(document["start"]), 1),
        offers=tuple(
            Offered(
                line["provider_name"], amount(line["per_year"], currency), _gain(line, currency)
            )
            for line in person["offers"]
        ),
        left_out=tuple(
            f"{item['plan']}: {item['sentence']['text']}" for item in person["left_out"]
        ),
        limits=tuple(item["text"] for item in document["limits"]),
    )


def _gain(line: Json, currency: str) -> str:
    """What moving there is worth over the horizon, with its range where it is one."""
    worth = line["net_benefit"]
    central = amount(worth["central"], currency)
    if worth["low"] == worth["high"]:
        return central
    said = _("%(central)s (%(low)s to %(high)s)")
    low, high = amount(worth["low"], currency), amount(worth["high"], currency)
    return said % {"central": central, "low": low, "high": high}
