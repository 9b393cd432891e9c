"""What a price depends on, and what a household may ask for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from compare.markets.words import KEY, Dated, Strict, Texts, When, applies


class Allowed(Dated):
    """Which codes of a factor can occur beside given codes of other factors."""

    when: When = {}
    codes: tuple[str, ...] = Field(min_length=1)


class Default(Strict):
    """The code taken where the question leaves a factor out; the answer states it."""

    when: When = {}
    code: str


def _refuse_shared_words(key: str, codes: Mapping[str, tuple[str, ...]]) -> None:
    seen: dict[str, str] = {}
    for code, words in codes.items():
        for word in words:
            if seen.setdefault(word, code) != code:
                raise ValueError(f"{key}: {word!r} stands for both {seen[word]} and {code}")


class Factor(Strict):
    """What a price depends on.

    `of` says where the question carries it: with the household, with each person, or among what is
    wanted. `kind` `code` and `band` make the cell of a price; a `quantity` only feeds tariffs, and so
    do a `condition` (a yes or no on which a part of a tariff hangs) and a `pattern` (when the quantities
    are used: a code of usage.toml). A quantity that is only `told` (what waives a fee) may be left
    unpriced by a tariff.
    `codes` gives each canonical code its printed synonyms; with `open`, a pattern of names that nobody can
    list whole (counties), any other word that fits it is its own code; `bands` the half-open range [a, b) of a
    band's code, found from `derived_from` (an age from `birth_year`). `absent` is the code of a row
    that prints nothing here; `closed` the codes that exist in the data but that no household of
    this market can ask for, with the reason.
    """

    key: str = Field(pattern=KEY)
    of: Literal["household", "person", "wanted"]
    kind: Literal["code", "band", "quantity"] = "code"
    value: Literal["text", "integer", "boolean"] = "text"
    unit: str | None = None
    label: Texts
    codes: dict[str, tuple[str, ...]] = {}
    names: dict[str, Texts] = {}
    bands: dict[str, tuple[int, int | None]] = {}
    derived_from: str | None = None
    open: str | None = None
    absent: str | None = None
    condition: bool = False
    pattern: bool = False
    told: bool = False
    closed: dict[str, Texts] = {}
    allowed: tuple[Allowed, ...] = ()
    default: tuple[Default, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Factor:
        if self.kind != "quantity" and not self.codes:
            raise ValueError(f"factor {self.key}: expected `codes`, found none")
        named = [code for row in self.allowed for code in row.codes]
        named += [row.code for row in self.default]
        named += [*self.bands, *self.closed, *self.names, *filter(None, [self.absent])]
        for code in named:
            if self.kind != "quantity" and code not in self.codes:
                raise ValueError(f"factor {self.key}: {code!r} is not one of its codes")
        if self.condition and (self.value != "boolean" or self.kind != "code"):
            raise ValueError(f"factor {self.key}: a condition is a code of value `boolean`")
        if self.told and self.kind != "quantity":
            raise ValueError(f"factor {self.key}: only a quantity is `told`")
        if bool(self.bands) != (self.kind == "band"):
            raise ValueError(f"factor {self.key}: `bands` belong to kind `band`, and only there")
        _refuse_shared_words(self.key, self.codes)
        return self

    @property
    def in_cell(self) -> bool:
        """Whether a price has one code of it; the others only feed tariffs."""
        return self.kind != "quantity" and not self.condition and not self.pattern

    @cached_property
    def printed(self) -> Mapping[str, str]:
        """Canonical code by printed word."""
        return {word: code for code, words in self.codes.items() for word in words}

    def possible(self, others: Mapping[str, str], day: date) -> tuple[str, ...]:
        """The codes that can occur beside `others` on `day`, in the order of the definition."""
        codes = tuple(self.codes)
        for row in self.allowed:
            if day in row.span and applies(row.when, others):
                codes = tuple(code for code in codes if code in row.codes)
        return codes

    def code_of(self, word: str) -> str | None:
        """The code that a printed word stands for; None where it is none of this factor."""
        code = self.printed.get(word)
        if code is None and self.open and re.fullmatch(self.open, word):
            return word
        return code

    def admits(self, code: str, others: Mapping[str, str], day: date) -> bool:
        """Whether a code can occur beside `others` on `day`; where nobody has listed any, it can."""
        bounded = any(day in row.span and applies(row.when, others) for row in self.allowed)
        if self.open and not bounded:
            return self.code_of(code) == code
        return code in self.possible(others, day)

    def default_code(self, others: Mapping[str, str]) -> str | None:
        """The stated default beside `others`, None where the definition gives none."""
        return next((row.code for row in self.default if applies(row.when, others)), None)


class PlanAttribute(Strict):
    """A dated attribute of a plan by which a household may bound the offers (`model`).

    `usual` is the code meant where a question names a provider and no plan; None: nobody can tell.
    `needs` names for a code the quantities of which a household must use at least one for such a
    plan to be for it; `limited` are codes of plans that are not for everybody: whether they are
    available is unknown until the household accepts the code by name; `closed` are codes of plans that
    are still held and no longer sold: nobody can move to them. `unasked` are codes that are no choice
    (a plan for everybody, one for some people without saying whom): such plans stay whatever is chosen.
    """

    key: str = Field(pattern=KEY)
    wanted: str = Field(pattern=KEY)  # the field of the question that bounds it
    label: Texts
    codes: dict[str, tuple[str, ...]] = Field(min_length=1)
    names: dict[str, Texts] = {}
    usual: str | None = None
    needs: dict[str, tuple[str, ...]] = {}
    limited: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _words_differ(self) -> PlanAttribute:
        for code in (*self.needs, *self.limited, *self.closed, *self.unasked):
            if code not in self.codes:
                raise ValueError(f"attribute {self.key}: {code!r} is not one of its codes")
        if self.usual is not None and self.usual not in self.codes:
            raise ValueError(f"attribute {self.key}: usual {self.usual!r} is not one of its codes")
        _refuse_shared_words(self.key, self.codes)
        return self

    def suits(self, code: str | None, accepted: Collection[object]) -> bool:
        """Whether a plan of a code is one of those accepted; None, not known, is never left out."""
        return not accepted or code is None or code in accepted or code in self.unasked

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The codes that a household can choose."""
        return tuple(code for code in self.codes if code not in self.unasked)

    @cached_property
    def printed(self) -> Mapping[str, str]:
        """Canonical code by printed word."""
        return {word: code for code, words in self.codes.items() for word in words}
