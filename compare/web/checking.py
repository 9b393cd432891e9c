"""The renewal check arranged for reading: the numbers as a sentence, what changed, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.lists import format_list
from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.web.answer_page.steps import Deadline, Step, deadline, steps, way_of
from compare.web.answer_page.together import Together, together
from compare.web.answer_page.words import Words
from compare.web.templatetags.worth import amount, bare, locale

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
class Share:
    """What one of several persons, or all together, paid and will pay a year; `more` with its sign."""

    who: str
    before: str
    after: str
    more: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the offers in hand come to; `together` has a row for each of several persons."""

    sentence: str
    household: str
    facts: tuple[str, ...]
    forgone: str
    deadline: Deadline | None
    steps: tuple[Step, ...]
    offers: tuple[Offered, ...]
    left_out: tuple[str, ...]
    limits: tuple[str, ...]
    together: Together | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What two letters say together; `shares` are empty where they are for one person."""

    sentence: str
    money: str
    currency: str
    shares: tuple[Share, ...]
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
        currency=document["currency"],
        shares=tuple(_shares(document)),
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
    if several := len(document["each"]) > 1:
        for number, each in enumerate(document["each"], 1):
            yield _row(f"person {number}", each["before"], each["after"], _more(each))
    for person in document["answer"]["persons"] if "answer" in document else ():
        of = f", person {person['person'] + 1}" if several else ""
        for line in person["offers"]:
            central = line["net_benefit"]["central"]
            yield _row(f"{line['provider_name']}{of}", None, line["per_year"], central)


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


def _more(each: Json) -> Decimal:
    return Decimal(each["after"]) - Decimal(each["before"])


def _shares(document: Json) -> Iterator[Share]:
    """Each person's part of the letters, and the sum."""
    each, currency = document["each"], document["currency"]
    if len(each) < 2:
        return
    sums = {key: sum(Decimal(row[key]) for row in each) for key in ("before", "after")}
    names = [_("Person %(n)s") % {"n": number} for number in range(1, len(each) + 1)]
    for who, row in zip([*names, _("All together")], [*each, sums], strict=True):
        more = _more(row)
        said = f"{'+' if more > 0 else ''}{bare(more, currency)}"
        yield Share(who, bare(row["before"], currency), bare(row["after"], currency), said)


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
    persons, currency = document["persons"], document["currency"]
    names = [_("Person %(n)s") % {"n": number} for number in range(1, len(persons) + 1)]
    if found := together(document, names, market):
        household = document["household"]
        return Verdict(
            sentence=document["sentence"]["text"],
            household=household["text"] if household else "",
            facts=found.facts,
            forgone="",
            deadline=found.deadline,
            steps=found.steps,
            offers=(),
            left_out=tuple(dict.fromkeys(said for each in persons for said in _left_out(each))),
            limits=tuple(item["text"] for item in document["limits"]),
            together=found,
        )
    person = persons[0]
    return Verdict(
        sentence=document["sentence"]["text"],
        household="",
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
        left_out=tuple(_left_out(person)),
        limits=tuple(item["text"] for item in document["limits"]),
        together=None,
    )


def _left_out(person: Json) -> Iterator[str]:
    return (f"{item['plan']}: {item['sentence']['text']}" for item in person["left_out"])


def _gain(line: Json, currency: str) -> str:
    """What moving there is worth over the horizon, with its range where it is one."""
    worth = line["net_benefit"]
    central = amount(worth["central"], currency)
    if worth["low"] == worth["high"]:
        return central
    said = _("%(central)s (%(low)s to %(high)s)")
    low, high = amount(worth["low"], currency), amount(worth["high"], currency)
    return said % {"central": central, "low": low, "high": high}
