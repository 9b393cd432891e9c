"""Everything that one answer is made of, looked up and checked before the engine runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from compare.cost.charges import Fee
from compare.cost.one_off import OneOff, exact_item
from compare.decide.offer_table import OfferTable
from compare.decide.staying_power import Period
from compare.leaving.contract import Contract
from compare.quality.figures import BandFigure, Figure
from compare.values.estimate import Estimate
from compare.values.offer import Offer
from compare.values.question import Question
from compare.values.rule import Rules
from compare.values.terms import Attribute


class Mode(StrEnum):
    """Whether a market's prices are collected today, or are kept as history."""

    LIVE = "live"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What makes a move worth an evening: the parameters of theta, in one currency (domain 4.1)."""

    share: Decimal
    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Hour:
    """The published default value of an hour, the same for everybody.

    `income` is an hourly income, `share` the part of it that an hour of leisure is worth
    (domain 1.8), `hours` what a move takes a household.
    """

    income: Decimal
    share: Estimate
    hours: Estimate
    reference: str


@dataclass(frozen=True, slots=True)
class OutOfPocket:
    """How what the customer pays when something happens follows from a chosen factor.

    `rule` names the formula (domain 2.3: `ch`, `us`, `excess`), `parameters` its dated amounts and
    rates, `factors` the rating factors that it reads (`deductible`). `scenarios` are probability
    and yearly costs; the probabilities sum to one.
    """

    rule: str
    parameters: Mapping[str, Decimal]
    factors: tuple[str, ...]
    scenarios: tuple[tuple[Decimal, Decimal], ...]
    reference: str


class Bound(StrEnum):
    """Which end of a loss an amount of the cover leaves to the customer."""

    EXCESS = "excess"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class LossModel:
    """What a year of one kind of loss looks like: an assumption, with its source (domain 2.4).

    `key` is the attribute that is turned into money, `bound` says whether it is an excess or a
    limit; `frequency` is claims a year, `mean` the mean loss, taken as exponential.
    """

    key: str
    bound: Bound
    frequency: Decimal
    mean: Decimal
    reference: str


class Effect(StrEnum):
    """What a guard does once the household has said yes to it."""

    BLOCKS = "blocks"
    DELAYS = "delays"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Guard:
    """Something that must be checked before a move.

    A yes blocks every move, delays it to `until` (None: until the thing is settled), or is a
    warning printed above the steps; `reference` is where it stands.
    """

    key: str
    effect: Effect
    reference: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the market was looked at.

    `open` counts the providers open to this household by the register, None where no register
    exists; `fresh` those with a price that is not stale; `absent` names the others. `personal`:
    nobody publishes prices here, only papers in hand can be compared; `only_quotes`: nothing else
    was to be.
    """

    open: int | None
    fresh: int
    absent: tuple[str, ...] = ()
    least: Decimal = Decimal("0.8")
    personal: bool = False
    only_quotes: bool = False

    def __post_init__(self) -> None:
        if self.fresh < 0 or (self.open is not None and self.fresh > self.open):
            raise ValueError(f"expected 0 <= fresh <= open, found {self.fresh} of {self.open}")

    @property
    def share(self) -> Decimal | None:
        """Fresh providers among all that are open, None where their number is not known."""
        return Decimal(self.fresh) / self.open if self.open else None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An offer that is no candidate, and why: `reason` is a stable code."""

    provider: str
    plan: str
    reason: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """One person's part of a situation.

    `present` is the contract held now with its price for the compared period, None where it is
    missing: then `missing` names what (`incumbent_renewal_price`, `present_contract`).
    `offers` are the candidates, the present provider's other plans among them, as columns that a
    use case may keep between questions, and quotes in hand like any other. `contract` holds the
    typed facts for leaving. `out_of_pocket` and `losses` turn into money what a chosen factor or an
    excess makes the customer pay; it does not count a second time as cover. `leaving` has the rules
    for this person where they are not those of everybody (a child's ordinary deductible).
    """

    present: Offer | None
    contract: Contract
    offers: OfferTable
    missing: tuple[str, ...] = ()
    out_of_pocket: OutOfPocket | None = None
    losses: tuple[LossModel, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    leaving: Rules | None = None


@dataclass(frozen=True, slots=True)
class MarketRules:
    """What a market definition says, on the day that is asked about.

    `fees` are mandatory and paid once by whoever begins a contract. `leaving` holds the dated rules that `calendar` reads.
    """

    version: str
    currency: str
    mode: Mode
    horizon_months: int
    threshold: Threshold
    hour: Hour
    calendar: str
    leaving: Rules
    attributes: tuple[Attribute, ...]
    exposures: Mapping[str, Decimal] = field(default_factory=dict)
    fees: tuple[Fee, ...] = ()
    guards: tuple[Guard, ...] = ()

    def __post_init__(self) -> None:
        if self.horizon_months < 1:
            raise ValueError(f"expected a horizon of at least a month, found {self.horizon_months}")

    @property
    def once(self) -> tuple[OneOff, ...]:
        """The mandatory fees of a new contract as one-off items."""
        return tuple(
            exact_item(
                f"fee_{fee.key}",
                fee.money.amount,
                fee.money.currency,
                "each time a contract begins",
                {},
                fee.reference,
            )
            for fee in self.fees
        )


@dataclass(frozen=True, slots=True)
class Situation:
    """A checked question with all that is known to answer it.

    `figures` holds the counts behind each provider's quality measures, `bands` those of which only
    bands are published;
    `history` the offers' yearly prices in past periods, oldest first; `walks` by provider what its
    renewing customers pay above its new ones, as seen or as it says itself, as a share (domain 1.1);
    `oldest_fact` the day of the oldest fact used. Amounts are in `rules.currency`.

    Raises:
        ValueError: persons and question disagree in number, or a price is in another currency.
    """

    question: Question
    people: tuple[Person, ...]
    rules: MarketRules
    coverage: Coverage
    figures: tuple[Figure, ...] = ()
    bands: tuple[BandFigure, ...] = ()
    history: tuple[Period, ...] = ()
    walks: Mapping[str, Decimal] = field(default_factory=dict)
    oldest_fact: date | None = None

    def __post_init__(self) -> None:
        if len(self.people) != len(self.question.persons):
            raise ValueError(
                f"expected {len(self.question.persons)} persons as in the question, "
                f"found {len(self.people)}"
            )
