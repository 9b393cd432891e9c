"""What a market definition may say: one model per file of the folder, strict and frozen.

A key that is not named here is an error, a decimal is written as a string, and each rule of law or
custom is dated and carries the reference where it can be read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from compare.markets.factors import Factor, PlanAttribute
from compare.markets.parts import (
    CostsFile,
    Focus,
    HouseholdsFile,
    LeavingFile,
    QualityFile,
    TermsFile,
)
from compare.markets.usage import UsageFile
from compare.markets.words import KEY, Amount, Dated, Strict, Texts, When, texts_of
from compare.values.money import Per
from compare.values.terms import Attribute

MOST_QUESTIONS = 6  # with what went wrong and the contract held now, a household is asked eight


class Threshold(Strict):
    """The least gain that matters: `rel` of the yearly cost, within `low` and `high` (domain 4.1)."""

    rel: Amount
    low: Amount
    high: Amount


class Hour(Dated):
    """The published value of an hour that every answer starts from, and the hours of a move.

    `income` is an hourly income, `share` the part of it that an hour of leisure is worth (domain
    1.8), `hours` what a move takes one household.
    """

    income: Amount
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    share: Amount
    share_low: Amount
    share_high: Amount
    hours: Amount
    hours_low: Amount
    hours_high: Amount


class AnyCurrency(Dated):
    """That papers of this market may be in any currency, and how far a unit of each goes.

    `scale` is what buys about as much as one unit of the market's currency, by currency code: a
    rounded yardstick for thresholds and typical losses, never a rate at which a price is converted.
    """

    scale: dict[str, Amount]


class LegalNote(Dated):
    """A note on the law that the pages of this market carry while it holds."""

    text: Texts


class Benchmark(Dated):
    """The offer by which something is counted: the one of this rank among the cheapest of a kind.

    Where fewer are offered it is the last of them.
    """

    attribute: str = Field(pattern=KEY)
    code: str
    rank: int = Field(gt=0)
    text: Texts


class Asked(Strict):
    """One of a market's own questions to a household, with the reason for asking.

    It asks for `factor`, and for what stands in `also` in the same breath.
    """

    factor: str = Field(pattern=KEY)
    also: tuple[str, ...] = ()
    text: Texts
    reason: Texts


class Guard(Dated):
    """Something to check before a move (domain 4.1).

    A household that answers yes to `text` may not move (`blocks`), may move only when the thing is
    settled (`delays`), or is told about it (`warns`). `when` narrows the guard to households or
    offers with these codes.
    """

    key: str = Field(pattern=KEY)
    effect: Literal["blocks", "delays", "warns"]
    when: When = {}
    text: Texts
    todo: Texts


class Places(Strict):
    """How places give codes: the factors that follow from a postcode or a municipality."""

    factors: tuple[str, ...] = Field(min_length=1)
    postcode: str = r"^[0-9A-Za-z -]{3,10}$"


class Register(Strict):
    """Who may sell in this market: the providers that one source names.

    With `area` a provider's attribute of that name lists where it may sell, in codes of `factor`;
    `everywhere` are the words for the whole market. `without` leaves out providers by attribute.
    """

    source: str
    area: str | None = None
    factor: str | None = None
    everywhere: tuple[str, ...] = ()
    without: dict[str, tuple[str, ...]] = {}

    def admits(self, attributes: Mapping[str, str], codes: Mapping[str, str]) -> bool:
        """Whether a provider with these attributes may sell to somebody with these codes."""
        if any(attributes.get(key) in words for key, words in self.without.items()):
            return False
        if self.area is None or self.factor is None:
            return True
        places = {part.strip() for part in re.split("[,;]", attributes.get(self.area, ""))}
        return bool(places & {*self.everywhere, codes.get(self.factor, "")})


class ShrinkNotice(Dated):
    """A law by which shops must tell, beside a pack, that it became smaller and dearer for its amount.

    It holds in `country`, for packs in `units`, in shops of more than `min_shop_area` square metres,
    for `months` from the first sale.
    """

    country: str = Field(pattern=r"^[A-Z]{2}$")
    units: tuple[str, ...] = Field(min_length=1)
    min_shop_area: Amount
    months: int = Field(gt=0)


class MarketFile(Strict):
    """market.toml: what the market is and what it asks. `grievances` are what can have gone wrong there."""

    name: Texts
    kind: Literal["offers", "typed", "figures", "goods", "documents"]
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")  # None: any country
    subdivision: str | None = None  # the factor whose code names the part of the country
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    any_currency: AnyCurrency | None = None
    zone: str
    languages: tuple[str, ...] = Field(min_length=1)
    mode: Literal["live", "archive", "off"]
    category: str | None = None
    horizon_months: int = Field(default=12, gt=0)
    per: Per = Per.MONTH
    starts: Literal["next_year", "contract_end", "today"] = (
        "today"  # where a question gives no start
    )
    min_coverage: Amount = Decimal("0.8")
    max_gap_days: int = Field(default=31, gt=0)
    legal_note: tuple[LegalNote, ...] = ()
    shrink_notice: tuple[ShrinkNotice, ...] = ()
    threshold: dict[str, Threshold] = {}
    hour: tuple[Hour, ...] = ()
    benchmark: Benchmark | None = None
    factor: tuple[Factor, ...] = ()
    attribute: tuple[PlanAttribute, ...] = ()
    places: Places | None = None
    register_: Register | None = Field(default=None, alias="register")
    grievances: tuple[Focus, ...] = ("price", "claims", "reach", "cover")
    question: tuple[Asked, ...] = Field(default=(), max_length=MOST_QUESTIONS)
    guard: tuple[Guard, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> MarketFile:
        ZoneInfo(self.zone)
        keys = [factor.key for factor in self.factor] + [item.key for item in self.attribute]
        if len(set(keys)) != len(keys):
            raise ValueError(f"two factors or attributes share a key: {sorted(keys)}")
        kinds = {item.key: item.codes for item in self.attribute}
        counted = self.benchmark
        if counted and counted.code not in kinds.get(counted.attribute, {}):
            raise ValueError(f"benchmark: {counted.code!r} is no code of {counted.attribute!r}")
        known = {*keys, *(factor.derived_from for factor in self.factor), "postcode"}
        for key in (key for asked in self.question for key in (asked.factor, *asked.also)):
            if key not in known:
                raise ValueError(f"question: {key!r} is no factor or attribute")
        for key in self.places.factors if self.places else ():
            if key not in keys:
                raise ValueError(f"places: {key!r} is no factor")
        if self.kind in ("offers", "typed") and self.currency not in self.threshold:
            raise ValueError(f"threshold: expected one for {self.currency}")
        if self.any_currency and self.kind != "typed":
            raise ValueError(
                "any_currency: expected a market of kind typed, whose prices are typed"
            )
        return self

    @property
    def answers(self) -> bool:
        """Whether a household can put a question to this market."""
        return self.kind in ("offers", "typed") and self.mode != "off"

    @cached_property
    def cell_factors(self) -> tuple[Factor, ...]:
        """The factors of which a price has one code each, in order."""
        return tuple(factor for factor in self.factor if factor.in_cell)

    @cached_property
    def has_tariffs(self) -> bool:
        """Whether prices may be formulas of what a household uses."""
        return any(factor.kind == "quantity" for factor in self.factor)


class Market(Strict):
    """A whole market definition. `version` is a hash of its files."""

    key: str
    version: str
    market: MarketFile
    terms: TermsFile = TermsFile()
    costs: CostsFile = CostsFile()
    leaving: LeavingFile | None = None
    quality: QualityFile = QualityFile()
    households: HouseholdsFile = HouseholdsFile()
    usage: UsageFile = UsageFile()

    @property
    def invented(self) -> bool:
        """Whether it is fiction, for the demo and the tests: ISO 3166-1 leaves XX to its users."""
        return self.market.country == "XX"

    @property
    def zone(self) -> ZoneInfo:
        """The market's time zone: a bare date means the end of that day there."""
        return ZoneInfo(self.market.zone)

    def compared(self, stated: Collection[str]) -> tuple[Attribute, ...]:
        """The vocabulary for papers that state these terms.

        Where people bring the papers, a term that none of them states is not compared, unless it
        is essential: that must be known of every paper.
        """
        if self.market.kind != "typed":
            return self.attributes
        return tuple(a for a in self.attributes if a.essential or a.key in stated)

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """The vocabulary of cover as the comparison reads it."""
        return tuple(term.attribute for term in self.terms.term)

    @cached_property
    def references(self) -> Mapping[str, Texts]:
        """Where law, custom and assumptions can be read, by what the engine carries of it."""
        found = texts_of(self, self.key)
        return {text.in_("en"): text for place, text in found if place.endswith(": reference")}

    def factor(self, key: str) -> Factor:
        """The rating factor with this key; KeyError where there is none."""
        for factor in self.market.factor:
            if factor.key == key:
                return factor
        raise KeyError(key)
