"""What a manifest may say about where values stand in a page (`[pages.read]`).

A page described here needs no parser. Places are CSS selectors, headings of tables, labels of
definition lists, or paths in linked data: nothing that computes, reads files or loads anything.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import soupsieve
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from scrapers.kit.cut import xpath
from scrapers.kit.names import Name

Missing: TypeAlias = Literal["not_stated", "not_offered", "unlimited"]


class Strict(BaseModel):
    """A table of a manifest: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Place(Strict):
    """Where one text stands: exactly one of `at`, `table`, `list`, `linked` or `is`.

    `attribute` alone is one of the part itself, as of the element of `each`.
    """

    at: str | None = Field(None, description="CSS selector of the only element that holds it")
    attribute: str | None = Field(
        None, description="with `at`: this attribute, not the text; alone: of the element of `each`"
    )
    table: str | None = Field(None, description="CSS selector of a table; with `row`")
    row: str | None = Field(None, description="with `table`: the text of the row's first cell")
    column: str | None = Field(
        None, description="with `table`: the column's heading; the second column where left out"
    )
    list: str | None = Field(None, description="CSS selector of a definition list; with `label`")
    label: str | None = Field(None, description="with `list`: the label (dt)")
    linked: str | None = Field(None, description="type of a thing in linked data; with `path`")
    path: str | None = Field(None, description="with `linked`: keys and numbers, offers.0.price")
    is_: str | None = Field(None, alias="is", description="the text itself")

    @field_validator("at", "table", "list")
    @classmethod
    def _is_css(cls, selector: str | None) -> str | None:
        return None if selector is None else css(selector)

    @model_validator(mode="after")
    def _one_place(self) -> Place:
        kinds = {
            "at": (),
            "table": ("row",),
            "list": ("label",),
            "linked": ("path",),
            "is_": (),
        }
        named = [kind for kind in kinds if getattr(self, kind) is not None]
        if not named and self.attribute is not None:
            named = ["at"]
        if len(named) != 1:
            raise ValueError("say exactly one of `at`, `table`, `list`, `linked` or `is`")
        for companion in kinds[named[0]]:
            if getattr(self, companion) is None:
                raise ValueError(f"`{named[0]}` needs `{companion}`")
        allowed = {"at": {"attribute"}, "table": {"row", "column"}}.get(
            named[0], set(kinds[named[0]])
        )
        stray = {"attribute", "row", "column", "label", "path"} - allowed
        said = sorted(name for name in stray if getattr(self, name) is not None)
        if said:
            raise ValueError(f"`{said[0]}` says nothing beside `{named[0].rstrip('_')}`")
        return self


class Term(Place):
    """One promise: a number with its unit, or a word."""

    heading: str = Field(description="the page's own heading for it")
    unit: str | None = Field(None, description="the unit, where none is printed beside the number")
    missing: dict[str, Missing] = Field(
        {}, description="printed words that mean there is no value, as `—` = not_stated"
    )


class Terms(Strict):
    """A whole list or table of two columns: each heading is wanted or ignored by name."""

    list: str | None = Field(None, description="CSS selector of a definition list")
    table: str | None = Field(None, description="CSS selector of a table: headings, then values")
    headings: tuple[Name, ...] = Field(
        min_length=1, description="each as printed; a list of those that it had in its time"
    )
    missing: dict[str, Missing] = {}

    @field_validator("list", "table")
    @classmethod
    def _is_css(cls, selector: str | None) -> str | None:
        return None if selector is None else css(selector)

    @model_validator(mode="after")
    def _one_of_both(self) -> Terms:
        if (self.list is None) == (self.table is None):
            raise ValueError("say exactly one of `list` or `table`")
        return self


class Price(Place):
    """One price; `factors` are its rating factors, as printed."""

    factors: dict[str, str] = {}


class Prices(Strict):
    """A table of prices: some columns say for whom, others how much."""

    table: str = Field(description="CSS selector of the table")
    factors: dict[str, Name] = Field(
        description="rating factor = heading of its column, or a list of those that it had"
    )
    amounts: dict[str, dict[str, str]] = Field(
        min_length=1,
        description="heading of a column of prices = the factors that hold for it",
    )

    @field_validator("table")
    @classmethod
    def _is_css(cls, selector: str) -> str:
        return css(selector)


class Read(Strict):
    """How a page is read without a parser of its own."""

    part: str | None = Field(None, description="plain selector of the part that holds everything")
    encoding: Name = Field("utf-8", description="or a list of those that the page had")
    each: str | None = Field(None, description="CSS selector of the element of each plan")
    plan: Place = Field(description="the publisher's own key of the plan")
    name: Place | None = Field(None, description="the plan's name")
    attributes: dict[str, Place] = Field({}, description="other attributes of the plan")
    terms: tuple[Term, ...] = ()
    term_lists: tuple[Terms, ...] = ()
    prices: tuple[Price, ...] = ()
    price_tables: tuple[Prices, ...] = ()

    @field_validator("part")
    @classmethod
    def _is_plain(cls, selector: str | None) -> str | None:
        if selector is not None:
            xpath(selector)
        return selector

    @field_validator("each")
    @classmethod
    def _is_css(cls, selector: str | None) -> str | None:
        return None if selector is None else css(selector)


def css(selector: str) -> str:
    """The selector, if it is CSS.

    Raises:
        ValueError: it is XPath, jq or the like.
    """
    try:
        soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as error:
        reason = str(error).splitlines()[0]
        raise ValueError(f"a CSS selector, found {selector!r}: {reason}") from error
    return selector
