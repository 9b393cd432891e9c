"""The whole answer page, in the order of a person's questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.web.answer_page.kept import Sum, kept, subject
from compare.web.answer_page.side import Table, table
from compare.web.answer_page.words import Words
from compare.web.templatetags.worth import day

Json = Mapping[str, Any]
MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day that counts, and how."""

    day: date
    sentence: str


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
    steps: tuple[str, ...]
    guards: tuple[ToCheck, ...]
    table: Table | None
    sum: Sum | None
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
class Page:
    """What the answer's template prints."""

    id: str
    verdict: str
    kicker: str
    title: str
    sentence: str
    household: str
    profile: str
    people: tuple[PersonPart, ...]
    limits: tuple[str, ...]
    legal_note: str
    assumed: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    citation: str


def build(
    document: Json, question: Json, market: Market, language: str, data_version: str, now: date
) -> Page:
    """Arrange an answer's document, worded in `language`, for reading on the day `now`."""
    words = Words(market, language)
    persons = document["persons"]
    sentence = document["sentence"]["text"]
    start = day(document["start"])
    return Page(
        id=document["id"],
        verdict=document["verdict"].lower().replace("_", "-"),
        kicker=_kicker(start, document["today"], now),
        title=sentence.split(". ")[0].rstrip("."),
        sentence=sentence,
        household=_text(document["household"]),
        profile=_profile(question, words),
        people=tuple(_person(person, document, words) for person in persons),
        limits=tuple(_limits(document)),
        legal_note=document["legal_note"] or "",
        assumed=tuple(_assumed(document, words)),
        evidence=tuple(_evidence(persons)),
        citation=_(
            "Worth Switching, %(market)s, answer of %(day)s for cover from %(start)s, data %(data)s, "
            "rules %(rules)s."
        )
        % {
            "market": market.market.name.in_(language),
            "day": day(document["today"]),
            "start": start,
            "data": data_version[:12],
            "rules": document["rules_version"][:12],
        },
    )


def _kicker(start: str, today: str, now: date) -> str:
    """For when the answer is, and as of which earlier day where it is not of today."""
    if date.fromisoformat(today) >= now:
        return _("Your answer, for cover from %(start)s") % {"start": start}
    return _("Your answer, for cover from %(start)s, as it stood on %(day)s") % {
        "start": start,
        "day": day(today),
    }


def _person(person: Json, document: Json, words: Words) -> PersonPart:
    way = _way(person)
    return PersonPart(
        number=person["person"] + 1,
        name=_("Person %(n)s") % {"n": person["person"] + 1}
        if len(document["persons"]) > 1
        else "",
        sentence=person["sentence"]["text"],
        facts=_once(item["text"] for item in person["because"]),
        forgone=_text(person["forgone"]),
        deadline=_deadline(way),
        steps=_once(_steps(person, way)),
        guards=tuple(_guards(person, document)),
        table=table(person, document["currency"], words),
        sum=kept(person, document),
        flips=tuple(item["text"] for item in person["flips"]),
        also=tuple(item["text"] for item in person["also"]),
        unknown=tuple(_unknown(person)),
        left_out=tuple(_left_out(person)),
    )


def _once(sentences: Iterable[str]) -> tuple[str, ...]:
    """Each sentence one time, in order."""
    return tuple(dict.fromkeys(sentences))


def _text(sentence: Json | None) -> str:
    return sentence["text"] if sentence else ""


def _profile(question: Json, words: Words) -> str:
    """The household in the market's words, as the crumb above the answer."""
    first = next(iter(question.get("persons", [])), {})
    return words.household({**question.get("household", {}), **first})


def _way(person: Json) -> Json | None:
    """How the advised action leaves; None where the advice is not to leave."""
    line = subject(person) if person["chosen"] else None
    ways = (way for way in person["actions"] if line and way["action"] == line["action"])
    return next(ways, None)


def _deadline(way: Json | None) -> Deadline | None:
    last = way and (way["receive_by"] or way["deadline"])
    return Deadline(date.fromisoformat(last), way["sentence"]["text"]) if way and last else None


def _steps(person: Json, way: Json | None) -> Iterator[str]:
    """What to do, in order; staying is said as plainly as moving."""
    verdict = person["verdict"]
    line = subject(person) if person["chosen"] else None
    if verdict in ("STAY", "NO_BETTER_PROVIDER"):
        yield _("Nothing. Your contract goes on as it is.")
    elif person["reason"] == "missing_or_stale":
        yield _("Tell us which plan you hold, or what you pay for it, and ask again.")
    elif verdict == "NEGOTIATE" and line:
        yield _("Ask your provider for %(plan)s at its published price.") % {
            "plan": line["plan_name"]
        }
    elif line and way:
        names = {"name": line["provider_name"], "plan": line["plan_name"]}
        yield _("Apply to %(name)s for %(plan)s, and ask for a confirmation in writing.") % names
        yield way["sentence"]["text"]
        yield (
            _("Keep your present contract until %(name)s has confirmed that the cover begins.")
            % names
        )
        yield from (warning["text"] for warning in way["warnings"])
    yield from (asked["text"] for asked in person["find_out"])
    yield from (
        blocked["sentence"]["text"]
        for blocked in person["blocked"]
        if person["reason"] == "blocked"
    )


def _notice(person: Json, way: Json) -> str:
    if not (way["receive_by"] or way["deadline"]):
        return str(way["sentence"]["text"])
    name = person["present"]["provider_name"]
    return _("Give notice to %(name)s, so that it counts by the day above.") % {"name": name}


def _guards(person: Json, document: Json) -> Iterator[ToCheck]:
    """What must be checked before a move and was not answered; nothing where the advice is to stay."""
    if not person["chosen"] and person["verdict"] != "TRADE_OFF":
        return
    open_ = {guard["key"] for guard in person["guards"]}
    for guard in document["guards"]:
        if guard["key"] in open_:
            yield ToCheck(guard["text"], guard["todo"], guard["reference"])


def _unknown(person: Json) -> Iterator[str]:
    """Values of the shown offers that nobody states."""
    for row in person["rows"]["differing"]:
        if "unknown" in row["relations"] and not person["find_out"]:
            yield _("Not known for some offers: %(what)s") % {"what": row["attribute"]}


def _left_out(person: Json) -> Iterator[LeftOut]:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for item in person["left_out"]:
        by_reason[item["sentence"]["text"]].append(f"{item['provider']} {item['plan']}")
    for reason, items in sorted(by_reason.items(), key=lambda pair: -len(pair[1])):
        shown = tuple(items[:MOST_LISTED])
        yield LeftOut(reason, len(items), shown, len(items) - len(shown))


def _limits(document: Json) -> Iterator[str]:
    """What the answer rests on, and what nobody publishes."""
    yield from (item["text"] for item in document["limits"])
    if unmeasured := [item["text"] for item in document["unmeasured"]]:
        yield _("Nobody publishes, and so we could not weigh: %s.") % "; ".join(unmeasured)


def _assumed(document: Json, words: Words) -> Iterator[str]:
    """What was left out of the question and taken from the market's published defaults."""
    for path, value in document.get("assumed", {}).items():
        key = path.rpartition(".")[2]
        if key not in ("today", "start", "known_at"):
            yield f"{words.attribute(key)}: {words.code(key, _code(value))}"


def _code(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _evidence(persons: list[Json]) -> Iterator[Evidence]:
    for person in persons:
        for contract in (person["present"], *person["offers"]):
            if contract and contract["evidence"]:
                sha256, _hash, at = contract["evidence"].partition("#")
                yield Evidence(f"{contract['provider_name']}, {contract['plan_name']}", sha256, at)
