"""Work that a provider did and its customers now do: a counter closed, a paper bill dropped (SEED-37).

How many minutes a year that is, is an assumption of the market's definition. It is told for work
that went altogether; nobody knows what a part of it takes, and nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from compare.track.change import Toward
from compare.track.events import EventType
from compare.values.missing import Missing
from compare.values.terms import Status, TermValue


@dataclass(frozen=True, slots=True)
class Shift:
    """One change of a term of one plan, as far as the work is concerned.

    `minutes` a year that it moved to the customer; None: not known.
    """

    plan: str
    field: str
    kind: str
    direction: str
    no_later_than: date
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What the customer of a plan does by now: at least so many minutes a year.

    `is_least` says that more was moved, of which nobody knows the minutes.
    """

    minutes: int
    is_least: bool


def is_whole(old: TermValue, new: TermValue) -> bool:
    """Whether the provider did the work, and does none of it any more."""
    return old is Status.COVERED and new in (Status.EXCLUDED, Missing.NOT_OFFERED)


def total(shifts: Iterable[Shift]) -> Moved | None:
    """What was moved to the customers of one provider, and not taken back since; None: nothing.

    Nobody holds two plans at once: of several plans that one counts which moved most.
    """
    latest: dict[tuple[str, str], Shift] = {}
    for shift in sorted(shifts, key=lambda shift: shift.no_later_than):
        if shift.kind == EventType.WORK_SHIFT or shift.direction == Toward.BETTER:
            latest[shift.plan, shift.field] = shift
    plans: dict[str, list[int | None]] = defaultdict(list)
    for (plan, _), shift in latest.items():
        if shift.kind == EventType.WORK_SHIFT:
            plans[plan].append(shift.minutes)
    moved = [Moved(sum(filter(None, each)), None in each) for each in plans.values()]
    return max(moved, key=lambda each: (each.minutes, each.is_least), default=None)
