"""A market's questions as a form: what is asked, why, what was typed, and what was wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.markets.factors import Allowed, Factor, PlanAttribute
from compare.markets.words import Texts
from compare.web.address import typed

FEW = 6  # up to this many choices are shown as buttons, more as a list
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose; `group` is the heading under which a long list shows it."""

    value: str
    label: str
    checked: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. `name` is its dotted path in the question; `kind` picks the template."""

    name: str
    label: str
    kind: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    unit: str = ""
    complete: str = "off"
    wrong: str = ""

    @property
    def id(self) -> str:
        """The element's id: the name without dots."""
        return "q-" + self.name.replace(".", "-")

    @property
    def groups(self) -> tuple[str, ...]:
        """The headings of the choices, in order."""
        return tuple(dict.fromkeys(choice.group for choice in self.choices))


@dataclass(frozen=True, slots=True)
class Asked:
    """One numbered question with the reason for asking it."""

    number: int
    text: str
    reason: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """All questions of a market as one page.

    `kept` are answers to what was asked in between (which municipality), name and value; `general`
    are sentences about no single field.
    """

    questions: tuple[Asked, ...]
    kept: tuple[tuple[str, str], ...] = ()
    general: tuple[str, ...] = ()

    @property
    def problems(self) -> list[Field]:
        """The fields that were filled in wrongly, in the order of the page."""
        return [field for asked in self.questions for field in asked.fields if field.wrong]

    @property
    def personal(self) -> bool:
        """Whether something is asked that never stands in an address."""
        return any(field.kind == "short" for asked in self.questions for field in asked.fields)

    def with_problem(self, name: str, sentence: str, choices: Iterable[Choice] = ()) -> Form:
        """The form with a sentence at one field; a field that is offered choices becomes a list.

        A problem with something that the form does not ask stands above it.
        """
        offered = tuple(choices)
        known = [field.name for asked in self.questions for field in asked.fields]
        place = _nearest(name, known)
        if place is None:
            return replace(self, general=(*self.general, sentence))
        return replace(
            self,
            kept=tuple(pair for pair in self.kept if pair[0] != name),
            questions=tuple(
                replace(asked, fields=tuple(_marked(asked.fields, place, name, sentence, offered)))
                for asked in self.questions
            ),
        )


def _nearest(name: str, known: list[str]) -> str | None:
    """The field that a problem belongs to: its own, or the one from which it was derived."""
    if name in known:
        return name
    above = name.rpartition(".")[0]
    beside = [field for field in known if field.rpartition(".")[0] == above]
    return beside[0] if beside else None


def _marked(
    fields: tuple[Field, ...], place: str, name: str, sentence: str, choices: tuple[Choice, ...]
) -> Iterable[Field]:
    for field in fields:
        if field.name != place:
            yield field
        elif name == place or not choices:
            yield replace(field, wrong=sentence)
        else:  # a postcode in two municipalities: keep it, and ask which
            yield field
            yield Field(name, sentence, "choice", choices=choices, wrong=sentence)


def build(
    market: Market,
    language: str,
    day: date,
    typed_in: Mapping[str, list[str]],
    providers: Iterable[tuple[str, str]],
) -> Form:
    """The market's form in a language, holding what was typed so far.

    `providers` are those who sell in the market, as key and name; the last question is about the
    contract held now.
    """
    builder = _Builder(market, language, day, typed_in)
    asked = [
        (item.text.in_(language), item.reason.in_(language), (builder.field(item.factor),))
        for item in market.market.question
    ]
    asked.append(builder.present(providers))
    questions = tuple(Asked(number, *item) for number, item in enumerate(asked, 1))
    shown = {field.name for item in questions for field in item.fields}
    kept = ((name, builder.value(name)) for name in _between(market) if name not in shown)
    return Form(questions, tuple(pair for pair in kept if pair[1]))


def _between(market: Market) -> list[str]:
    """The names of what no question asks: the day that is asked about, and what was left open."""
    place = {"household": "household", "person": "persons.0", "wanted": "wanted"}
    codes = [f"{place[factor.of]}.{factor.key}" for factor in market.market.factor]
    return ["today", "household.municipality", "present.plan", *codes]


def question(market: Market, posted: QueryDict) -> dict[str, Any]:
    """The question that a posted form asks: only what was answered, in the question's own shape."""
    asked: dict[str, Any] = {"market": market.key, "persons": [{}]}
    for path, values in posted.lists():
        parts = path.split(".")
        given = [typed(parts, value.strip(), market) for value in values if value.strip()]
        if not given:
            continue
        match parts:
            case ["today"]:
                asked["today"] = given[0]
            case ["household", key]:
                asked.setdefault("household", {})[key] = given[0]
            case ["persons", "0", key]:
                asked["persons"][0][key] = given[0]
            case ["wanted", key]:
                asked.setdefault("wanted", {})[key] = given
            case ["present", "price"]:
                asked.setdefault("present", {})["price"] = _with_point(str(given[0]))
            case ["present", "contract", key]:
                asked.setdefault("present", {}).setdefault("contract", {})[key] = given[0]
            case ["present", key]:
                asked.setdefault("present", {})[key] = given[0]
    if present := asked.get("present"):
        present["factors"] = _held(market, asked.get("wanted", {}))
    return asked


def _held(market: Market, wanted: Mapping[str, list[Any]]) -> dict[str, Any]:
    """The factors of the present contract: one answer serves for what is held and what is wanted."""
    return {
        factor.key: wanted[factor.key][0]
        for factor in market.market.factor
        if factor.of == "wanted" and wanted.get(factor.key)
    }


def _with_point(text: str) -> str:
    """401,20 as 401.20: one or two digits after a comma can only be cents."""
    return re.sub(r"^([0-9]+),([0-9]{1,2})$", r"\1.\2", text)


@dataclass(frozen=True, slots=True)
class _Builder:
    market: Market
    language: str
    day: date
    typed_in: Mapping[str, list[str]]

    def field(self, key: str) -> Field:
        """The field that asks for a factor, an attribute, a postcode or what a factor is from."""
        if key == "postcode":
            return self._text("household.postcode", _("Postcode"), "postal-code")
        for factor in self.market.market.factor:
            if factor.key == key:
                return self._factor(factor)
            if factor.derived_from == key:
                return self._text(f"persons.0.{key}", _("Year of birth"), "bday-year")
        return self._attribute(next(a for a in self.market.market.attribute if a.key == key))

    def present(self, providers: Iterable[tuple[str, str]]) -> tuple[str, str, tuple[Field, ...]]:
        """The question about the contract held now: chosen from a list, or typed as a price."""
        chosen = self.value("present.provider")
        choices = tuple(Choice(key, name, key == chosen) for key, name in providers)
        who = Field("present.provider", _("Provider"), "list", chosen, choices)
        price = Field(
            "present.price",
            _("What you pay"),
            "amount",
            self.value("present.price"),
            hint=_("Leave it empty to look it up in the published prices."),
            unit=f"{self.market.market.currency} / {self._every()}",
        )
        return (
            _("Which contract do you have now?"),
            _("Whether anybody is better can only be said against what you have."),
            (*((who,) if choices else ()), price, *self._term()),
        )

    def _term(self) -> tuple[Field, ...]:
        """The end of the contract, where a market's contracts do not all end on one day."""
        if self.market.market.starts != "contract_end":
            return ()
        first, last = "present.contract.start", "present.contract.end"
        hint = _("The first day without cover. Without both days we cannot say when you may leave.")
        return (
            Field(first, _("Its term began on"), "date", self.value(first)),
            Field(last, _("It ends on"), "date", self.value(last), hint=hint),
        )

    def _every(self) -> str:
        return {"month": _("month"), "year": _("year")}.get(self.market.market.per, "")

    def _text(self, name: str, label: str, complete: str) -> Field:
        return Field(name, label, "short", self.value(name), complete=complete)

    def _factor(self, factor: Factor) -> Field:
        place = {"household": "household", "person": "persons.0", "wanted": "wanted"}[factor.of]
        name = f"{place}.{factor.key}"
        label = factor.label.in_(self.language).capitalize()
        if factor.kind == "quantity":
            return Field(name, label, "amount", self.value(name), unit=factor.unit or "")
        choices = self._codes(name, factor)
        kind = "choice" if len(choices) <= FEW else "list"
        return Field(name, label, kind, self.value(name), choices, unit=factor.unit or "")

    def _codes(self, name: str, factor: Factor) -> tuple[Choice, ...]:
        chosen = self.typed_in.get(name, [])
        groups = [row for row in factor.allowed if row.when and self.day in row.span]
        if groups and factor.of == "wanted":
            return tuple(
                self._code(code, factor.names, chosen, factor.unit, self._group(row))
                for row in groups
                for code in row.codes
            )
        return tuple(
            self._code(code, factor.names, chosen, factor.unit)
            for code in factor.codes
            if code not in factor.closed and code != factor.absent
        )

    def _group(self, row: Allowed) -> str:
        """For whom a group of codes is, in the words of the factor that decides it."""
        ((key, codes),) = list(row.when.items())[:1]
        names = self.market.factor(key).names
        return ", ".join(names[c].in_(self.language) if c in names else c for c in codes)

    def _attribute(self, attribute: PlanAttribute) -> Field:
        name = f"wanted.{attribute.wanted}"
        chosen = self.typed_in.get(name, [])
        choices = tuple(self._code(code, attribute.names, chosen) for code in attribute.codes)
        return Field(name, attribute.label.in_(self.language).capitalize(), "several", "", choices)

    def _code(
        self,
        code: str,
        names: Mapping[str, Texts],
        chosen: list[str],
        unit: str | None = None,
        group: str = "",
    ) -> Choice:
        label = names[code].in_(self.language) if code in names else f"{unit or ''} {code}".strip()
        return Choice(code, label, code in chosen, group)

    def value(self, name: str) -> str:
        """What was typed there, cut to a sane length."""
        return "".join(self.typed_in.get(name, [])[:1])[:LONGEST]
