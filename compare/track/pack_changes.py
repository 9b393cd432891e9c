"""Changes of one product's size in one shop, from the days on which it was seen (domain 6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from compare.track.change import Change, Evidence, State, Toward
from compare.track.events import MAJOR_IMPACT, MODERATE_IMPACT, Severity
from compare.track.pack_history import Doubt, PackSighting, SizeChange, size_changes
from compare.track.packs import Pack, PackChange, PackEvent
from compare.values.cause import Cause
from compare.values.money import Money

UNIT_CHANGED = "UNIT_CHANGED"
UNIT_UNTOLD = "unit_untold"
DIRECTIONS = {
    PackEvent.SHRINKFLATION: Toward.WORSE,
    PackEvent.UPSIZE: Toward.BETTER,
    # A smaller pack at the same unit price, a larger one at a higher: some want it, some do not.
    PackEvent.DOWNSIZE_NO_UNIT_RISE: Toward.NEITHER,
    PackEvent.UPSIZE_UNIT_RISE: Toward.NEITHER,
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A product on a shelf on a day; `quantity` None where it is missing, `unit` where untold.

    `items` are the pieces of a multipack, None where none are counted.
    """

    day: date
    price: Money
    quantity: Decimal | None
    unit: str | None
    source: str
    evidence: Evidence
    items: int | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """One shop's product under its own key, with its sightings in the order of their days.

    `line` are the words of its name without sizes, the brand first where it is known. `listed` are the
    first and the last day on which it was named at all, as on a page that gave it two prices and so
    none; None where only its sightings tell.
    """

    provider: str
    key: str
    line: str
    shelves: tuple[Shelf, ...]
    listed: tuple[date, date] | None = None

    @property
    def sold(self) -> tuple[date, date]:
        """The first and the last day on which it is known to have been sold."""
        days = [*(self.listed or ()), self.shelves[0].day, self.shelves[-1].day]
        return min(days), max(days)

    @property
    def told(self) -> tuple[Shelf, ...]:
        """The sightings with a quantity in a known unit; all with a quantity where none has one."""
        stated = tuple(shelf for shelf in self.shelves if shelf.quantity is not None)
        return tuple(shelf for shelf in stated if shelf.unit) or stated


def pack_changes(product: Product) -> tuple[Change, ...]:
    """The changes of size of one product; a change of its price alone is none.

    Packs whose unit nobody tells compare with nothing: where a product has no other, the apparent
    change is put to a person.
    """
    shelves = product.told
    first = _first_sightings(shelves)
    return tuple(
        _change(product, size, first)
        for size in size_changes([_sighting(shelf) for shelf in shelves])
        if size.change is None or size.change.event in DIRECTIONS
    )


def size_kind(change: PackChange | None) -> str:
    """The event's name; without a comparison the unit is what changed."""
    return UNIT_CHANGED if change is None else change.event.value


def severity_of(change: PackChange | None) -> Severity:
    """How grave: for the same amount a year's price rises by what the unit price rose (domain 6.2)."""
    if change is None or change.event is not PackEvent.SHRINKFLATION:
        return Severity.UNRATED
    if change.unit_price_change >= MAJOR_IMPACT:
        return Severity.MAJOR
    return Severity.MODERATE if change.unit_price_change >= MODERATE_IMPACT else Severity.MINOR


def printed(pack: Pack) -> str:
    """The size of a pack without idle noughts."""
    text = format(pack.quantity, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sighting(shelf: Shelf) -> PackSighting:
    assert shelf.quantity is not None
    return PackSighting(
        shelf.day, Pack(shelf.price, shelf.quantity, shelf.unit or ""), shelf.source
    )


def _first_sightings(shelves: Sequence[Shelf]) -> dict[date, Evidence]:
    found: dict[date, Evidence] = {}
    for shelf in shelves:
        found.setdefault(shelf.day, shelf.evidence)
    return found


def _change(product: Product, size: SizeChange, evidence: dict[date, Evidence]) -> Change:
    compared = size.change
    untold = not size.after.unit
    doubt = UNIT_UNTOLD if untold else size.doubt.value if size.doubt else None
    return Change(
        provider=product.provider,
        subject=product.key,
        kind=size_kind(compared),
        field="pack",
        old=printed(size.before),
        new=printed(size.after),
        unit=_unit(size.before, size.after),
        direction=DIRECTIONS[compared.event] if compared else Toward.NEITHER,
        magnitude=abs(compared.quantity_change) if compared else None,
        unit_price_rise=compared.unit_price_change if compared else None,
        severity=severity_of(compared),
        state=_state(size, untold),
        after=size.last_seen,
        no_later_than=size.no_later_than,
        cause=Cause.PROVIDER,
        before=evidence[size.last_seen],
        since=evidence[size.no_later_than],
        doubt=doubt,
        prices=(size.before.price, size.after.price),
    )


def _unit(before: Pack, after: Pack) -> str | None:
    if before.unit == after.unit:
        return after.unit or None
    return f"{before.unit} to {after.unit}"


def _state(size: SizeChange, untold: bool) -> State:
    if untold or size.doubt is Doubt.IMPLAUSIBLE_STEP:
        return State.DOUBTFUL
    return State.CONFIRMED if size.confirmed else State.SEEN
