"""Changes of size in the sightings of one product at one seller (domain 6.1).

Most apparent changes of size are errors of reading or labelling. Rounding is no change; a change
of unit or to half or less is put to a person; and a change counts once it is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from compare.track.confirmation import Sighting, is_confirmed
from compare.track.observed import CensoredChange, observed_history
from compare.track.packs import TOLERANCE, Pack, PackChange, compare_packs
from compare.values.money import Money

GAP_DAYS = 31  # our convention for prices (domain 7)
REGULAR = timedelta(
    days=56
)  # specials come and go within weeks; our convention, domain 6.1 names none
PLAUSIBLE = Decimal(2)  # from twice or half the size on, a multipack or a misreading is likelier


class Doubt(StrEnum):
    """Why an apparent change of size is put to a person."""

    OTHER_UNIT = "other_unit"
    IMPLAUSIBLE_STEP = "implausible_step"


@dataclass(frozen=True, slots=True)
class PackSighting:
    """A pack on a shelf on a day, as one source read it."""

    day: date
    pack: Pack
    source: str


@dataclass(frozen=True, slots=True)
class SizeChange:
    """One change of size: after the last sighting of the old, no later than the first of the new.

    `before` and `after` carry the regular price of each size; `change` is None where the unit
    changed, for then nothing can be compared. It is a signal only where `confirmed` and without
    `doubt`.
    """

    before: Pack
    after: Pack
    last_seen: date
    no_later_than: date
    change: PackChange | None
    doubt: Doubt | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive sightings of one size; the size as first seen."""

    size: Decimal
    unit: str
    sightings: tuple[PackSighting, ...]

    def regular(self, day: date) -> Pack:
        """The size at its regular price around a day on which it was seen."""
        price = regular_price(((each.day, each.pack.price) for each in self.sightings), day)
        return Pack(price, self.size, self.unit)


def regular_price(prices: Iterable[tuple[date, Money]], day: date) -> Money:
    """The regular price around a day: the highest seen within eight weeks, for a special lowers it.

    What a size cost long before or after it changed is no part of the change.

    Raises:
        ValueError: no price was seen within eight weeks of the day.
    """
    near = [price for seen, price in prices if abs(seen - day) <= REGULAR]
    if not near:
        raise ValueError(f"expected a price seen within {REGULAR.days} days of {day}, found none")
    return max(near, key=lambda price: price.amount)


def size_changes(
    sightings: Sequence[PackSighting],
    tolerance: Decimal = TOLERANCE,
    plausible: Decimal = PLAUSIBLE,
) -> tuple[SizeChange, ...]:
    """The changes of size that the sightings of one product show, in the order of their days.

    Raises:
        ValueError: the days are out of order, or the prices are in several currencies.
    """
    days = [sighting.day for sighting in sightings]
    if days != sorted(days):
        raise ValueError("expected sightings in the order of their days")
    runs = _runs(sightings, tolerance)
    seen = [Sighting(each.day, run.size, each.source) for run in runs for each in run.sightings]
    return tuple(_change(between, runs, seen, tolerance, plausible) for between in _between(runs))


def _between(runs: Sequence[_Run]) -> tuple[CensoredChange[int], ...]:
    """Between which sightings each run gave way to the next, by their places."""
    sightings = [(each.day, at) for at, run in enumerate(runs) for each in run.sightings]
    if not sightings:
        return ()
    return observed_history(sightings, GAP_DAYS, sightings[-1][0]).changes


def _runs(sightings: Sequence[PackSighting], tolerance: Decimal) -> list[_Run]:
    runs: list[_Run] = []
    for sighting in sightings:
        pack = sighting.pack
        last = runs[-1] if runs else None
        if (
            last is not None
            and pack.unit == last.unit
            and abs(pack.quantity / last.size - 1) <= tolerance
        ):
            runs[-1] = _Run(last.size, last.unit, (*last.sightings, sighting))
        else:
            runs.append(_Run(pack.quantity, pack.unit, (sighting,)))
    return runs


def _change(
    between: CensoredChange[int],
    runs: Sequence[_Run],
    seen: Sequence[Sighting],
    tolerance: Decimal,
    plausible: Decimal,
) -> SizeChange:
    old, new = runs[between.old], runs[between.new]
    comparable = old.unit == new.unit
    before, after = old.regular(between.after), new.regular(between.no_later_than)
    return SizeChange(
        before=before,
        after=after,
        last_seen=between.after,
        no_later_than=between.no_later_than,
        change=compare_packs(before, after, tolerance=tolerance) if comparable else None,
        doubt=_doubt(old, new, plausible),
        confirmed=is_confirmed(seen, old.size, new.size),
    )


def _doubt(old: _Run, new: _Run, plausible: Decimal) -> Doubt | None:
    if old.unit != new.unit:
        return Doubt.OTHER_UNIT
    step = max(old.size, new.size) / min(old.size, new.size)
    return Doubt.IMPLAUSIBLE_STEP if step >= plausible else None
