"""Changes of size in the sightings of one product at one seller (domain 6.1).

Most apparent changes of size are errors of reading or labelling. Rounding is no change; a change
of unit or by more than half is put to a person; and a change counts once it is confirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from compare.track.confirmation import Sighting, is_confirmed
from compare.track.observed import CensoredChange, observed_history
from compare.track.packs import TOLERANCE, Pack, PackChange, compare_packs

GAP_DAYS = 31  # our convention for prices (domain 7)
PLAUSIBLE = Decimal(2)  # beyond twice or half the size, a multipack or a misreading is likelier


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

    @property
    def regular(self) -> Pack:
        """The size at its regular price: the highest seen, for a special only lowers it."""
        dearest = max((each.pack for each in self.sightings), key=lambda pack: pack.price.amount)
        return Pack(dearest.price, self.size, self.unit)


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
    return SizeChange(
        before=old.regular,
        after=new.regular,
        last_seen=between.after,
        no_later_than=between.no_later_than,
        change=compare_packs(old.regular, new.regular, tolerance=tolerance) if comparable else None,
        doubt=_doubt(old, new, plausible),
        confirmed=is_confirmed(seen, old.size, new.size),
    )


def _doubt(old: _Run, new: _Run, plausible: Decimal) -> Doubt | None:
    if old.unit != new.unit:
        return Doubt.OTHER_UNIT
    step = max(old.size, new.size) / min(old.size, new.size)
    return Doubt.IMPLAUSIBLE_STEP if step > plausible else None
