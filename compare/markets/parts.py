"""The smaller files of a definition: cover, costs, leaving, quality, households."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from compare.markets.letters import Letter, LetterLanguage
from compare.markets.rules import Rule, refuse_overlaps
from compare.markets.words import KEY, Amount, Dated, Strict, Texts, Value, When, applies
from compare.values.missing import Missing
from compare.values.terms import Attribute, Direction

Focus = Literal["price", "claims", "reach", "cover"]  # what can have gone wrong for a household
Worsening = Literal[
    "excess_up",
    "limit_down",
    "coinsurance_up",
    "waiting_up",
    "fee_up",
    "network_narrowed",
    "hours_shorter",
    "channel_removed",
    "speed_down",
    "rate_cut",
]


class Derived(Strict):
    """A term that follows from an attribute of the plan, as a model restricts the choice of doctor."""

    attribute: str = Field(pattern=KEY)
    values: dict[str, str]  # attribute code -> covered | excluded | restricted: <condition>


class LegalMinimum(Dated):
    """What the law wants at least of a term, for households with the codes of `when`.

    An amount in another currency than the term's unit names its `currency`; it is held against
    papers in that currency only.
    """

    value: Value
    when: When = {}
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")


class SetByLaw(Dated):
    """What the law makes a term for everybody, since a day: no least that a provider may exceed."""

    value: Value


class Indexation(Strict):
    """On which day of each year a plan's prices rise by the per cent that a term of it states.

    `rounded_to` is the step to which the market's prices are rounded, in its currency.
    """

    month: int = Field(ge=1, le=12)
    day: int = Field(default=1, ge=1, le=28)
    rounded_to: Decimal = Field(gt=0)


class MovedWork(Dated):
    """What a customer does instead where the provider no longer does it: `minutes` of a year."""

    minutes: int = Field(gt=0)
    assumption: bool


class Term(Strict):
    """One canonical term of the market's vocabulary.

    `synonyms` gives the headings under which a source prints it (`"*"`: any source); `words` the
    printed words of a status or word, by canonical value; `units` the printed units by factor.
    `always` is a value that law fixes for every plan; `derived` how a plan's attribute gives it;
    `when`, `valid_from` and `valid_to` say for which households and on which days it is asked: a
    vocabulary may be replaced, and a dentist is no part of hospital cover;
    `event` is what its change for the worse is called (domain 6.2), `term_worsened` where left out;
    `set_by_law` are the values that the law makes it for everybody, each since its day: a provider that
    goes from one to the next when the law does follows the law. `indexes_price` says that the term is
    the per cent by which the contract itself raises the price each year.
    `moves_work` says that the term is no cover but work, which the customer does where the provider
    does not: it is compared with nobody's, and its change for the worse is a `work_shift`.
    `about` names the grievances that it answers to, beside a cut of cover; `yearly` says that it is
    an amount of money which every customer pays once a year.
    """

    key: str = Field(pattern=KEY)
    direction: Direction
    unit: str | None = None
    event: Worsening | None = None
    yearly: bool = False
    label: Texts
    definition: Texts
    essential: bool = False
    equal_by_law: bool = False
    legal_minimum: tuple[LegalMinimum, ...] = ()
    set_by_law: tuple[SetByLaw, ...] = ()
    indexes_price: Indexation | None = None
    moves_work: tuple[MovedWork, ...] = ()
    synonyms: dict[str, tuple[str, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    missing: dict[Missing, tuple[str, ...]] = {}
    units: dict[str, Amount] = {}
    always: str | None = None
    derived: Derived | None = None
    about: tuple[Focus, ...] = ()
    reference: Texts | None = None
    when: When = {}
    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _of_its_kind(self) -> Term:
        if self.set_by_law and not self.equal_by_law:
            raise ValueError("what the law sets is equal for everybody: add equal_by_law = true")
        if self.indexes_price and self.unit != "percent":
            raise ValueError('a term that indexes the price has the unit "percent"')
        if self.moves_work and (self.direction is not Direction.STATUS or self.event):
            raise ValueError("a term that moves work is a status, and its event is work_shift")
        return self

    def asked_of(self, codes: Mapping[str, str], day: date) -> bool:
        """Whether the term is compared for a household with these codes, on this day."""
        begun = self.valid_from is None or self.valid_from <= day
        over = self.valid_to is not None and self.valid_to <= day
        return begun and not over and not self.moves_work and applies(self.when, codes)

    @property
    def worsening(self) -> str | None:
        """What its change for the worse is called; None: by no name of its own."""
        return "work_shift" if self.moves_work else self.event

    @property
    def attribute(self) -> Attribute:
        """The term as the comparison reads it."""
        return Attribute(self.key, self.direction, self.unit, self.essential, self.equal_by_law)


class DocumentAmount(Strict):
    """An amount in a document whose direction for the customer is known.

    It is the amount in `unit` (a currency's code, percent, day …) of a clause that holds all `words`,
    in a sentence that holds one of them.
    `label` is what people call it. `by_law`: an office sets it for everybody (a levy, a tax), so that a change is nobody's own doing.
    """

    key: str = Field(pattern=KEY)
    label: Texts
    direction: Direction
    unit: str
    words: tuple[str, ...] = Field(min_length=1)
    by_law: bool = False


class TermsFile(Strict):
    """terms.toml: the market's vocabulary of cover."""

    term: tuple[Term, ...] = ()
    document_amount: tuple[DocumentAmount, ...] = ()


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]


class Fee(Dated):
    """A mandatory charge outside of the price."""

    key: str = Field(pattern=KEY)
    amount: Amount
    per: str
    text: Texts


class Scenario(Strict):
    """One possible year of a person: `costs` before any share is paid, with its probability."""

    key: str = Field(pattern=KEY)
    costs: Amount
    probability: Amount
    text: Texts


class Distribution(Dated):
    """The scenarios of one kind of person; `reference` says where the numbers come from."""

    when: When = {}
    assumption: bool
    scenario: tuple[Scenario, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Distribution:
        total = sum((item.probability for item in self.scenario), Decimal(0))
        if total != 1:
            raise ValueError(f"probabilities must add up to 1, found {total}")
        return self


class Exposure(Dated):
    """How often and how badly a term is used: claims a year and mean size (domain 2.4)."""

    term: str = Field(pattern=KEY)
    frequency: Amount
    mean: Amount
    largest: Amount | None = None
    assumption: bool = True


class Peril(Dated):
    """One thing that can happen, for the yardstick of the renewal check (domain 6.2, 6.3).

    `frequency` is claims a year, `mean` the mean loss, taken as exponential. `status`, `excess`,
    `limit` and `coinsurance` name the terms that decide what is paid.
    """

    key: str = Field(pattern=KEY)
    frequency: Amount
    mean: Amount
    status: str | None = None
    excess: str | None = None
    limit: str | None = None
    coinsurance: str | None = None
    limit_applies: Literal["after_excess", "before_excess"] = "after_excess"


class CostsFile(Strict):
    """costs.toml: what a contract costs besides its price."""

    out_of_pocket: Literal["ch", "us", "excess"] | None = None
    chosen: Names = ()  # the factors or terms that the out-of-pocket rule reads of an offer
    rule: tuple[Rule, ...] = ()
    fee: tuple[Fee, ...] = ()
    distribution: tuple[Distribution, ...] = ()
    exposure: tuple[Exposure, ...] = ()
    peril: tuple[Peril, ...] = ()

    @model_validator(mode="after")
    def _no_overlap(self) -> CostsFile:
        refuse_overlaps(self.rule)
        return self


class StepTime(Dated):
    """How many minutes one step of a move is taken to need; together they are the market's hours."""

    key: Literal["compare", "apply", "notice", "confirm"]
    minutes: int = Field(gt=0)


class LeavingFile(Strict):
    """leaving.toml: the calendar by its name, the dated rules it reads, and what a letter says."""

    calendar: str = Field(pattern=KEY)
    rule: tuple[Rule, ...] = ()
    letter: tuple[Letter, ...] = ()
    letter_language: tuple[LetterLanguage, ...] = ()
    step: tuple[StepTime, ...] = ()

    @model_validator(mode="after")
    def _no_overlap(self) -> LeavingFile:
        refuse_overlaps(self.rule)
        return self


class Measure(Strict):
    """A published measure: what it answers and how large a difference must be to matter.

    `proportion`, `rate` and `index` have counts and can be compared; a `band` is compared with
    bands; an `amount` (a cost, a reserve) is shown and compared with nothing. A published value is
    `numerator / denominator * per`. `pooled` is how many of the last periods an answer adds up:
    most providers have too few cases in one. Without `smallest_difference` that of domain 3.5 holds.
    """

    key: str = Field(pattern=KEY)
    kind: Literal["proportion", "rate", "index", "band", "amount"]
    question: Texts
    numerator: Texts
    denominator: Texts
    good: Literal["higher", "lower", "neither"]
    smallest_difference: Amount | None = None
    per: Amount = Decimal(1)
    unit: str | None = None
    pooled: int = Field(default=1, ge=1)
    synonyms: tuple[str, ...] = ()
    about: tuple[Focus, ...] = ()  # the grievances on which it sheds light
    reference: Texts | None = None

    @model_validator(mode="after")
    def _has_a_good_side(self) -> Measure:
        if self.counted and self.good == "neither":
            raise ValueError(f"{self.key}: expected good = higher or lower for a {self.kind}")
        return self

    @property
    def counted(self) -> bool:
        """Whether it has counts by which providers are compared."""
        return self.kind in ("proportion", "rate", "index")


class Unmeasured(Strict):
    """Something that matters and that nobody publishes: said beside every verdict."""

    key: str = Field(pattern=KEY)
    text: Texts
    about: tuple[Focus, ...] = ()


class QualityFile(Strict):
    """quality.toml: what is known about service, and what is not.

    `customers` is the measure that counts a provider's customers: by it providers are weighted.
    """

    customers: str | None = None
    measure: tuple[Measure, ...] = ()
    unmeasured: tuple[Unmeasured, ...] = ()

    @model_validator(mode="after")
    def _counts_by_a_measure_of_its_own(self) -> QualityFile:
        if self.customers and self.customers not in {item.key for item in self.measure}:
            raise ValueError(f"customers: expected a measure of this file, found {self.customers}")
        return self


class PublishedHousehold(Strict):
    """One household on which the market statement is computed; `weight` stands for customers.

    Each person holds its rating codes and what its present contract has (deductible, model).
    """

    key: str = Field(pattern=r"^[a-z0-9-]+$")
    weight: Amount
    household: dict[str, str | int | bool]
    persons: tuple[dict[str, str | int | bool], ...] = Field(min_length=1)


class HouseholdsFile(Strict):
    """households.toml: the published households, their source and what is assumed.

    `months_to_end` is taken as the rest of everybody's contract, where a calendar asks for its end.
    """

    source: Texts | None = None
    months_to_end: int | None = Field(default=None, gt=0)
    assumption: Texts | None = None
    household: tuple[PublishedHousehold, ...] = ()

    @model_validator(mode="after")
    def _stated(self) -> HouseholdsFile:
        if self.household and not (self.source and self.assumption):
            raise ValueError("expected `source` and `assumption`: where do the weights come from?")
        keys = [item.key for item in self.household]
        if len(set(keys)) != len(keys):
            raise ValueError("two households share a key")
        return self
