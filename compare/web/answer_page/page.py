"""The whole answer page, in the order of a person's questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.store.selectors.attributes import providers_of
from compare.web.answer_page.bills import Bill, bills
from compare.web.answer_page.citing import Citation, citation
from compare.web.answer_page.kept import Sum, kept
from compare.web.answer_page.serving import Serving, serving
from compare.web.answer_page.side import Table, table
from compare.web.answer_page.since import Changes, since
from compare.web.answer_page.steps import Deadline, Step, deadline, steps, way_of
from compare.web.answer_page.together import Together, together
from compare.web.answer_page.trying import Trying, trying
from compare.web.answer_page.words import Words
from compare.web.templatetags.worth import colon, day, in_turn

Json = Mapping[str, Any]
MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A guard of the market, as a question with what to do about it."""

    text: str
    todo: str
    reference: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Offers that were left out for one reason."""

    reason: str
    count: int
    items: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class PersonPart:
    """Everything on one person."""

    number: int
    name: str
    sentence: str
    facts: tuple[str, ...]
    forgone: str
    deadline: Deadline | None
    steps: tuple[Step, ...]
    table: Table | None
    sum: Sum | None
    bills: tuple[Bill, ...]
    serving: Serving | None
    since: Changes | None
    flips: tuple[str, ...]
    also: tuple[str, ...]
    unknown: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a shown price was read."""

    what: str
    sha256: str
    at: str


@dataclass(frozen=True, slots=True)
class Data:
    """What the page rests on: the version of the data, its own address, and the reader's day."""

    version: str
    query: str
    link: str
    now: date


@dataclass(frozen=True, slots=True)
class Page:
    """What the answer's template prints: of a household either what all share, `together`, or the
    details of one `person` of it.
    """

    id: str
    verdict: str
    kicker: str
    title: str
    sentence: str
    household: str
    profile: str
    together: Together | None
    person: PersonPart | None
    guards: tuple[ToCheck, ...]
    limits: tuple[str, ...]
    legal_note: str
    assumed: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    trying: Trying
    citation: Citation


def build(
    document: Json, question: Json, words: Words, data: Data, only: int | None = None
) -> Page:
    """Arrange an answer's document for reading; `question` is as it was asked.

    `only` is the place of the one person of a household whose details are wanted.
    """
    every = document["persons"]
    names = [_name(person["person"], question, words) for person in every]
    several = together(document, names, words.market) if only is None else None
    persons = every if several else [every[only or 0]]
    head = document if several or only is None else persons[0]
    sentence = head["sentence"]["text"]
    start = day(document["start"])
    return Page(
        id=document["id"],
        verdict=head["verdict"].lower().replace("_", "-"),
        kicker=_kicker(start, document["today"], data.now),
        title=sentence.split(". ")[0].rstrip("."),
        sentence=sentence,
        household=_text(document["household"]),
        profile=_profile(question, words),
        together=several,
        person=None if several else _person(persons[0], document, question, words),
        guards=tuple(dict.fromkeys(g for person in persons for g in _guards(person, document))),
        limits=tuple(_limits(document)),
        legal_note=document["legal_note"] or "",
        assumed=_once(_assumed(document, words)),
        evidence=tuple(dict.fromkeys(_evidence(persons))),
        trying=trying(document, question, data.query),
        citation=citation(
            document, words.market, words.language, data.version, data.link, data.now
        ),
    )


def _kicker(start: str, today: str, now: date) -> str:
    """For when the answer is, and as of which earlier day where it is not of today."""
    if date.fromisoformat(today) >= now:
        return _("Your answer, for cover from %(start)s") % {"start": start}
    return _("Your answer, for cover from %(start)s, as it stood on %(day)s") % {
        "start": start,
        "day": day(today),
    }


def _person(person: Json, document: Json, question: Json, words: Words) -> PersonPart:
    return PersonPart(
        number=person["person"] + 1,
        name=_name(person["person"], question, words),
        sentence=person["sentence"]["text"],
        facts=_once(item["text"] for item in person["because"]),
        forgone=_text(person["forgone"]),
        deadline=deadline(way_of(person)),
        steps=steps(
            person,
            words.market,
            date.fromisoformat(document["today"]),
            len(document["persons"]),
        ),
        table=table(person, document["currency"], words),
        sum=kept(person, document, words),
        bills=bills(person, document, words),
        serving=serving(person, words.market, words.language),
        since=since([person["present"]], person["offers"], words.market.key),
        flips=tuple(item["text"] for item in person["flips"]),
        also=tuple(item["text"] for item in person["also"]),
        unknown=tuple(_unknown(person, words)),
        left_out=tuple(_left_out(person, words.market)),
    )


def _name(number: int, question: Json, words: Words) -> str:
    """Who of a household this is; empty where it is one person."""
    people = question.get("persons", [])
    if len(people) < 2:
        return ""
    said = {"n": number + 1, "who": words.household(people[number])}
    return _("Person %(n)s: %(who)s") % said if said["who"] else _("Person %(n)s") % said


def _once(sentences: Iterable[str]) -> tuple[str, ...]:
    """Each sentence one time, in order."""
    return tuple(dict.fromkeys(sentences))


def _text(sentence: Json | None) -> str:
    return sentence["text"] if sentence else ""


def _profile(question: Json, words: Words) -> str:
    """The household in the market's words, as the crumb above the answer."""
    people = question.get("persons", [])
    only = people[0] if len(people) == 1 else {}
    home = words.household({**question.get("household", {}), **only})
    if len(people) < 2:
        return home
    return ", ".join([home, _("%(n)s persons") % {"n": len(people)}])


def _guards(person: Json, document: Json) -> Iterator[ToCheck]:
    """What must be checked before a move and was not answered; nothing where the advice is to stay."""
    if not person["chosen"] and person["verdict"] != "TRADE_OFF":
        return
    open_ = {guard["key"] for guard in person["guards"]}
    for guard in document["guards"]:
        if guard["key"] in open_:
            yield ToCheck(guard["text"], guard["todo"], guard["reference"])


def _unknown(person: Json, words: Words) -> Iterator[str]:
    """Values of the shown offers that nobody states."""
    for row in person["rows"]["differing"]:
        if "unknown" in row["relations"] and not person["find_out"]:
            yield _("Not known for some offers: %(what)s") % {
                "what": words.attribute(row["attribute"])
            }


def _left_out(person: Json, market: Market) -> Iterator[LeftOut]:
    names = providers_of(market.key) if person["left_out"] else {}
    by_reason: dict[str, list[str]] = defaultdict(list)
    for item in person["left_out"]:
        name = names.get(item["provider"], item["provider"])
        offer = name if item["plan"] == item["provider"] else f"{name}, {item['plan']}"
        by_reason[item["sentence"]["text"]].append(offer)
    for reason, items in sorted(by_reason.items(), key=lambda pair: -len(pair[1])):
        shown = tuple(items[:MOST_LISTED])
        yield LeftOut(reason, len(items), shown, len(items) - len(shown))


def _limits(document: Json) -> Iterator[str]:
    """What the answer rests on, and what nobody publishes."""
    yield from (item["text"] for item in document["limits"])
    if unmeasured := [item["text"] for item in document["unmeasured"]]:
        yield _("Nobody publishes, and so we could not weigh: %s.") % in_turn(unmeasured)


def _assumed(document: Json, words: Words) -> Iterator[str]:
    """What was left out of the question and taken from the market's published defaults."""
    for path, value in document.get("assumed", {}).items():
        key = path.rpartition(".")[2]
        if key not in ("today", "start", "known_at"):
            yield f"{words.attribute(key)}{colon()} {words.code(key, _code(value))}"


def _code(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _evidence(persons: list[Json]) -> Iterator[Evidence]:
    for person in persons:
        for contract in (person["present"], *person["offers"]):
            if contract and contract["evidence"]:
                sha256, _hash, at = contract["evidence"].partition("#")
                yield Evidence(f"{contract['provider_name']}, {contract['plan_name']}", sha256, at)
