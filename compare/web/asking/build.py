"""The form of one market: its questions in order, holding what was typed so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from compare.markets.definition import Asked as Question
from compare.markets.definition import Market
from compare.web.asking.codes import Codes, day_hint
from compare.web.asking.fields import Asked, Choice, Field, Form
from compare.web.asking.papers import Column, paper_fields, papers
from compare.web.asking.per import every
from compare.web.asking.typed_in import TypedIn

Providers = Iterable[tuple[str, str]]
PRICE_HINT = gettext_noop(
    "Leave it empty to look it up in the published prices. An old plan that is no longer sold: type it from the last bill."
)


def build(
    market: Market,
    language: str,
    day: date,
    typed: TypedIn,
    providers: Providers,
    without: Mapping[str, str],
) -> Form:
    """The market's form in a language.

    `providers` are those who sell in the market, as key and name; `without` says per question how
    much wider the answer is when it is skipped.
    """
    made = _Form(market, Codes(market, language, day, typed), tuple(providers))
    questions = tuple(
        Asked(number, *item, without=without.get(key, ""))
        for number, (key, *item) in enumerate(made.questions(), 1)
    )
    form = Form(questions, people=typed.people if made.asks_persons else None)
    shown = {field.name for field in form.every}
    private = tuple(sorted({name.rpartition(".")[2] for name in shown} & made.personal))
    return Form(questions, tuple(made.kept(shown)), (), form.people, private)


def owner(index: int, count: int) -> str:
    """What one of several persons is called; nothing where there is one only."""
    return _("Person %(n)s") % {"n": index + 1} if count > 1 else ""


@dataclass(frozen=True, slots=True)
class _Form:
    market: Market
    codes: Codes
    providers: tuple[tuple[str, str], ...]

    @property
    def asks_persons(self) -> bool:
        """Whether a household of several persons has several prices here."""
        return any(factor.of == "person" for factor in self.market.market.factor)

    @property
    def personal(self) -> set[str]:
        """What is asked and never stands in an address."""
        derived = {factor.derived_from for factor in self.market.market.factor}
        return {"postcode", *(key for key in derived if key)}

    def questions(self) -> Iterator[tuple[object, ...]]:
        """Key, text, reason, fields and papers of each question."""
        yield ("focus", *self._focus())
        for item in self.market.market.question:
            text = item.text.in_(self.codes.language)
            reason = item.reason.in_(self.codes.language)
            yield item.factor, text, reason, tuple(self._asked(item))
        if self.market.market.kind == "typed":
            yield ("papers", *self._papers())
            yield ("leaving", *self._leaving())
        else:
            yield ("present", *self._present())

    def _focus(self) -> tuple[str, str, tuple[Field, ...]]:
        name = "preferences.focus"
        chosen = self.codes.typed.one(name)
        said = grievances()
        choices = tuple(
            Choice(code, said[code], code == chosen) for code in self.market.market.grievances
        )
        field = Field(name, _("What went wrong"), "choice", chosen, choices)
        return (
            _("Has something annoyed you?"),
            _("It decides what we look at first. The sums stay the same for everybody."),
            (field,),
        )

    def _asked(self, item: Question) -> Iterator[Field]:
        """The fields of one question; where it asks for several things, each says which it is."""
        for key in (item.factor, *item.also):
            for field in self._of_everybody(key):
                alone = not item.also or field.owner or field.kind not in ("choice", "several")
                yield field if alone else replace(field, owner=field.label)

    def _of_everybody(self, key: str) -> Iterator[Field]:
        """A question's field, for each person where it is about persons."""
        people = self.codes.typed.people
        factors = {factor.key: factor for factor in self.market.market.factor}
        derived = {f.derived_from: f for f in factors.values() if f.derived_from}
        factor = factors.get(key) or derived.get(key)
        each = factor is not None and factor.of in ("person", "wanted") and self.asks_persons
        for index in range(people if each else 1):
            yield self.codes.asked(key, index, owner(index, people) if each else "")

    def _present(self) -> tuple[str, str, tuple[Field, ...]]:
        people = self.codes.typed.people
        fields = [field for index in range(people) for field in self._contract(index, people)]
        return (
            _("Which contract do you have now?"),
            _("Whether anybody is better can only be said against what you have."),
            (*fields, *term_fields(self.codes)),
        )

    def _contract(self, index: int, people: int) -> Iterator[Field]:
        """One person's contract: chosen from a list, or typed as a price from the last bill."""
        place = f"persons.{index}.present" if index else "present"
        who, chosen = f"{place}.provider", self.codes.typed.one(f"{place}.provider")
        same = _("Leave it empty if it is the same as that of person 1.") if index else ""
        if self.providers:
            choices = tuple(Choice(key, name, key == chosen) for key, name in self.providers)
            yield Field(
                who, _("Provider"), "list", chosen, choices, same, owner=owner(index, people)
            )
        yield Field(
            f"{place}.price",
            _("What you pay"),
            "amount",
            self.codes.typed.one(f"{place}.price"),
            hint="" if index else _(PRICE_HINT),
            unit=f"{self.market.market.currency} / {every(self.market.market.per)}",
            owner=owner(index, people),
        )

    def _papers(self) -> tuple[object, ...]:
        columns = [Column("present", _("What you have"))]
        offers = self.codes.typed.offers
        columns += [
            Column(f"quotes.{index}", _("Offer %(n)s") % {"n": index + 1}, quote=True)
            for index in range(offers)
        ]
        return (
            _("What do your papers say?"),
            _(
                "Prices are personal here, so you bring them: your policy, and the quotes that you hold. Leave empty what a paper does not say; then it counts as unknown, never as equal."
            ),
            tuple(paper_fields(self.codes)),
            papers(self.codes, columns, self.providers, more=True),
        )

    def _leaving(self) -> tuple[str, str, tuple[Field, ...]]:
        return (
            _("When does it end, and what comes back if you leave before?"),
            _(
                "Leaving at the end is mostly free; leaving before can cost more than it saves. It stands in the policy under “cancellation”."
            ),
            tuple(leaving_fields(self.codes)),
        )

    def kept(self, shown: set[str]) -> Iterator[tuple[str, str]]:
        """What stood in the address and is not asked: codes that followed from what was not kept."""
        typed = self.codes.typed
        for name, values in typed.values.items():
            plain = name.removeprefix("kept.")
            if plain in shown or not values or not values[0].strip() or plain.startswith("shown."):
                continue
            if not self._belongs(plain):
                continue
            value = values[0][:200]
            yield (f"kept.{plain}" if self._follows(plain) else plain), value

    def _belongs(self, name: str) -> bool:
        """Whether a form of this market could have asked it, or an address may bring it along."""
        parts = name.split(".")
        factors = {factor.key for factor in self.market.market.factor}
        match parts:
            case ["today"]:
                return True
            case ["currency"]:
                return self.market.market.any_currency is not None
            case ["household", key]:
                return key in factors or key == "municipality"
            case ["persons", _, key] if key in factors:
                return True
            case ["present", "plan" | "per"] | ["persons", _, "present", "plan"]:
                return True
            case ["preferences", "hours" | "value_of_hour" | "threshold"]:
                return True
        return False

    def _follows(self, name: str) -> bool:
        """Whether a code follows from something that is asked, which would take its place."""
        places = self.market.market.places
        last = name.rpartition(".")[2]
        derived = any(f.key == last and f.derived_from for f in self.market.market.factor)
        return derived or last == "municipality" or (places is not None and last in places.factors)


def grievances() -> dict[str, str]:
    """What can have gone wrong, by its code."""
    return {
        "price": _("the price jumped"),
        "claims": _("a claim was refused"),
        "reach": _("I could not reach anyone"),
        "cover": _("the cover was cut"),
    }


def term_fields(codes: Codes) -> tuple[Field, ...]:
    """The end of the contract, where a market's contracts do not all end on one day."""
    if codes.market.market.starts != "contract_end":
        return ()
    first, last = "present.contract.start", "present.contract.end"
    hint = _("The first day without cover. Without both days we cannot say when you may leave.")
    return (
        codes.date(first, _("Its term began on"), day_hint()),
        codes.date(last, _("It ends on"), hint),
    )


def leaving_fields(codes: Codes) -> Iterator[Field]:
    """What a policy says of its end, and of leaving before."""
    yield from term_fields(codes)
    place, value = "present.contract", codes.typed.one
    methods = (
        ("pro_rata", _("all of it for the days left")),
        ("short_rate", _("a part of it")),
        ("none", _("nothing")),
    )
    yes_no = (("true", _("yes")), ("false", _("no")))

    def amount(key: str, label: str, unit: str = "", hint: str = "") -> Field:
        name = f"{place}.{key}"
        return Field(name, label, "amount", value(name), unit=unit, hint=hint)

    def chosen(key: str, label: str, kind: str, rows: Iterable[tuple[str, str]]) -> Field:
        name = f"{place}.{key}"
        held = value(name)
        choices = tuple(Choice(code, said, code == held) for code, said in rows)
        return Field(name, label, kind, held, choices, owner=label if kind == "choice" else "")

    yield amount("notice_days", _("Notice before the end"), _("days"))
    yield chosen("claim_in_term", _("A claim in this term?"), "choice", yes_no)
    yield chosen("refund_method", _("What comes back of the premium"), "list", methods)
    part = _("Only if a part: 90 %, say.")
    yield amount("refund_share", _("Which part comes back"), hint=part)
    yield amount("cancellation_fee", _("Fee for leaving"), codes.market.market.currency)
    yield amount("bonus_years", _("Years without a claim that your price counts"))
