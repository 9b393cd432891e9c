"""A posted form as a question: only what was answered, in the question's own shape, nothing personal kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.values.question import FOCUSES
from compare.web.address import typed
from compare.web.asking import dates
from compare.web.asking.codes import missing_words
from compare.web.asking.names import Names
from compare.web.asking.typed_in import TypedIn
from compare.web.templatetags.worth import language

GROUPED = re.compile(r"(?<=\d)['\u2019 \u00a0\u202f](?=\d{3}(?:\D|$))")
CENTS = re.compile(r"^(\d+),(\d{1,2})$")
PERCENT = re.compile(r"\d{1,3}(\.\d{1,6})?")
NAME = re.compile(r"[a-z]+(?:\.(?:[a-z][a-z0-9_]{0,39}|[0-9]{1,2})){0,4}")
PLAIN = ("today", "currency")  # what is no object with parts of its own
ROOTS = ("today", "currency", "household", "persons", "wanted", "present", "quotes", "preferences")
SKIP = ("",)
DAYS = ("start", "end", "date")
PARTS = ("refund_share",)
AMOUNTS = ("price", "fees", "cashback", "cancellation_fee")
Json = dict[str, Any]


def question(market: Market, given: TypedIn, names: Names) -> Json:
    """The question that a posted form asks; `names` are those of the known providers.

    A name that is nobody's does not stand in the question: it could say anything.
    """
    asked = nested(market, given, ROOTS)
    asked["market"] = market.key
    asked["persons"] = persons(asked, given.people)
    asked.pop("wanted", None) if not asked.get("wanted") else None
    _protect(market, asked)
    if in_hand := offers(asked, names):
        asked["quotes"] = in_hand
    _present(market, asked, names)
    return asked


def nested(market: Market, given: TypedIn, roots: tuple[str, ...]) -> Json:
    """What was typed under some roots, each value as the kind that the question holds there."""
    found: Json = {}
    for path, values in _superseded(market, given).items():
        parts = path.split(".")
        if parts[0] not in roots or not NAME.fullmatch(path):
            continue
        if (len(parts) == 1) != (parts[0] in PLAIN):
            continue
        said = [_value(parts, value.strip(), market) for value in values]
        kept = [value for value in said if value not in SKIP]
        if kept:
            _place(found, parts, kept if parts[:1] == ["wanted"] else kept[0])
    return {key: _listed(value) for key, value in found.items()}


def _superseded(market: Market, given: TypedIn) -> dict[str, list[str]]:
    """Everything typed; a code that was kept gives way to what was typed anew in its place."""
    fresh = {name: values for name, values in given.values.items() if not name.startswith("kept.")}
    places = market.market.places
    typed_place = places is not None and given.one("household.postcode").strip() != ""
    for name, values in given.values.items():
        plain = name.removeprefix("kept.")
        if name == plain or "".join(fresh.get(plain, [])).strip():
            continue
        last = plain.rpartition(".")[2]
        if typed_place and places and last in places.factors:
            continue
        source = next((f.derived_from for f in market.market.factor if f.key == last), None)
        beside = f"{plain.rpartition('.')[0]}.{source}"
        if source and "".join(fresh.get(beside, [])).strip():
            continue
        fresh[plain] = values
    return fresh


def _value(parts: list[str], text: str, market: Market) -> Any:
    if parts[-2:-1] == ["terms"]:
        words = {said.casefold(): code for code, said in missing_words().items()}
        return words.get(text.casefold(), plain_number(text))
    if parts[-1] in DAYS:
        return dates.iso(text, language())
    if parts[-1] in PARTS:
        return part(text)
    if parts[-1] in AMOUNTS or parts[-2:-1] == ["prices"]:
        return plain_number(text.removeprefix(market.market.currency).strip())
    return typed(parts, text, market)


def plain_number(text: str) -> str:
    """1'234.50 as 1234.50 and 401,20 as 401.20: one or two digits after a comma can only be cents.

    What could be read in two ways (1,234) is left as it is, and refused where it is read.
    """
    return CENTS.sub(r"\1.\2", GROUPED.sub("", text))


def part(text: str) -> str:
    """A part of a whole as the question holds it: 0.9 for 90 %, and for 90, which can be nothing else.

    What is no such number is left as it is, and refused where it is read.
    """
    number = plain_number(text.removesuffix("%").strip())
    if not PERCENT.fullmatch(number):
        return number
    share = Decimal(number)
    return format(share / 100 if text.endswith("%") or share > 1 else share, "f")


def _place(inside: Json, parts: list[str], value: Any) -> None:
    for part in parts[:-1]:
        inside = inside.setdefault(part, {})
        if not isinstance(inside, dict):
            return
    inside.setdefault(parts[-1], value)


def _listed(value: Any) -> Any:
    """Numbered parts as a list, in their order; a number that nobody used leaves no gap."""
    if not isinstance(value, dict):
        return value
    held = {key: _listed(item) for key, item in value.items()}
    if held and all(key.isdigit() for key in held):
        return {int(key): item for key, item in held.items()}
    return held


def persons(asked: Json, count: int) -> list[Json]:
    """As many persons as were asked about; one whose fields were all skipped is still there."""
    said = asked.get("persons")
    said = said if isinstance(said, dict) else {}
    return [said[index] if isinstance(said.get(index), dict) else {} for index in range(count)]


def _protect(market: Market, asked: Json) -> None:
    """Who is angry about lost cover wants none of what is essential to get worse."""
    preferences = asked.get("preferences")
    if not isinstance(preferences, dict) or "focus" not in preferences:
        return
    if preferences["focus"] not in FOCUSES:
        del preferences["focus"]
    elif preferences["focus"] == "cover":
        terms = market.terms.term
        about = [term.key for term in terms if "cover" in term.about or term.essential]
        if about:
            preferences["must_not_get_worse"] = about


def offers(found: Json, names: Names, *, told: bool = False) -> list[Json]:
    """The offers that say more than how often they would be paid, each with a name of its own.

    With `told` a name stays as it was typed; else one that is nobody's becomes a number.
    """
    said = found.pop("quotes", None)
    rows = said if isinstance(said, dict) else {}
    listed: list[Json] = []
    for index in sorted(key for key in rows if isinstance(key, int)):
        row = rows[index]
        if not isinstance(row, dict) or not row.keys() - {"per", "name", "date"}:
            continue
        typed_name = str(row.pop("name", ""))
        known = names.key(typed_name) or (typed_name if told else "")
        taken = {offer["name"] for offer in listed}
        number = _("Offer %(n)s") % {"n": index + 1}
        listed.append({**row, "name": known if known and known not in taken else number})
    return listed


def _present(market: Market, asked: Json, names: Names) -> None:
    """The contract of each person; what is held of a chosen factor is what is wanted of it."""
    shared = asked.pop("present", None)
    shared = shared if isinstance(shared, dict) else {}
    if market.market.kind == "typed":
        known = names.key(str(shared.pop("provider", "")))
        if known:
            shared["provider"] = known
    if len(asked["persons"]) == 1:
        if present := _contract(market, shared, asked.get("wanted", {}), shared):
            asked["present"] = present
        return
    wanted = asked.get("wanted") or {}
    chosen = {f.key for f in market.market.factor if f.of == "wanted"}
    bounds = {key: wanted.pop(key) for key in chosen & wanted.keys()}
    for index, person in enumerate(asked["persons"]):
        own = person.pop("present", None) if index else shared
        own = own if isinstance(own, dict) else {}
        if index == 0 and bounds:
            person["wanted"] = {key: _only(held) for key, held in bounds.items()}
        held = person.get("wanted")
        held = held if isinstance(held, dict) else {}
        if present := _contract(market, own, held, shared):
            person["present"] = present
    if not wanted:
        asked.pop("wanted", None)


def _only(values: Any) -> Any:
    return values[0] if isinstance(values, list) and len(values) == 1 else values


def _contract(market: Market, own: Json, wanted: Mapping[str, Any], first: Json) -> Json:
    """One contract: who does not name a provider has that of the first person, and its plan."""
    present = {key: value for key, value in own.items() if key != "per" or "price" in own}
    if "provider" not in present and "price" not in present:
        present |= {key: first[key] for key in ("provider", "plan") if key in first}
    if not present:
        return {}
    held = held_factors(market, wanted)
    return {**present, **({"factors": held} if held else {})}


def held_factors(market: Market, wanted: Mapping[str, Any]) -> Json:
    """What is held of the factors that a customer chooses: the first of what is wanted."""
    return {
        factor.key: wanted[factor.key][0]
        if isinstance(wanted[factor.key], list)
        else wanted[factor.key]
        for factor in market.market.factor
        if factor.of == "wanted"
        and factor.kind != "quantity"
        and wanted.get(factor.key) not in (None, [])
    }
