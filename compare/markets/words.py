"""The small words of every definition file: decimals out of text, sentences, dated rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, RootModel, model_validator

from compare.values.span import Span

KEY = r"^[a-z][a-z0-9_]*$"
EVERY = "*"  # the key of a name that is the same in every language


def _written_as_text(value: Any) -> Decimal:
    """A decimal out of its TOML string: a float would already have lost digits."""
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        raise ValueError(f'expected a decimal in quotes, as in "0.10", found {value!r}')
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f'expected a decimal in quotes, as in "0.10", found {value!r}')
    return number


def _decimal_or_word(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError(f'expected a decimal in quotes, as in "0.10", found {value!r}')
    if isinstance(value, str):
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        return number if number.is_finite() else value
    return value


Amount = Annotated[Decimal, BeforeValidator(_written_as_text)]
Value = Annotated[bool | int | Decimal | str, BeforeValidator(_decimal_or_word)]
When = dict[str, tuple[str, ...]]


class Strict(BaseModel):
    """A part of a definition: unknown keys are refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(RootModel[dict[str, str]]):
    """One sentence in each of the market's languages; a bare string is a name, the same in all."""

    model_config = ConfigDict(frozen=True)

    def in_(self, language: str) -> str:
        """The sentence in `language`, in English where there is none."""
        return self.root.get(language) or self.root.get(EVERY) or self.root["en"]

    def speaks(self, language: str) -> bool:
        """Whether it can be read in `language`."""
        return language in self.root or EVERY in self.root

    @model_validator(mode="before")
    @classmethod
    def _same_in_all(cls, value: Any) -> Any:
        return {EVERY: value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _has_english(self) -> Texts:
        if not self.speaks("en"):
            raise ValueError("expected at least `en`")
        if not all(text.strip() for text in self.root.values()):
            raise ValueError("expected words, found an empty text")
        return self


class Dated(Strict):
    """Something that holds from `valid_from` up to, not including, `valid_to`.

    `reference` is where that can be read: in the market's languages, or a bare citation.
    """

    valid_from: date
    valid_to: date | None = None
    reference: Texts

    @model_validator(mode="after")
    def _in_order(self) -> Dated:
        Span(self.valid_from, self.valid_to)
        return self

    @property
    def span(self) -> Span:
        """The days on which it holds."""
        return Span(self.valid_from, self.valid_to)

    @property
    def cited(self) -> str:
        """The reference as the engine carries it and programs read it: in English."""
        return self.reference.in_("en")


def applies(when: When, codes: Mapping[str, str]) -> bool:
    """Whether every factor named in `when` has one of the codes given there."""
    return all(codes.get(key) in wanted for key, wanted in when.items())


def texts_of(part: Any, place: str) -> Iterator[tuple[str, Texts]]:
    """Every text of a part of a definition, with the place where it stands."""
    if isinstance(part, Texts):
        yield place, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts_of(getattr(part, name), f"{place}: {name}")
    elif isinstance(part, dict):
        for name, item in part.items():
            yield from texts_of(item, f"{place}.{name}")
    elif isinstance(part, tuple):
        for index, item in enumerate(part):
            yield from texts_of(item, f"{place}[{getattr(item, 'key', index)}]")
