"""A plan at a price for one person or household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from compare.values.money import Money, Per
from compare.values.terms import Terms
from compare.values.trail import Step

PER_YEAR: Mapping[Per, int] = {
    Per.DAY: 365,
    Per.WEEK: 52,
    Per.FORTNIGHT: 26,
    Per.FOUR_WEEKS: 13,
    Per.MONTH: 12,
    Per.QUARTER: 4,
    Per.HALF_YEAR: 2,
    Per.YEAR: 1,
}


class Availability(StrEnum):
    """Whether this household can buy the offer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Price:
    """A flat price, taxes included, paid once in every period `per`."""

    money: Money
    per: Per

    @property
    def yearly(self) -> Money:
        """The amount of one year: weekly 52, four-weekly 13, monthly 12 (domain 1.1).

        Raises:
            ValueError: the price is paid once, so that no year can be told.
        """
        if self.per is Per.ONCE:
            raise ValueError("expected a recurring price, found one that is paid once")
        return self.money * PER_YEAR[self.per]


@dataclass(frozen=True, slots=True)
class Instalments:
    """How a yearly price is paid in parts; the loan is the yearly price less the deposit.

    Raises:
        ValueError: no instalment, one that is not above 0, or a negative deposit or month.
    """

    count: int
    amount: Decimal
    deposit: Decimal = Decimal(0)
    first_at_month: int = 0
    per: Per = Per.MONTH

    def __post_init__(self) -> None:
        if self.count < 1 or self.amount <= 0 or self.deposit < 0 or self.first_at_month < 0:
            raise ValueError(
                "expected at least one instalment above 0, from month 0 on, and a deposit of at "
                f"least 0, found {self.count} x {self.amount} from month {self.first_at_month} "
                f"after {self.deposit}"
            )

    @property
    def total(self) -> Decimal:
        """What is paid in a year."""
        return self.deposit + self.count * self.amount


@dataclass(frozen=True, slots=True)
class Computed:
    """How a yearly price follows from a tariff and one household's use, in major units.

    `yearly` is the price with the conditions that the household meets (`met`), `unconditional` with
    none of them, `conditional` with all; None where something is not known, and `missing` names it.
    """

    yearly: Decimal | None
    unconditional: Decimal | None
    conditional: Decimal | None
    met: Mapping[str, bool]
    steps: tuple[Step, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read: the stored capture, the place in it, the text as printed."""

    sha256: str
    locator: str
    literal: str
    source: str

    @property
    def reference(self) -> str:
        """The short form printed beside a value."""
        return f"{self.sha256}#{self.locator}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan at a price for one person or household.

    `factors` holds what the price depends on and the customer may choose (deductible: 300);
    `attributes` dated facts about the plan (model: standard); `terms` its cover in the market's
    vocabulary, without an entry where nothing is known; `evidence` is None for what the customer
    typed. `person` is the index in the question. `instalments` is how a price per year is paid in
    parts, None where it is paid as it stands. `computed` is how a price of a tariff follows from what
    this household uses, None for a flat price.
    """

    provider: str
    provider_name: str
    plan: str
    plan_name: str
    price: Price
    person: int = 0
    factors: Mapping[str, Decimal | int | str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    terms: Terms = field(default_factory=dict)
    availability: Availability = Availability.YES
    evidence: Evidence | None = None
    instalments: Instalments | None = None
    computed: Computed | None = None

    @property
    def per_year(self) -> Decimal:
        """What a year costs in major units: the price, or all that its instalments come to."""
        return self.instalments.total if self.instalments else self.price.yearly.amount
