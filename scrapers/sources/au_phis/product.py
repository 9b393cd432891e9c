"""One product as every edition of the file has it, and the records that it gives.

The publisher lodges a product for one state and one kind of family. Until 2014 nothing but its name
carries over from one file to the next, so its key is made of its type, state, family and name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scrapers.errors import Implausible
from scrapers.records import (
    Passed,
    PlanRecord,
    PriceRecord,
    ProviderRecord,
    Record,
    Refused,
    TermRecord,
)

DEAREST = Decimal(3_000)  # dollars a month; more than twice the dearest premium ever lodged
EVERYWHERE = "ALL"
STATES = ("NSW", "ACT", "VIC", "QLD", "SA", "WA", "TAS", "NT")
LETTERS = {"Hospital": "H", "General": "I", "GeneralHealth": "I", "Combined": "J"}
FAMILIES = {
    "One adult": "S",
    "Single": "S",
    "Two adults": "C",
    "Couple": "C",
    "Two adults & dependant(s)": "F",
    "Family": "F",
    "One adult & dependant(s)": "P",
    "SingleParentFamily": "P",
    "Two adults & any dependants": "CA",
    "CoupleAnyDependants": "CA",
    "One adult & any dependants": "SA",
    "SingleAnyDependants": "SA",
    "ChildrenOnly": "K",
}
SAME_AGAIN = "row that repeats another word for word"
FOR_WHOM = "premium that the file gives without saying for which kind of family"


@dataclass(frozen=True, slots=True)
class Fund:
    """An insurer by the code that the Ombudsman gave it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Product:
    """A product in the file's own words. `key` is the publisher's where it has one to compare by.

    `family` None is one that the file lost: nobody can say who pays the premium, and it gives no
    price. `states` are those for which its price holds, none where it is every one that the file tells
    of; `terms` are its promises; `row` is what a repeated row repeats.
    """

    fund: Fund
    name: str
    kind: str
    state: str
    family: str | None
    premium: Decimal
    literal: str
    locator: str
    states: tuple[str, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[TermRecord, ...] = ()
    key: str | None = None
    row: tuple[str, ...] = ()

    @property
    def made_key(self) -> str:
        """What carries over from one file to the next: type, state, family and name."""
        family = FAMILIES[self.family] if self.family else "?"
        return f"{LETTERS[self.kind]}/{self.state}/{family}/{self.name}"


def plausible(premium: Decimal, literal: str) -> Decimal:
    """The premium of a month; raises Implausible where it can be none."""
    if not 0 < premium < DEAREST:
        raise Implausible(
            expected=f"a premium above 0 and below {DEAREST} dollars a month",
            found=repr(literal),
            todo="ask the insurer",
        )
    return premium


def states_of(printed: str, together: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The states for which a product is lodged by name; `together` are those that one word stands for.

    None for a product of every state: of which ones a file tells, its other products say.
    """
    return () if printed == EVERYWHERE else together.get(printed, (printed,))


def records(
    found: Iterable[Product | Refused], edition: str, *, whole: bool = True
) -> Iterator[Record]:
    """Every product with its price and terms, then the insurers.

    Only a file of the `whole` edition tells in which states an insurer sells. A file that somebody cut
    by state has no offer for the others but those of every state: these are no market, and it tells
    nothing of them.

    Rows that say the same word for word count once. Products that share a name and differ in price
    (their excess is in no column) are told apart by the order of their prices, for this edition only:
    nobody can say which of them is which in another.
    """
    products: dict[tuple[str, str], list[Product]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    again: list[str] = []
    for one in found:
        if isinstance(one, Refused):
            yield one
        elif one.row and one.row in seen:
            again.append(one.locator)
        else:
            seen.add(one.row)
            products[one.fund.code, one.key or one.made_key].append(one)
    every = [one for alike in products.values() for one in alike]
    told = tuple(state for state in STATES if any(state in one.states for one in every)) or STATES
    for (_, key), alike in products.items():
        alike.sort(key=lambda product: product.premium)
        for at, product in enumerate(alike, 1):
            if len(alike) == 1:
                yield from _records(product, key, {}, told)
            else:
                same = {"same_name": f"{at} of {len(alike)}"}
                yield from _records(product, f"{key} #{edition}.{at}", same, told)
    yield from _funds(every, whole, told)
    unplaced = [one.locator for one in every if not one.family]
    for reason, rows in ((SAME_AGAIN, again), (FOR_WHOM, unplaced)):
        if rows:
            yield Passed(reason, len(rows), rows[0])


def _records(
    product: Product, key: str, more: Mapping[str, str], told: tuple[str, ...]
) -> Iterator[Record]:
    fund = product.fund.code
    attributes = {
        "name": product.name,
        **product.attributes,
        **more,
    }
    yield PlanRecord(fund, key, attributes, product.locator)
    yield from _prices(product, key, told)
    for term in product.terms:
        yield TermRecord(
            *(fund, key, term.heading, term.value, term.unit, term.literal, term.locator),
            missing=term.missing,
        )


def _prices(product: Product, key: str, told: tuple[str, ...]) -> Iterator[PriceRecord]:
    """One price for each state that it holds in; none where nobody can say who pays it."""
    if product.family is None:
        return
    for state in product.states or told:
        factors = {"state": state, "family": product.family, "cover": product.kind}
        yield PriceRecord(
            *(product.fund.code, key, factors, product.premium, "AUD", "month"),
            literal=product.literal,
            locator=product.locator,
        )


def _funds(
    products: Iterable[Product], whole: bool, told: tuple[str, ...]
) -> Iterator[ProviderRecord]:
    """Each insurer, with the states in which it has lodged anything."""
    first: dict[str, Product] = {}
    states: dict[str, set[str]] = defaultdict(set)
    for product in products:
        first.setdefault(product.fund.code, product)
        states[product.fund.code].update(product.states or told)
    for code, product in first.items():
        sold = ", ".join(state for state in STATES if state in states[code])
        about = {"name": product.fund.name, "states": sold}
        yield ProviderRecord(code, about if whole else {"name": product.fund.name}, product.locator)
