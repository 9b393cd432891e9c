"""The form of the renewal check: two letters side by side, offers beside them, and back to papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.web.asking.build import Providers, leaving_fields, owner, term_fields
from compare.web.asking.codes import Codes
from compare.web.asking.fields import Asked, Choice, Field, Form
from compare.web.asking.names import Names
from compare.web.asking.papers import Column, paper_fields, papers
from compare.web.asking.posted import held_factors, nested, offers, persons
from compare.web.asking.typed_in import TypedIn

ROOTS = (
    "today",
    "currency",
    "household",
    "persons",
    "wanted",
    "before",
    "after",
    "present",
    "quotes",
)
LETTERS = ("before", "after")
Json = dict[str, Any]


def build_check(
    market: Market, language: str, day: date, typed: TypedIn, providers: Providers
) -> Form:
    """Two letters, the offers in hand, and where prices are published what to look one up by."""
    codes = Codes(market, language, day, typed)
    known = tuple(providers)
    people = people_of(market, typed)
    rows = [_letters(codes, known, people or 1)]
    if people and people > 1:
        rows.append(_who(codes, people))
    elif market.market.kind == "offers":
        rows.append(_look_up(codes, known))
    else:
        rows += [
            (item.text.in_(language), item.reason.in_(language), (codes.asked(item.factor),), None)
            for item in market.market.question
        ]
    rows += _leaving(codes)
    questions = tuple(
        Asked(number, text, reason, fields, shown)
        for number, (text, reason, fields, shown) in enumerate(rows, 1)
    )
    return Form(questions, people=people)


def holds_offers(market: Market, typed: TypedIn) -> bool:
    """Whether offers stand beside the letters: at once where all prices are typed, else when asked for."""
    named = any(name.startswith("quotes.") for name in typed.values)
    asked = "shown.offer" in typed.values and typed.offers > 0
    return named or asked or market.market.kind == "typed"


def people_of(market: Market, typed: TypedIn) -> int | None:
    """For how many the letters are; None where each contract has one price, whoever it insures."""
    asks = any(factor.of == "person" for factor in market.market.factor)
    return typed.people if asks else None


Shown = tuple[str, str, tuple[Field, ...], Any]


def _letters(codes: Codes, providers: Providers, people: int) -> Shown:
    columns = [
        Column("before", _("Last period"), named=False),
        Column("after", _("This period"), named=False),
    ]
    if holds_offers(codes.market, codes.typed):
        columns += [
            Column(f"quotes.{index}", _("Offer %(n)s") % {"n": index + 1}, quote=True)
            for index in range(codes.typed.offers)
        ]
    return (
        _("What do the two letters say?"),
        _(
            "Type what you find; leave empty what a letter does not say. Offers in hand may stand beside them."
        ),
        tuple(paper_fields(codes)),
        papers(codes, columns, providers, more=True, people=people),
    )


def _who(codes: Codes, people: int) -> Shown:
    """By what an offer for several persons is compared; who is who decides nothing else."""
    return (
        _("Do you hold an offer?"),
        _(
            "Only then do we need to know where you live and how old each of you is. We compare the offers that you hold, and nothing that others publish."
        ),
        tuple(_needed(codes, people)),
        None,
    )


def _needed(codes: Codes, people: int) -> Iterator[Field]:
    """Where they live, and of each person what has no default."""
    factors = {factor.derived_from or factor.key: factor for factor in codes.market.market.factor}
    for item in codes.market.market.question:
        factor = factors.get(item.factor)
        if item.factor == "postcode" or (factor and factor.of == "household"):
            yield codes.asked(item.factor)
        elif factor and factor.of == "person" and not factor.default:
            for person in range(people):
                yield codes.asked(item.factor, person, owner(person, people))


def _look_up(codes: Codes, providers: Providers) -> Shown:
    """What finds a price that was published, for a letter that is not at hand."""
    name = "present.provider"
    chosen = codes.typed.one(name)
    choices = tuple(Choice(key, said, key == chosen) for key, said in providers)
    asked = [
        item.factor
        for item in codes.market.market.question
        if not any(a.key == item.factor for a in codes.market.market.attribute)
    ]
    fields = (
        Field(name, _("Provider"), "list", chosen, choices),
        *(codes.asked(key) for key in asked),
    )
    return (
        _("Is one of the letters missing, or do you hold an offer?"),
        _(
            "Leave the price of a missing letter empty and say whose it is: we look it up in what was published. An offer is compared for one person in one place."
        ),
        fields,
        None,
    )


def _leaving(codes: Codes) -> Iterator[Shown]:
    """The contract's end: nothing where law ends all of them on the same days."""
    published = codes.market.market.kind == "offers"
    fields = term_fields(codes) if published else tuple(leaving_fields(codes))
    if fields:
        yield (
            _("When does the contract end?")
            if published
            else _("When does the contract end, and what comes back if you leave before?"),
            _("Only needed if you hold an offer: it decides by when you would have to act."),
            fields,
            None,
        )


def papers_of(market: Market, given: TypedIn, names: Names, *, told: bool) -> Json:
    """The two letters and the offers as the renewal check reads them.

    With `told` an offer keeps the name that was typed; an address calls it by a number.
    """
    found = nested(market, given, ROOTS)
    asked: Json = {"market": market.key}
    asked |= {key: found[key] for key in ("today", "currency", "household") if found.get(key)}
    people = people_of(market, given)
    if people:
        asked["persons"] = persons(found, people)
    present = found.get("present")
    present = present if isinstance(present, dict) else {}
    held = dict(_published(market, present, found.get("wanted") or {}))
    for key in LETTERS:
        paper = found.get(key)
        paper = _priced(paper if isinstance(paper, dict) else {}, people or 1)
        if "price" not in paper and "prices" not in paper:
            paper = {**held, **{k: value for k, value in paper.items() if k != "per"}}
        asked[key] = paper
    if present.get("contract"):
        asked["contract"] = present["contract"]
    if isinstance(rows := found.get("quotes"), dict):
        found["quotes"] = {n: _priced(row, people or 1) for n, row in rows.items()}
    if in_hand := offers(found, names, told=told):
        asked["quotes"] = in_hand
    return asked


def _priced(paper: Any, people: int) -> Any:
    """A paper with one price, or a list of them for several; what names no price has neither."""
    if people == 1 or not isinstance(paper, dict):
        return paper
    others = paper.get("prices")
    others = others if isinstance(others, dict) else {}
    prices = [paper.get("price"), *(others.get(person) for person in range(1, people))]
    rest = {key: value for key, value in paper.items() if key not in ("price", "prices")}
    return {**rest, "prices": prices} if any(prices) else rest


def _published(market: Market, present: Json, wanted: Json) -> Iterator[tuple[str, Any]]:
    """By what a missing price is looked up."""
    if "provider" in present:
        yield "provider", present["provider"]
        if "plan" in present:
            yield "plan", present["plan"]
        if factors := held_factors(market, wanted):
            yield "factors", factors
