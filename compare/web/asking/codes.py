"""The fields that ask for rating codes, attributes of a plan and terms of cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from compare.markets.definition import Market
from compare.markets.factors import Allowed, Factor, PlanAttribute
from compare.markets.parts import Term
from compare.markets.words import Texts
from compare.values.missing import Missing
from compare.values.terms import Direction
from compare.web.answer_page.words import unit_words
from compare.web.asking import dates
from compare.web.asking.fields import FEW, Choice, Field
from compare.web.asking.typed_in import TypedIn


@dataclass(frozen=True, slots=True)
class Codes:
    """Makes fields in one market's words, holding what was typed."""

    market: Market
    language: str
    day: date
    typed: TypedIn

    def asked(self, key: str, person: int = 0, owner: str = "") -> Field:
        """The field that asks for a factor, an attribute, a postcode or what a factor is from."""
        if key == "postcode":
            return self.text("household.postcode", _("Postcode"), "postal-code")
        for factor in self.market.market.factor:
            if factor.key == key:
                return self.factor(factor, person, owner)
            if factor.derived_from == key:
                name = f"persons.{person}.{key}"
                return self.text(
                    name, _("Year of birth"), "bday-year" if not person else "off", owner
                )
        return self._attribute(self._attribute_named(key))

    def _attribute_named(self, key: str) -> PlanAttribute:
        return next(a for a in self.market.market.attribute if a.key == key)

    def text(self, name: str, label: str, complete: str = "off", owner: str = "") -> Field:
        """A short text."""
        return Field(name, label, "short", self.typed.one(name), complete=complete, owner=owner)

    def date(self, name: str, label: str, hint: str = "", owner: str = "") -> Field:
        """A day as people write it; one that was understood is shown back in words."""
        value = dates.shown(self.typed.one(name), self.language)
        return Field(name, label, "date", value, hint=hint, owner=owner)

    def factor(self, factor: Factor, person: int = 0, owner: str = "") -> Field:
        """One rating factor: a quantity is typed, a code is chosen."""
        name = place_of(factor, person)
        label = _capital(factor.label.in_(self.language))
        unit = unit_words(factor.unit or "")
        if factor.kind == "quantity":
            return Field(name, label, "amount", self.typed.one(name), unit=unit, owner=owner)
        choices = self._codes(name, factor)
        kind = "choice" if len(choices) <= FEW and not owner else "list"
        return Field(name, label, kind, self.typed.one(name), choices, unit=unit, owner=owner)

    def _codes(self, name: str, factor: Factor) -> tuple[Choice, ...]:
        groups = [row for row in factor.allowed if row.when and self.day in row.span]
        if groups and factor.of == "wanted":
            return tuple(
                self._code(name, code, factor.names, factor.unit, self._group(row))
                for row in groups
                for code in row.codes
            )
        return tuple(
            self._code(name, code, factor.names, factor.unit)
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
        choices = tuple(self._code(name, code, attribute.names) for code in attribute.choices)
        label = _capital(attribute.label.in_(self.language))
        return Field(name, label, "several", "", choices)

    def _code(
        self,
        name: str,
        code: str,
        names: Mapping[str, Texts],
        unit: str | None = None,
        group: str = "",
    ) -> Choice:
        label = names[code].in_(self.language) if code in names else f"{unit or ''} {code}".strip()
        return Choice(code, label, code in self.typed.all(name), group)

    def term(self, term: Term, prefix: str, owner: str) -> Field:
        """One thing that a paper states of the cover: an amount, a word, or whether it is covered."""
        name = f"{prefix}.terms.{term.key}"
        label = _capital(term.label.in_(self.language))
        if choices := self._words(name, term):
            return Field(name, label, "list", self.typed.one(name), choices, owner=owner)
        value = self.typed.one(name)
        shown = missing_words().get(value, value)
        return Field(name, label, "amount", shown, unit=unit_words(term.unit or ""), owner=owner)

    def _words(self, name: str, term: Term) -> tuple[Choice, ...]:
        chosen = self.typed.all(name)
        words: Iterable[tuple[str, str]]
        if term.derived:
            names = self._attribute_named(term.derived.attribute).names
            words = (
                (said, names[code].in_(self.language)) for code, said in term.derived.values.items()
            )
        elif term.direction is Direction.STATUS:
            words = (
                ("covered", pgettext("of a risk", "covered")),
                ("restricted", pgettext("of a risk", "covered in part")),
                ("excluded", pgettext("of a risk", "excluded")),
            )
        elif term.unit is None and term.words:
            words = ((word, word.replace("_", " ")) for word in term.words)
        else:
            return ()
        return tuple(Choice(key, said, key in chosen) for key, said in words)


def place_of(factor: Factor, person: int) -> str:
    """Where a question holds a factor."""
    if factor.of == "household":
        return f"household.{factor.key}"
    if factor.of == "person":
        return f"persons.{person}.{factor.key}"
    return f"wanted.{factor.key}" if not person else f"persons.{person}.wanted.{factor.key}"


def day_hint() -> str:
    """How a day is written in the language of the page."""
    return _("As in 30 November 2026 or 2026-11-30.")


def no_day() -> str:
    """Said where a day was not understood."""
    return _("We do not understand this day.") + " " + day_hint()


def missing_words() -> dict[str, str]:
    """The two words that stand where an amount could, by what they mean."""
    return {
        Missing.NOT_OFFERED.value: pgettext("instead of an amount of cover", "none"),
        Missing.UNLIMITED.value: pgettext("instead of an amount of cover", "no limit"),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
