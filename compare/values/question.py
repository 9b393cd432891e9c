"""A question as a household asks it. Nothing of it is ever stored or logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from compare.values.offer import Instalments, Price
from compare.values.terms import Terms

Code = str | int | bool | Decimal
FOCUSES = ("price", "claims", "reach", "cover")  # what can have gone wrong, as codes


@dataclass(frozen=True, slots=True)
class Present:
    """The contract that a household (or one person of it) holds now.

    `price` None means that it is looked up in the data; `plan` None that the customer did not say.
    `contract` holds typed facts for leaving: start, end, paid, claim_in_term, bonus_years, ...
    `instalments` is how a typed price per year is paid in parts.
    """

    provider: str | None
    plan: str | None = None
    factors: Mapping[str, Code] = field(default_factory=dict)
    price: Price | None = None
    terms: Terms = field(default_factory=dict)
    contract: Mapping[str, Code | date] = field(default_factory=dict)
    instalments: Instalments | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """An offer in hand, as the customer typed it; `provider` is its key where that is known.

    `quoted_on` and `profile` decide whether two quotes are comparable (domain 7).
    """

    name: str
    price: Price
    terms: Terms = field(default_factory=dict)
    quoted_on: date | None = None
    profile: Mapping[str, Code] = field(default_factory=dict)
    fees: Decimal = Decimal(0)
    cashback: Decimal = Decimal(0)
    cashback_probability: Decimal = Decimal(1)
    renewal_price: Price | None = None
    provider: str | None = None
    instalments: Instalments | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the household says matters to it; None means the market's published default.

    `focus` is what went wrong, one of `FOCUSES`: it orders what is shown and never changes a sum.
    """

    hours: Decimal | None = None
    value_of_hour: Decimal | None = None
    threshold: Decimal | None = None
    must_not_get_worse: tuple[str, ...] = ()
    guards: Mapping[str, bool] = field(default_factory=dict)  # answers to the market's guards
    focus: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One household's question, checked against its market's definition.

    `start` is the first day of the cover that is compared; `known_at` is the instant whose
    knowledge is used, None for everything known at `today`. `persons` hold the rating factors in
    the market's codes; `presents` has one entry per person, None where that person has no contract;
    so has `quotes`, the offers in hand for each, and is empty where nobody has any. With
    `only_quotes` nothing that is published stands beside them.
    `wanted` bounds the offers: for each factor or attribute the accepted codes; `own_wanted` has
    what single persons bound otherwise. `currency` is that of the papers, None for the market's own.
    `assumed` names, by dotted path, each default that was
    taken because the question left something out: the answer states them.
    """

    market: str
    today: date
    start: date
    known_at: datetime | None
    household: Mapping[str, Code]
    persons: tuple[Mapping[str, Code], ...]
    wanted: Mapping[str, tuple[Code, ...]]
    presents: tuple[Present | None, ...]
    quotes: tuple[tuple[Quote, ...], ...] = ()
    only_quotes: bool = False
    preferences: Preferences = Preferences()
    own_wanted: tuple[Mapping[str, tuple[Code, ...]], ...] = ()
    currency: str | None = None
    assumed: Mapping[str, Code | date] = field(default_factory=dict)

    def quotes_of(self, person: int) -> tuple[Quote, ...]:
        """What one person has in hand, by its index."""
        return self.quotes[person] if self.quotes else ()

    def wanted_by(self, person: int) -> Mapping[str, tuple[Code, ...]]:
        """What bounds the offers of one person, by its index."""
        own = self.own_wanted[person] if self.own_wanted else {}
        return {**self.wanted, **own}
