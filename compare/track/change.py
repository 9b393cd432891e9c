"""One change: what was, what is, for whom it is better, by whose doing, and where both were read.

A change is a difference along the days of validity as known at one instant; that a value was read
wrongly before, or by another reader, makes none. Only what somebody confirmed may become news.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from compare.track.events import Severity
from compare.values.cause import Cause
from compare.values.money import Money


class Toward(StrEnum):
    """Which way a change goes for the customer."""

    WORSE = "worse"
    BETTER = "better"
    NEITHER = "neither"  # no direction can be stated: another unit, other words


class State(StrEnum):
    """How far a change may be believed."""

    CONFIRMED = "confirmed"  # by a second sighting apart, by two sources, or by a person
    SEEN = "seen"  # once, by one source
    PROPOSED = "proposed"  # one product took another's place, as it seems: for a person to decide
    DOUBTFUL = "doubtful"  # an error of reading or labelling is likelier: for a person to decide


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read: the stored bytes and the place in them."""

    sha256: str
    locator: str

    def __str__(self) -> str:
        return f"{self.sha256}#{self.locator}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a plan is not what the plan was whose place it took: `price`, or a term."""

    field: str
    old: str
    new: str
    unit: str | None
    direction: Toward
    severity: Severity


@dataclass(frozen=True, slots=True)
class Replaced:
    """A plan that went and one that took its place, by key and name, and what is other with it."""

    old: str
    new: str
    old_name: str
    new_name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one field of one subject, after one day and no later than another.

    `subject` is the plan, product or document; `kind` is an event of domain 6.1 or 6.2, or
    `better` where it has no name there. `old` and `new` are printed values in `unit`. `magnitude` is
    a share of the old value, `unit_price_rise` one of the old unit price; None where neither can be
    computed. `doubt` says why a person has to look; `context` is the clause that holds an amount;
    `prices` are what the old and the new pack cost; `minutes` the customer's own work a year that a
    `work_shift` adds, None where nobody has said how much that is; `replaced` are the plans that
    took others' places.
    """

    provider: str
    subject: str
    kind: str
    field: str
    old: str
    new: str
    unit: str | None
    direction: Toward
    magnitude: Decimal | None
    unit_price_rise: Decimal | None
    severity: Severity
    state: State
    after: date
    no_later_than: date
    cause: Cause
    before: Evidence
    since: Evidence
    doubt: str | None = None
    context: str | None = None
    prices: tuple[Money, Money] | None = None
    minutes: int | None = None
    replaced: tuple[Replaced, ...] = ()

    @property
    def is_signal(self) -> bool:
        """Whether it counts against the provider: worse, by its own doing, and confirmed."""
        return (
            self.direction is Toward.WORSE
            and self.cause is Cause.PROVIDER
            and self.state is State.CONFIRMED
        )
